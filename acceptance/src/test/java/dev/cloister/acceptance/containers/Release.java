package dev.cloister.acceptance.containers;

import dev.cloister.acceptance.RunningPlatform;
import dev.cloister.acceptance.chart.Chart;
import dev.cloister.acceptance.chart.Manifests;
import dev.cloister.localcloud.testkit.TestKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The chart's objects for the local cloud.
 *
 * @param token what the cluster would project into chat-service's pod
 */
record Release(Manifests objects, String token) {

  /** A model that the preflight is to see refused. */
  static final String UNLISTED = "mistral.mistral-7b-instruct-v0:2";

  private static final String CLUSTER = "https://kubernetes.default.svc.cluster.local";

  /** Keys of an AWS account and names of peers, which a cluster's pods have by their role. */
  private static final String VALUES =
      """
      aws:
        region: us-east-1
        endpoints:
          bedrockRuntime: %1$s
          bedrock: %1$s
          dynamodb: %2$s
          s3: %3$s
          sts: %11$s
      image: {registry: '%4$s', tag: '%10$s'}
      workloadIdentity: {mode: none}
      identity: {issuer: '%5$s', adminGroup: cloister-admins}
      cluster:
        issuer: %6$s
        keys: {inline: '%7$s'}
      stores: {contentBucket: cloister-content}
      models: {allowed: ['amazon.nova-lite-v1:0=300000']}
      streams: {url: '%8$s'}
      ingress: {enabled: false}
      networkPolicy: {enabled: false}
      preflight: {unlistedModel: '%12$s', unreachable: ['127.0.0.1:9']}
      unsafe: {allow: [plain-http, create-store, static-credentials]}
      chat:
        settings: {cloister.usage.create: "true", cloister.history.url: '%9$s'}
        env: &account
        - {name: AWS_ACCESS_KEY_ID, value: local}
        - {name: AWS_SECRET_ACCESS_KEY, value: local-secret}
      history:
        settings: {cloister.history.create: "true", quarkus.s3.path-style-access: "true"}
        env: *account
      feedback:
        settings: {cloister.feedback.create: "true"}
        env: *account
      """;

  static Release of(RunningPlatform cloud, Images images, String streams) throws IOException {
    TestKey cluster = TestKey.rsa();
    Path values = Files.createTempDirectory(RunningPlatform.target(), "values-").resolve("v.yaml");
    Files.writeString(
        values,
        VALUES.formatted(
            cloud.bedrock(),
            cloud.url("dynamodb"),
            cloud.url("s3"),
            images.registry().address(),
            cloud.issuer(),
            CLUSTER,
            cluster.json(),
            streams,
            cloud.url("history-service"),
            images.tag(),
            cloud.url("sts"),
            UNLISTED));
    return new Release(Chart.named("cloister").render(values), token(cluster));
  }

  private static String token(TestKey cluster) {
    long now = Instant.now().getEpochSecond();
    return cluster.token(
        Map.of(
            "iss",
            CLUSTER,
            "sub",
            "system:serviceaccount:cloister:chat-service",
            "aud",
            List.of("history-service"),
            "iat",
            now,
            "exp",
            now + 3600));
  }
}
