package dev.cloister.buildorder;

import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Produce;
import io.quarkus.deployment.builditem.TransformedClassesBuildItem;
import io.quarkus.deployment.builditem.TransformedClassesBuildItem.TransformedClass;
import io.quarkus.deployment.pkg.builditem.UberJarIgnoredResourceBuildItem;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Has transformed classes come in the order of their own names.
 *
 * <p>Quarkus 3.33 writes them jar by jar, in the order of the jars' paths: whether the checkout is
 * called something before or after the repository of Maven's packages shows in the image.
 */
class WhereverItIsBuilt {

  private static final Path ANYWHERE = Path.of("");

  /** Produces nothing; saying so puts it before the step that writes the jars. */
  @BuildStep
  @Produce(UberJarIgnoredResourceBuildItem.class)
  void sort(TransformedClassesBuildItem transformed) {
    var byJar = transformed.getTransformedClassesByJar();
    Set<TransformedClass> classes =
        byJar.values().stream()
            .flatMap(Set::stream)
            .filter(WhereverItIsBuilt::isWritten)
            .sorted(Comparator.comparing(TransformedClass::getFileName))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (classes.isEmpty()) {
      return;
    }
    // What is taken out of a jar is looked for by that jar, and stays with it.
    byJar.values().forEach(ofOneJar -> ofOneJar.removeIf(WhereverItIsBuilt::isWritten));
    byJar.put(ANYWHERE, classes);
  }

  private static boolean isWritten(TransformedClass transformed) {
    return transformed.getData() != null;
  }
}
