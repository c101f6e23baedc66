package dev.cloister.localcloud.devservice;

import io.quarkus.bootstrap.model.ApplicationModel;
import io.quarkus.deployment.IsDevServicesSupportedByLaunchMode;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.DevServicesResultBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.LaunchModeBuildItem;
import io.quarkus.deployment.dev.devservices.DevServicesConfig;
import io.quarkus.deployment.pkg.builditem.CurateOutcomeBuildItem;
import io.quarkus.deployment.pkg.builditem.OutputTargetBuildItem;
import io.quarkus.maven.dependency.ResolvedDependency;
import io.quarkus.runtime.LaunchMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/** The extension's build steps. */
class DevServiceProcessor {

  private static final String NAME = "cloister-local-cloud";
  private static final Logger LOG = Logger.getLogger(DevServiceProcessor.class);
  private static final Set<String> SERVICES =
      Set.of("chat-service", "history-service", "feedback-service");

  @BuildStep
  FeatureBuildItem feature() {
    return new FeatureBuildItem(NAME);
  }

  @BuildStep(onlyIf = {IsDevServicesSupportedByLaunchMode.class, DevServicesConfig.Enabled.class})
  DevServicesResultBuildItem localCloud(
      DevServiceConfig config,
      LaunchModeBuildItem launchMode,
      CurateOutcomeBuildItem outcome,
      OutputTargetBuildItem target)
      throws IOException, InterruptedException {
    ServiceSettings settings = settings(outcome.getApplicationModel());
    if (!config.enabled() || (settings.complete() && !LocalCloudProcess.isRunning())) {
      return null;
    }
    Path output = target.getOutputDirectory();
    Path module = output.getParent();
    boolean dev = launchMode.getLaunchMode() == LaunchMode.DEVELOPMENT;
    Path work = dev ? output.resolve("local-cloud") : scratch(output);
    List<String> arguments = new ArrayList<>(List.of("--data", data(dev, module, work)));
    if (!dev) {
      // No test waits for answers that nobody reads along.
      arguments.addAll(List.of("--in-memory", "--pace", "2"));
    }
    for (String service : SERVICES) {
      arguments.addAll(argumentsFor(service, settings, config, dev));
    }
    Properties endpoints = LocalCloudProcess.endpoints(module, work, arguments);
    if (dev) {
      LOG.infof("Cloister is at %s, logs in %s", endpoints.getProperty("origin"), work);
    }
    Map<String, String> known = settings.from(endpoints);
    return DevServicesResultBuildItem.discovered()
        .feature(NAME)
        .description("DynamoDB, S3, an issuer, Bedrock and the one origin, on loopback")
        .config(known)
        .build();
  }

  private static List<String> argumentsFor(
      String service, ServiceSettings settings, DevServiceConfig config, boolean dev) {
    if (service.equals(settings.service())) {
      // So that the origin leads to the one in quarkus:dev.
      return dev
          ? List.of("--at", service + "=" + value("quarkus.http.port", "8080"))
          : List.of("--without", service);
    }
    return config.services().orElse(List.of()).contains(service)
        ? List.of()
        : List.of("--without", service);
  }

  private static ServiceSettings settings(ApplicationModel application) {
    Set<String> extensions =
        application.getRuntimeDependencies().stream()
            .map(ResolvedDependency::getArtifactId)
            .collect(Collectors.toSet());
    return new ServiceSettings(
        application.getAppArtifact().getArtifactId(), extensions, DevServiceProcessor::configured);
  }

  /** A setting itself, or the variable by which the SDK takes the same. */
  private static String configured(String property) {
    String variable =
        switch (property) {
          case "quarkus.dynamodb.endpoint-override" -> "aws.endpoint.url.dynamodb";
          case "quarkus.s3.endpoint-override" -> "aws.endpoint.url.s3";
          case "cloister.bedrock.runtime-endpoint" -> "aws.endpoint.url.bedrock.runtime";
          case "cloister.bedrock.control-endpoint" -> "aws.endpoint.url.bedrock";
          default -> property;
        };
    return value(property, value(variable, ""));
  }

  private static String value(String property, String otherwise) {
    Config config = ConfigProvider.getConfig();
    return config.getOptionalValue(property, String.class).orElse(otherwise);
  }

  private static Path scratch(Path output) throws IOException {
    Files.createDirectories(output);
    return Files.createTempDirectory(output, "local-cloud-");
  }

  private static String data(boolean dev, Path module, Path work) {
    return dev
        ? module.resolveSibling(".cloister").resolve("dev").resolve(module.getFileName()).toString()
        : work.resolve("data").toString();
  }
}
