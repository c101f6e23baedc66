package dev.cloister.chat;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.inject.Inject;

@AnalyzeClasses(
    packages = "dev.cloister.chat",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule featuresDependDownwards =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("answer")
          .definedBy("..chat.answer..")
          .layer("attachment")
          .definedBy("..chat.attachment..")
          .layer("title")
          .definedBy("..chat.title..")
          .layer("usage")
          .definedBy("..chat.usage..")
          .layer("budget")
          .definedBy("..chat.budget..")
          .layer("store")
          .definedBy("..chat.store..")
          .layer("model")
          .definedBy("..chat.model..")
          .layer("history")
          .definedBy("..chat.history..")
          .layer("stream")
          .definedBy("..chat.stream..")
          .layer("bedrock")
          .definedBy("..chat.bedrock..")
          .layer("web")
          .definedBy("..chat.web..")
          .whereLayer("answer")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("web")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("attachment")
          .mayOnlyBeAccessedByLayers("answer")
          .whereLayer("title")
          .mayOnlyBeAccessedByLayers("answer")
          .whereLayer("model")
          .mayOnlyBeAccessedByLayers("answer", "title", "usage")
          .whereLayer("usage")
          .mayOnlyBeAccessedByLayers("answer", "title")
          .whereLayer("budget")
          .mayOnlyBeAccessedByLayers("usage")
          .whereLayer("store")
          .mayOnlyBeAccessedByLayers("usage", "budget")
          .whereLayer("history")
          .mayOnlyBeAccessedByLayers("answer", "attachment", "title")
          .whereLayer("stream")
          .mayOnlyBeAccessedByLayers("answer");

  @ArchTest
  static final ArchRule onlyBedrockItsListingAndStoresKnowTheSdk =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "..chat.bedrock..",
              "..chat.model..",
              "..chat.store..",
              "..chat.budget..",
              "..chat.usage..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon..");

  @ArchTest
  static final ArchRule onlyResourcesAndTheirWritersKnowHttp =
      noClasses()
          .that()
          .resideInAnyPackage("..chat.bedrock..", "..chat.title..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jakarta.ws.rs..");

  @ArchTest
  static final ArchRule nothingIsInjectedIntoFields =
      fields().should().notBeAnnotatedWith(Inject.class);

  @ArchTest
  static final ArchRule servicesDoNotKnowEachOther =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.cloister.history..", "dev.cloister.feedback..");
}
