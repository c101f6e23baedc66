package dev.cloister.acceptance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Services know each other by REST, and what they share knows none of them. */
class ServicesApartTest {

  private static final String CHAT = "dev.cloister.chat..";
  private static final String HISTORY = "dev.cloister.history..";
  private static final String FEEDBACK = "dev.cloister.feedback..";
  private static final String LOCAL_CLOUD = "dev.cloister.localcloud..";

  private final JavaClasses classes =
      new ClassFileImporter()
          .importPaths(
              List.of("service-edge", "chat-service", "history-service", "feedback-service")
                  .stream()
                  .map(module -> RunningPlatform.CHECKOUT.resolve(module).resolve("target/classes"))
                  .toArray(Path[]::new));

  @Test
  void noServiceImportsAnother() {
    apart(CHAT, HISTORY, FEEDBACK);
    apart(HISTORY, CHAT, FEEDBACK);
    apart(FEEDBACK, CHAT, HISTORY);
  }

  @Test
  void theSharedEdgeImportsNoService() {
    apart("dev.cloister.edge..", CHAT, HISTORY, FEEDBACK);
  }

  @Test
  void nothingThatIsShippedImportsTheLocalCloud() {
    apart("dev.cloister..", LOCAL_CLOUD);
  }

  private void apart(String from, String... others) {
    noClasses()
        .that()
        .resideInAPackage(from)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .check(classes);
  }
}
