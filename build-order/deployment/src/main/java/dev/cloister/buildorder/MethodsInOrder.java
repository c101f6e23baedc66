package dev.cloister.buildorder;

import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Produce;
import io.quarkus.resteasy.reactive.common.deployment.ResourceScanningResultBuildItem;
import io.quarkus.resteasy.reactive.server.spi.MethodScannerBuildItem;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.jandex.DotName;

/**
 * Has a resource's GET come before or after its DELETE, the same in each build.
 *
 * <p>Quarkus 3.33 takes a resource's methods by a hash map that it fills from a {@code Map.of}. The
 * order of that one is another in each JVM, on purpose, and shows where two have one place.
 */
class MethodsInOrder {

  /** Produces nothing; saying so puts it before the step that takes the methods. */
  @BuildStep
  @Produce(MethodScannerBuildItem.class)
  void sort(Optional<ResourceScanningResultBuildItem> scanned) {
    scanned
        .map(item -> item.getResult().getHttpAnnotationToMethod())
        .ifPresent(MethodsInOrder::sort);
  }

  private static void sort(Map<DotName, String> methods) {
    var sorted = new TreeMap<>(methods);
    methods.clear();
    methods.putAll(sorted);
  }
}
