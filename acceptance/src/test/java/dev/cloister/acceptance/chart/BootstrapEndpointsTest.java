package dev.cloister.acceptance.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code endpoints.sh}, over the chart as Helm renders it and an AWS that notes what it is asked.
 */
class BootstrapEndpointsTest {

  private static final String OPEN =
      "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}";
  private static final String NONE = "{\"VpcEndpoints\":[]}";

  @TempDir private Path folder;
  private FakeAws aws;

  @BeforeEach
  void fake() throws IOException {
    assumeTrue(
        BootstrapTest.onPath("jq") && BootstrapTest.onPath("kubectl"),
        "jq or kubectl is not installed; endpoints.sh needs both");
    aws = FakeAws.in(folder);
    // Says as well whether it was asked for policies.
    aws.program(
        "helm",
        """
        #!/bin/sh
        case "$*" in *install=policies*) cat "$(dirname "$0")/rendered.yaml" ;; esac
        """);
    aws.answers("sts get-caller-identity", "{\"Account\":\"111122223333\"}");
    rendered("existing-vpc");
  }

  @Test
  void anEndpointThatIsOpenGetsThePolicyThatTheChartHasForIt() throws Exception {
    aws.answers("ec2 describe-vpc-endpoints", endpoint("vpce-0ec2", "111122223333", OPEN));

    var run = run("--only", "ec2", "--yes");

    assertThat(run.code()).as(run.said()).isZero();
    assertThat(aws.calls())
        .contains(
            "ec2 describe-vpc-endpoints --region eu-central-1 --vpc-endpoint-ids vpce-0ec2"
                + " --output json",
            "ec2 modify-vpc-endpoint --region eu-central-1 --vpc-endpoint-id vpce-0ec2"
                + " --policy-document "
                + policy("ec2")
                + " --output json");
    assertThat(aws.changes()).containsExactly("ec2 modify-vpc-endpoint");
  }

  @Test
  void withNoIdItIsTheOneOfTheVpc() throws Exception {
    aws.answers("ec2 describe-vpc-endpoints", endpoint("vpce-7", "111122223333", OPEN));

    var run = run("--only", "bedrock-runtime", "--yes");

    assertThat(run.code()).as(run.said()).isZero();
    assertThat(aws.calls())
        .anyMatch(
            call ->
                call.contains("Name=vpc-id,Values=vpc-0a")
                    && call.contains(
                        "Name=service-name,Values=com.amazonaws.eu-central-1.bedrock-runtime"))
        .anyMatch(
            call ->
                call.contains("--vpc-endpoint-id vpce-7 --policy-document ")
                    && call.contains("bedrock:InvokeModel"));
  }

  @Test
  void withoutYesItOnlySaysSo() throws Exception {
    aws.answers("ec2 describe-vpc-endpoints", endpoint("vpce-0ec2", "111122223333", OPEN));

    var run = run();

    assertThat(run.code()).as(run.said()).isZero();
    assertThat(run.said()).contains("+ aws ec2 modify-vpc-endpoint");
    assertThat(aws.changes()).isEmpty();
  }

  @Test
  void whatIsAsItShouldBeStays() throws Exception {
    aws.answers("ec2 describe-vpc-endpoints", endpoint("vpce-0ec2", "111122223333", policy("ec2")));

    var run = run("--only", "ec2", "--yes");

    assertThat(run.code()).as(run.said()).isZero();
    assertThat(run.said()).contains("vpce-0ec2 has its policy");
    assertThat(aws.changes()).isEmpty();
  }

  @Test
  void whatIsNotThereYetIsTheFoundations() throws Exception {
    aws.answers("ec2 describe-vpc-endpoints", NONE);

    var run = run("--only", "kms", "--yes");

    assertThat(run.code()).as(run.said()).isZero();
    assertThat(run.said()).contains("kms: no endpoint yet");
    assertThat(aws.changes()).isEmpty();
  }

  @Test
  void oneThatIsNamedHasToBeThere() throws Exception {
    aws.answers("ec2 describe-vpc-endpoints", NONE);

    var run = run("--only", "sts", "--yes");

    assertThat(run.code()).isNotZero();
    assertThat(run.said()).contains("there is no endpoint vpce-0sts in eu-central-1");
  }

  /** Its owner gets the policy to put there. */
  @Test
  void anEndpointOfAnotherAccountIsNotChanged() throws Exception {
    aws.answers("ec2 describe-vpc-endpoints", endpoint("vpce-0ec2", "999999999999", OPEN));

    var run = run("--only", "ec2", "--yes");

    assertThat(run.code()).isNotZero();
    assertThat(run.said()).contains("belongs to the account 999999999999");
    assertThat(run.out()).isEqualTo(policy("ec2"));
    assertThat(aws.changes()).isEmpty();
  }

  @Test
  void aNameThatNothingNeedsIsSaid() throws Exception {
    var run = run("--only", "ec3", "--yes");

    assertThat(run.code()).isNotZero();
    assertThat(run.said()).contains("ec3 has no policy here", "bedrock-runtime", "sts");
  }

  @Test
  void aRefusalEndsIt() throws Exception {
    aws.refuses("ec2 describe-vpc-endpoints", "UnauthorizedOperation");

    var run = run("--yes");

    assertThat(run.code()).isNotZero();
    assertThat(run.said()).contains("UnauthorizedOperation");
    assertThat(aws.changes()).isEmpty();
  }

  /** Step 1 makes it before anybody knows that roles come by Pod Identity. */
  @Test
  void anEndpointThatNothingNeedsIsClosedAsWell() throws IOException {
    Map<String, String> policies =
        Foundation.policies(
            "pod-identity",
            Map.of(
                "endpoints.existing.sts", "vpce-05",
                "endpoints.existing.elasticloadbalancing", "vpce-06",
                "endpoints.features.loadBalancerController", false));
    assertThat(policies.get("sts")).contains("GetCallerIdentity").doesNotContain("\"sts:*\"");
    assertThat(policies.get("elasticloadbalancing")).contains("\"aws:PrincipalAccount\"");
    assertThat(Foundation.policies("pod-identity")).doesNotContainKey("sts");
  }

  private void rendered(String scenario) throws IOException {
    Files.writeString(
        folder.resolve("rendered.yaml"),
        Foundation.CHART.text(scenario, Map.of("install", "policies")));
  }

  private static String policy(String service) throws IOException {
    return Foundation.policies("existing-vpc").get(service);
  }

  private static String endpoint(String id, String owner, String policy) throws IOException {
    ObjectNode one = Chart.YAML.createObjectNode();
    one.put("VpcEndpointId", id)
        .put("OwnerId", owner)
        .put("State", "available")
        .put("PolicyDocument", policy);
    return "{\"VpcEndpoints\":[%s]}".formatted(one.toString());
  }

  private FakeAws.Run run(String... options) throws Exception {
    Path values = Files.writeString(folder.resolve("values.yaml"), "");
    List<String> all = new ArrayList<>(List.of(values.toString()));
    all.addAll(List.of(options));
    return aws.run("bootstrap/endpoints.sh", all.toArray(String[]::new));
  }
}
