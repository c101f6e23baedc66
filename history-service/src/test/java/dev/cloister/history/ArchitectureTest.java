package dev.cloister.history;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.cloister.history.workload.WorkloadOnly;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;

@AnalyzeClasses(
    packages = "dev.cloister.history",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule resourcesKnowHttpOnly =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Resource")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon..");

  @ArchTest
  static final ArchRule storesKnowNothingOfHttp =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Store")
          .or()
          .resideInAnyPackage(
              "..key..", "..store..", "..chore..", "..content..", "..message..", "..sweep..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jakarta.ws.rs..");

  @ArchTest
  static final ArchRule featuresDependDownwards =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("turn")
          .definedBy("..history.turn..")
          .layer("answer")
          .definedBy("..history.answer..")
          .layer("session")
          .definedBy("..history.session..")
          .layer("sweep")
          .definedBy("..history.sweep..")
          .layer("message")
          .definedBy("..history.message..")
          .layer("attachment")
          .definedBy("..history.attachment..")
          .layer("content")
          .definedBy("..history.content..")
          .layer("chore")
          .definedBy("..history.chore..")
          .layer("workload")
          .definedBy("..history.workload..")
          .layer("store")
          .definedBy("..history.store..")
          .layer("key")
          .definedBy("..history.key..")
          .whereLayer("turn")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("answer")
          .mayOnlyBeAccessedByLayers("turn")
          .whereLayer("session")
          .mayOnlyBeAccessedByLayers("answer", "turn")
          .whereLayer("sweep")
          .mayOnlyBeAccessedByLayers("session")
          .whereLayer("message")
          .mayOnlyBeAccessedByLayers("sweep", "session", "answer", "turn")
          .whereLayer("attachment")
          .mayOnlyBeAccessedByLayers("message", "sweep", "session", "turn")
          .whereLayer("content")
          .mayOnlyBeAccessedByLayers("attachment", "message", "sweep", "session", "answer", "turn")
          .whereLayer("chore")
          .mayOnlyBeAccessedByLayers(
              "attachment", "content", "message", "sweep", "session", "answer", "turn")
          .whereLayer("workload")
          .mayOnlyBeAccessedByLayers("attachment", "session", "answer", "turn");

  @ArchTest
  static final ArchRule nothingIsInjectedIntoFields =
      fields().should().notBeAnnotatedWith(Inject.class);

  @ArchTest
  static final ArchRule servicesDoNotKnowEachOther =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.cloister.chat..", "dev.cloister.feedback..");

  @ArchTest
  static final ArchRule internalRoutesAreForWorkloads =
      classes()
          .that()
          .areAnnotatedWith(Path.class)
          .and()
          .doNotHaveSimpleName("SessionsResource")
          .and()
          .doNotHaveSimpleName("AttachmentResource")
          .should()
          .beAnnotatedWith(WorkloadOnly.class);
}
