package dev.cloister.acceptance.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts of {@code k8s/bootstrap}, over an AWS that notes what it is asked. */
class BootstrapTest {

  private static final String CERTIFICATE = "arn:aws:acm:us-east-1:111122223333:certificate/c1";
  private static final String NO_CERTIFICATE = "{\"CertificateSummaryList\":[]}";
  private static final String ITS_CERTIFICATE =
      "{\"CertificateSummaryList\":[{\"DomainName\":\"chat.corp.example\",\"CertificateArn\":\"%s\"}]}"
          .formatted(CERTIFICATE);
  private static final String LOAD_BALANCER =
      "arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/app/a/b";

  @TempDir private Path folder;
  private FakeAws aws;

  @BeforeEach
  void fake() throws IOException {
    assumeTrue(onPath("jq"), "jq is not installed; the scripts of k8s/bootstrap need it");
    aws = FakeAws.in(folder);
  }

  static boolean onPath(String program) {
    return found(program).isPresent();
  }

  static Optional<Path> found(String program) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .map(place -> Path.of(place, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Test
  void theScriptsAreClean() throws Exception {
    assumeTrue(onPath("shellcheck"), "shellcheck is not installed");
    for (Path folder :
        List.of(
            Kustomize.FOLDER.resolve("bootstrap"),
            Kustomize.FOLDER.resolve("mirror"),
            Foundation.CHART.folder().resolve("files"))) {
      Process check =
          new ProcessBuilder("sh", "-c", "shellcheck --external-sources *.sh")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .start();
      assertThat(new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .isEmpty();
    }
  }

  @Test
  void aCertificateIsAskedForProvedAndWaitedFor() throws Exception {
    aws.answers("acm list-certificates", NO_CERTIFICATE)
        .answers("acm request-certificate", "{\"CertificateArn\":\"%s\"}".formatted(CERTIFICATE))
        .answers(
            "acm describe-certificate",
            described("PENDING_VALIDATION", false),
            described("PENDING_VALIDATION", false),
            described("PENDING_VALIDATION", true),
            described("PENDING_VALIDATION", true),
            described("PENDING_VALIDATION", true),
            described("ISSUED", true));

    var run = certificate("--zone", "Z1", "--yes");

    assertThat(run.code()).as(run.said()).isZero();
    assertThat(run.out()).isEqualTo(CERTIFICATE);
    assertThat(aws.changes())
        .containsExactly("acm request-certificate", "route53 change-resource-record-sets");
    assertThat(aws.calls())
        .anyMatch(
            call ->
                call.contains("--hosted-zone-id Z1")
                    && call.contains("\"_p.chat.corp.example.\",\"Type\":\"CNAME\"")
                    && call.contains("\"_v.acm-validations.aws.\""));
  }

  @Test
  void withoutYesNothingIsChanged() throws Exception {
    aws.answers("acm list-certificates", NO_CERTIFICATE);

    var run = certificate("--zone", "Z1");

    assertThat(run.code()).as(run.said()).isZero();
    assertThat(run.said()).contains("+ aws acm request-certificate", "--yes");
    assertThat(aws.changes()).isEmpty();
  }

  @Test
  void aCertificateThatIsThereIsTaken() throws Exception {
    aws.answers("acm list-certificates", ITS_CERTIFICATE)
        .answers("acm describe-certificate", described("ISSUED", true));

    assertThat(certificate("--yes").out()).isEqualTo(CERTIFICATE);
    assertThat(aws.changes()).isEmpty();
  }

  /** What AWS refuses is not taken for what is not there. */
  @ParameterizedTest
  @CsvSource({
    "acm list-certificates,                              bootstrap/certificate.sh, chat.corp.example us-east-1",
    "ec2 describe-vpc-endpoint-service-configurations,   bootstrap/prove-name.sh, vpce-svc-1 eu-central-1",
    "ec2 describe-vpc-endpoint-connections, bootstrap/accept-connection.sh, vpce-svc-1 vpce-1 444455556666 eu-central-1",
    "cloudfront list-vpc-origins, bootstrap/cloudfront.sh, NAME LOAD_BALANCER CERTIFICATE SECRET"
  })
  void aRefusalEndsIt(String call, String script, String arguments) throws Exception {
    aws.refuses(call, "AccessDenied");
    String given =
        arguments
            .replace("NAME", "chat.corp.example")
            .replace("LOAD_BALANCER", LOAD_BALANCER)
            .replace("CERTIFICATE", CERTIFICATE)
            .replace("SECRET", secret("a-secret-of-some-length").toString());

    var run = aws.run(script, (given + " --yes").split(" "));

    assertThat(run.code()).isNotZero();
    assertThat(run.said()).contains("AccessDenied");
    assertThat(aws.changes()).isEmpty();
  }

  @Test
  void whatIsMissingIsSaid() throws Exception {
    var run = aws.run("bootstrap/certificate.sh", "chat.corp.example");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.said()).contains("certificate.sh NAME REGION");
    assertThat(aws.calls()).isEmpty();
  }

  @Test
  void aPrivateNameIsPublishedBeforeItIsVerified() throws Exception {
    aws.answers(
        "ec2 describe-vpc-endpoint-service-configurations",
        service("pendingVerification"),
        service("pendingVerification"),
        service("pendingVerification"),
        service("verified"));

    var run =
        aws.run("bootstrap/prove-name.sh", "vpce-svc-1", "eu-central-1", "--zone", "Z1", "--yes");

    assertThat(run.code()).as(run.said()).isZero();
    assertThat(aws.changes())
        .containsExactly(
            "route53 change-resource-record-sets",
            "ec2 start-vpc-endpoint-service-private-dns-verification");
    assertThat(aws.calls())
        .anyMatch(
            call ->
                call.contains("\"_abc.chat.corp.example\",\"Type\":\"TXT\"")
                    && call.contains("\"\\\"vpce:v\\\"\""));
  }

  @Test
  void aNameThatIsProvedIsLeftAlone() throws Exception {
    aws.answers("ec2 describe-vpc-endpoint-service-configurations", service("verified"));

    var run = aws.run("bootstrap/prove-name.sh", "vpce-svc-1", "eu-central-1", "--yes");

    assertThat(run.code()).isZero();
    assertThat(aws.changes()).isEmpty();
  }

  @Test
  void aNameThatIsNotFoundIsSaid() throws Exception {
    aws.answers(
        "ec2 describe-vpc-endpoint-service-configurations",
        service("pendingVerification"),
        service("pendingVerification"),
        service("failed"));

    var run = aws.run("bootstrap/prove-name.sh", "vpce-svc-1", "eu-central-1", "--yes");

    assertThat(run.code()).isNotZero();
    assertThat(run.said()).contains("dig TXT _abc.chat.corp.example");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pendingAcceptance | 444455556666 | 0 | accept-vpc-endpoint-connections",
        "available         | 444455556666 | 0 | is accepted",
        "pendingAcceptance | 999999999999 | 1 | belongs to the account 999999999999",
        "rejected          | 444455556666 | 1 | has to make another"
      })
  void onlyTheOwnerThatIsNamedIsLetIn(String state, String owner, int code, String says)
      throws Exception {
    aws.answers(
        "ec2 describe-vpc-endpoint-connections",
        connection(state, owner),
        connection(state, owner),
        connection(state.equals("pendingAcceptance") ? "available" : state, owner));

    var run =
        aws.run(
            "bootstrap/accept-connection.sh",
            "vpce-svc-1",
            "vpce-1",
            "444455556666",
            "eu-central-1",
            "--yes");

    assertThat(run.code()).as(run.said()).isEqualTo(code);
    assertThat(run.said()).contains(says);
    assertThat(aws.changes()).hasSize(state.equals("pendingAcceptance") && code == 0 ? 1 : 0);
  }

  @Test
  void theSecretOfCloudFrontIsSeenByNobody() throws Exception {
    aws.answers("cloudfront list-vpc-origins", "{\"VpcOriginList\":{}}")
        .answers("cloudfront create-vpc-origin", "{\"VpcOrigin\":{\"Id\":\"vo_1\"}}")
        .answers(
            "cloudfront get-vpc-origin",
            "{\"VpcOrigin\":{\"Status\":\"Deploying\"}}",
            "{\"VpcOrigin\":{\"Status\":\"Deployed\"}}")
        .answers("cloudfront list-distributions", "{\"DistributionList\":{}}")
        .answers(
            "cloudfront create-distribution",
            "{\"Distribution\":{\"DomainName\":\"d1.cloudfront.net\"}}");

    var run = cloudFront("a-secret-of-some-length");

    assertThat(run.code()).as(run.said()).isZero();
    assertThat(run.out()).isEqualTo("d1.cloudfront.net");
    assertThat(aws.changes())
        .containsExactly("cloudfront create-vpc-origin", "cloudfront create-distribution");
    assertThat(aws.calls()).noneMatch(call -> call.contains("a-secret"));
    assertThat(run.said()).doesNotContain("a-secret");
    assertThat(aws.files())
        .contains("\"a-secret-of-some-length\"", "\"vo_1\"", "TLSv1.2_2021", "https-only");
  }

  @ParameterizedTest
  @CsvSource({"a-secret-of-some-length, 0", "another-secret-of-it, 1"})
  void onlyAnotherSecretChangesTheDistribution(String secret, int changes) throws Exception {
    aws.answers(
            "cloudfront list-vpc-origins",
            "{\"VpcOriginList\":{\"Items\":[{\"Id\":\"vo_1\",\"OriginEndpointArn\":\"%s\"}]}}"
                .formatted(LOAD_BALANCER))
        .answers("cloudfront get-vpc-origin", "{\"VpcOrigin\":{\"Status\":\"Deployed\"}}")
        .answers(
            "cloudfront list-distributions",
            "{\"DistributionList\":{\"Items\":[{\"Id\":\"E1\",\"DomainName\":\"d1.cloudfront.net\","
                + "\"Aliases\":{\"Items\":[\"chat.corp.example\"]}}]}}")
        .answers(
            "cloudfront get-distribution-config",
            "{\"ETag\":\"tag\",\"DistributionConfig\":{\"Comment\":\"mine\",\"Origins\":{\"Items\":[{"
                + "\"CustomHeaders\":{\"Items\":[{\"HeaderValue\":\"a-secret-of-some-length\"}]}}]}}}");

    var run = cloudFront(secret);

    assertThat(run.out()).as(run.said()).isEqualTo("d1.cloudfront.net");
    assertThat(aws.changes()).hasSize(changes);
    if (changes > 0) {
      assertThat(aws.calls().getLast()).contains("--if-match tag");
      // The rest stays as somebody has made it.
      assertThat(aws.files()).contains(secret, "mine").doesNotContain("a-secret-of-some-length");
    }
  }

  private FakeAws.Run certificate(String... options) throws Exception {
    String[] all = new String[options.length + 2];
    all[0] = "chat.corp.example";
    all[1] = "us-east-1";
    System.arraycopy(options, 0, all, 2, options.length);
    return aws.run("bootstrap/certificate.sh", all);
  }

  private FakeAws.Run cloudFront(String secret) throws Exception {
    return aws.run(
        "bootstrap/cloudfront.sh",
        "chat.corp.example",
        LOAD_BALANCER,
        CERTIFICATE,
        secret(secret).toString(),
        "--yes");
  }

  private Path secret(String value) throws IOException {
    return Files.writeString(folder.resolve("secret"), value + "\n");
  }

  private static String described(String status, boolean record) {
    return """
        {"Certificate":{"Status":"%s","DomainValidationOptions":[{%s}]}}
        """
        .formatted(
            status,
            record
                ? "\"ResourceRecord\":{\"Name\":\"_p.chat.corp.example.\",\"Type\":\"CNAME\","
                    + "\"Value\":\"_v.acm-validations.aws.\"}"
                : "");
  }

  private static String service(String state) {
    return """
        {"ServiceConfigurations":[{"PrivateDnsName":"chat.corp.example","PrivateDnsNameConfiguration":
        {"State":"%s","Type":"TXT","Name":"_abc","Value":"vpce:v"}}]}
        """
        .formatted(state);
  }

  private static String connection(String state, String owner) {
    return """
        {"VpcEndpointConnections":[{"VpcEndpointId":"vpce-1","VpcEndpointOwner":"%s","VpcEndpointState":"%s"}]}
        """
        .formatted(owner, state);
  }
}
