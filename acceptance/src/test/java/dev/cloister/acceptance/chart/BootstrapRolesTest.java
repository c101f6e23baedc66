package dev.cloister.acceptance.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code roles.sh}, over the chart as Helm renders it and an AWS that notes what it is asked. */
class BootstrapRolesTest {

  private static final String ISSUER = "oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE";

  @TempDir private Path folder;
  private FakeAws aws;
  private Manifests outside;

  @BeforeEach
  void fake() throws IOException {
    assumeTrue(
        BootstrapTest.onPath("jq") && BootstrapTest.onPath("kubectl"),
        "jq or kubectl is not installed; roles.sh needs both");
    aws = FakeAws.in(folder);
    var chart = Foundation.CHART;
    Files.writeString(
        folder.resolve("rendered.yaml"),
        chart.text("closed-network", Map.of("install", "outside")));
    outside = chart.render("closed-network", Map.of("install", "outside"));
    aws.program("helm", "#!/bin/sh\ncat \"$(dirname \"$0\")/rendered.yaml\"\n");
    aws.isOf("111122223333");
  }

  @Test
  void everythingIsMadeInAnOrderThatWorks() throws Exception {
    nothingIsThere();

    var run = run("--yes");

    assertThat(run.code()).as(run.said()).isZero();
    var changes = aws.changes();
    assertThat(changes).filteredOn("iam create-policy"::equals).hasSize(5);
    assertThat(changes).filteredOn("iam create-role"::equals).hasSize(4);
    assertThat(changes.getFirst()).isEqualTo("iam create-open-id-connect-provider");
    assertThat(changes.lastIndexOf("iam create-policy"))
        .isLessThan(changes.indexOf("iam create-role"));
    assertThat(changes.subList(changes.size() - 2, changes.size()))
        .containsExactly("iam create-instance-profile", "iam add-role-to-instance-profile");
    String document = outside.one("Policy", "cloister-chat").at("/spec/policyDocument").asText();
    assertThat(aws.calls())
        .anyMatch(
            c -> c.contains("create-policy --policy-name cloister-chat") && c.contains(document))
        .anyMatch(
            c ->
                c.contains("create-role --role-name cloister-chat")
                    && c.contains(
                        "--permissions-boundary"
                            + " arn:aws:iam::111122223333:policy/cloister-boundary"))
        .anyMatch(
            c ->
                c.contains("create-role --role-name cloister-node")
                    && c.contains(
                        "--permissions-boundary"
                            + " arn:aws:iam::111122223333:policy/cloister-node-boundary"))
        .anyMatch(
            c ->
                c.contains(
                    "attach-role-policy --role-name cloister-chat --policy-arn"
                        + " arn:aws:iam::111122223333:policy/cloister-chat"))
        .anyMatch(
            c ->
                c.contains(
                    "attach-role-policy --role-name cloister-node --policy-arn"
                        + " arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy"));
  }

  /** Both accounts are named in the values of each. */
  @Test
  void nothingIsMadeInAnotherAccountThanTheValues() throws Exception {
    nothingIsThere();
    Files.writeString(
        folder.resolve("rendered.yaml"),
        Foundation.CHART.text("cross-account-models", Map.of("install", "outside")));

    var refused = run("--yes");

    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.said()).contains("is for the account 777788889999", "of 111122223333");
    assertThat(aws.changes()).isEmpty();

    aws.isOf("777788889999");
    var run = run("--yes");

    assertThat(run.code()).as(run.said()).isZero();
    assertThat(aws.changes()).contains("iam create-policy", "iam create-role");
  }

  @Test
  void withoutYesItOnlySaysSo() throws Exception {
    nothingIsThere();

    var run = run();

    assertThat(run.code()).as(run.said()).isZero();
    assertThat(run.said()).contains("+ aws iam create-role", "+ aws iam create-instance-profile");
    assertThat(aws.changes()).isEmpty();
  }

  @Test
  void aPolicyThatDiffersGetsANewVersionAndTheOldestGoes() throws Exception {
    aws.answers(
        "iam list-open-id-connect-providers",
        "{\"OpenIDConnectProviderList\":[{\"Arn\":\"arn:aws:iam::111122223333:oidc-provider/%s\"}]}"
            .formatted(ISSUER));
    aws.answers("iam get-policy", "{\"Policy\":{\"DefaultVersionId\":\"v5\"}}")
        .answers(
            "iam get-policy-version", "{\"PolicyVersion\":{\"Document\":{\"Version\":\"old\"}}}")
        .answers(
            "iam list-policy-versions",
            """
            {"Versions":[{"VersionId":"v5","IsDefaultVersion":true,"CreateDate":"2026-05-01"},
             {"VersionId":"v4","IsDefaultVersion":false,"CreateDate":"2026-04-01"},
             {"VersionId":"v3","IsDefaultVersion":false,"CreateDate":"2026-03-01"},
             {"VersionId":"v2","IsDefaultVersion":false,"CreateDate":"2026-02-01"},
             {"VersionId":"v1","IsDefaultVersion":false,"CreateDate":"2026-01-01"}]}
            """)
        .answers(
            "iam get-role",
            "{\"Role\":{\"AssumeRolePolicyDocument\":{},\"PermissionsBoundary\":"
                + "{\"PermissionsBoundaryArn\":\"arn:aws:iam::111122223333:policy/cloister-boundary\"}}}")
        .answers("iam list-attached-role-policies", attachedToEach())
        .answers(
            "iam get-instance-profile", "{\"InstanceProfile\":{\"Roles\":[{\"RoleName\":\"x\"}]}}");

    var run = run("--yes");

    assertThat(run.code()).as(run.said()).isZero();
    assertThat(aws.changes())
        .containsOnly(
            "iam delete-policy-version",
            "iam create-policy-version",
            "iam update-assume-role-policy",
            "iam put-role-permissions-boundary");
    assertThat(aws.calls())
        .filteredOn(call -> call.contains("delete-policy-version"))
        .hasSize(5)
        .allMatch(call -> call.contains("--version-id v1"));
  }

  @Test
  void whatIsAsItShouldBeStays() throws Exception {
    // One policy alone, so that one answer is right for every question.
    Files.writeString(
        folder.resolve("rendered.yaml"),
        Chart.YAML.writeValueAsString(outside.one("Policy", "cloister-chat")));
    String document = outside.one("Policy", "cloister-chat").at("/spec/policyDocument").asText();
    aws.answers("iam get-policy", "{\"Policy\":{\"DefaultVersionId\":\"v1\"}}")
        .answers(
            "iam get-policy-version", "{\"PolicyVersion\":{\"Document\":%s}}".formatted(document));

    var run = run("--yes");

    assertThat(run.code()).as(run.said()).isZero();
    assertThat(aws.changes()).isEmpty();
  }

  @Test
  void credentialsOfAnotherAccountMakeNothing() throws Exception {
    aws.isOf("999999999999");

    var run = run("--yes");

    assertThat(run.code()).isNotZero();
    assertThat(run.said()).contains("is for the account 111122223333", "of 999999999999");
    assertThat(aws.calls()).hasSize(1);
  }

  @Test
  void aRefusalEndsIt() throws Exception {
    nothingIsThere();
    aws.refuses("iam get-policy", "AccessDenied");

    var run = run("--yes");

    assertThat(run.code()).isNotZero();
    assertThat(run.said()).contains("AccessDenied");
    assertThat(aws.changes()).doesNotContain("iam create-policy", "iam create-role");
  }

  private void nothingIsThere() throws IOException {
    aws.answers("iam list-open-id-connect-providers", "{\"OpenIDConnectProviderList\":[]}")
        .refuses("iam get-policy", "NoSuchEntity")
        .refuses("iam get-role", "NoSuchEntity")
        .refuses("iam list-attached-role-policies", "NoSuchEntity")
        .refuses("iam get-instance-profile", "NoSuchEntity");
  }

  /** Every policy of every role, so that none is missing. */
  private String attachedToEach() {
    var all = new StringBuilder();
    for (String name :
        new String[] {
          "111122223333:policy/cloister-chat",
          "111122223333:policy/cloister-history",
          "111122223333:policy/cloister-feedback",
          "aws:policy/AmazonEKSWorkerNodePolicy",
          "aws:policy/AmazonEC2ContainerRegistryPullOnly",
          "aws:policy/AmazonEKS_CNI_Policy",
          "aws:policy/AmazonSSMManagedInstanceCore"
        }) {
      all.append(all.isEmpty() ? "" : ",")
          .append("{\"PolicyArn\":\"arn:aws:iam::%s\"}".formatted(name));
    }
    return "{\"AttachedPolicies\":[%s]}".formatted(all);
  }

  private FakeAws.Run run(String... options) throws Exception {
    Path values = Files.writeString(folder.resolve("values.yaml"), "");
    String[] all = new String[options.length + 1];
    all[0] = values.toString();
    System.arraycopy(options, 0, all, 1, options.length);
    return aws.run("bootstrap/roles.sh", all);
  }
}
