package dev.cloister.acceptance.chart;

import static dev.cloister.acceptance.chart.Foundation.ACCOUNT;
import static dev.cloister.acceptance.chart.Foundation.CHART;
import static dev.cloister.acceptance.chart.Foundation.one;
import static dev.cloister.acceptance.chart.Foundation.statements;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who reaches what the services keep. */
class FoundationStoresTest {

  private static final String BUCKET = "arn:aws:s3:::cloister-content-111122223333-eu-central-1";

  @Test
  void theKeyIsForTheThreeThroughTheStores() {
    var manifests = CHART.render("closed-network");
    List<Statement> key = statements(manifests, "Key", "cloister");
    assertThat(one(key, "UseThroughDynamoDB").only("ArnEquals", "aws:PrincipalArn"))
        .containsExactlyInAnyOrder(
            ACCOUNT + "role/cloister-chat",
            ACCOUNT + "role/cloister-history",
            ACCOUNT + "role/cloister-feedback");
    assertThat(one(key, "UseThroughS3").only("ArnEquals", "aws:PrincipalArn"))
        .containsExactly(ACCOUNT + "role/cloister-history");
    assertThat(key.stream().skip(1))
        .allMatch(s -> !s.only("StringEquals", "kms:ViaService").isEmpty());
    assertThat(manifests.one("Bucket", "cloister-content").findValue("kmsMasterKeyID").asText())
        .endsWith(":" + manifests.one("Alias", "cloister").at("/spec/name").asText());
    assertThat(manifests.of("Table"))
        .allMatch(
            t ->
                t.at("/spec/sseSpecification/kmsMasterKeyRef/from/name")
                    .asText()
                    .equals("cloister"));
  }

  @Test
  void theKeyRotates() {
    assertThat(
            CHART
                .render("closed-network")
                .one("Key", "cloister")
                .at("/spec/enableKeyRotation")
                .asBoolean())
        .isTrue();
  }

  /** A key that is named has its use in the roles, since its policy is its owner's. */
  @Test
  void aKeyOfYoursIsUsedByTheRoles() {
    String arn = "arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-0000-0000-000000000000";
    var manifests = CHART.render("pod-identity", Map.of("key.mode", "existing", "key.arn", arn));
    for (String role : List.of("chat", "history", "feedback")) {
      Statement use = one(statements(manifests, "Policy", "cloister-" + role), "UseKey");
      assertThat(use.resources()).containsExactly(arn);
      assertThat(use.only("StringEquals", "kms:ViaService"))
          .hasSize(role.equals("history") ? 2 : 1);
    }
  }

  /** A restore makes another table, reads the old one and writes the new one. */
  @Test
  void administratorsRestoreATableBesideTheOldOne() {
    var manifests = CHART.render("closed-network");
    String table = "arn:aws:dynamodb:eu-central-1:111122223333:table/";
    for (String name : List.of("cloister-history", "cloister-feedback", "cloister-usage")) {
      assertThat(
              one(statements(manifests, "VPCEndpoint", "cloister-dynamodb"), "Administer")
                  .resources())
          .contains(table + name, table + name + "-*", table + name + "/backup/*");
    }
    Statement key = one(statements(manifests, "Key", "cloister"), "KeepTables");
    assertThat(key.only("ArnEquals", "aws:PrincipalArn")).containsExactly(ACCOUNT + "role/backup");
    assertThat(key.actions()).contains("kms:CreateGrant", "kms:Decrypt", "kms:GenerateDataKey");
  }

  /** It is AWS's then, not ACK's, and everything else follows from its name. */
  @Test
  void aRestoredTableIsNamedAndNotMade() {
    var manifests =
        CHART.render(
            "closed-network",
            Map.of(
                "stores.history.mode", "existing", "stores.history.table", "cloister-history-2"));
    String arn = "arn:aws:dynamodb:eu-central-1:111122223333:table/cloister-history-2";

    assertThat(manifests.titles())
        .doesNotContain("Table/cloister-history")
        .contains("Table/cloister-usage");
    for (Statement statement :
        List.of(
            one(statements(manifests, "Policy", "cloister-history"), "HistoryTable"),
            one(statements(manifests, "VPCEndpoint", "cloister-dynamodb"), "HistoryTable"))) {
      assertThat(statement.resources()).containsExactly(arn);
    }
  }

  /** Whoever comes first has a bucket's name, anywhere in the world. */
  @Test
  void theBucketIsThisAccountsWhoeverElseHasItsName() {
    var manifests = CHART.render("closed-network");
    assertThat(manifests.one("Bucket", "cloister-content").at("/spec/name").asText())
        .isEqualTo("cloister-content-111122223333-eu-central-1");
    List<Statement> role = statements(manifests, "Policy", "cloister-history");
    List<Statement> endpoint = statements(manifests, "VPCEndpoint", "cloister-s3");
    for (String content : List.of("Content", "ListContent")) {
      for (List<Statement> policy : List.of(role, endpoint)) {
        assertThat(one(policy, content).only("StringEquals", "aws:ResourceAccount"))
            .as(content)
            .containsExactly("111122223333");
      }
    }
    assertThat(one(endpoint, "Administer").only("StringEqualsIfExists", "aws:ResourceAccount"))
        .containsExactly("111122223333");
  }

  @Test
  void aBucketOfYoursKeepsItsName() {
    assertThat(
            CHART
                .render("closed-network", Map.of("stores.content.bucket", "chats.corp.example"))
                .one("Bucket", "cloister-content")
                .at("/spec/name")
                .asText())
        .isEqualTo("chats.corp.example");
  }

  /** People's VPC reaches it by an interface endpoint, the cluster by the gateway. */
  @Test
  void theBucketKnowsEachOfItsEndpoints() throws IOException {
    Map<String, String> both =
        Map.of("endpoints.existing.s3[0]", "vpce-0gate", "endpoints.existing.s3[1]", "vpce-0face");
    var manifests = CHART.render("closed-network", both);
    Map<String, String> told = new HashMap<>(both);
    told.put("install", "policies");

    assertThat(
            one(statements(manifests, "Bucket", "cloister-content"), "ContentStaysInTheNetwork")
                .only("StringNotEquals", "aws:SourceVpce"))
        .containsExactlyInAnyOrder("vpce-0gate", "vpce-0face");
    assertThat(manifests.titles()).doesNotContain("VPCEndpoint/cloister-s3");
    JsonNode policies = CHART.render("closed-network", told).objects().getFirst();
    assertThat(
            Manifests.stream(Chart.YAML.readTree(policies.at("/data/endpoints").asText()))
                .filter(endpoint -> endpoint.path("service").asText().equals("s3"))
                .map(endpoint -> endpoint.path("id").asText()))
        .containsExactly("vpce-0gate", "vpce-0face");
  }

  /** Whatever else a role of the account may. */
  @Test
  void contentIsForHistoryServiceAndWhoLooksAfterIt() {
    Statement others =
        one(
            statements(CHART.render("closed-network"), "Bucket", "cloister-content"),
            "HistoryOnly");

    assertThat(others.allows()).isFalse();
    assertThat(others.actions())
        .containsExactlyInAnyOrder("s3:DeleteObject", "s3:GetObject", "s3:PutObject");
    assertThat(others.resources()).containsExactly(BUCKET + "/*");
    assertThat(others.only("ArnNotEquals", "aws:PrincipalArn"))
        .containsExactlyInAnyOrder(ACCOUNT + "role/cloister-history", ACCOUNT + "role/backup");
  }

  /** Objects end with their session, when history-service says so, and nothing stays behind. */
  @Test
  void whatIsDeletedIsGone() {
    JsonNode bucket = CHART.render("closed-network").one("Bucket", "cloister-content").path("spec");
    assertThat(bucket.has("versioning")).isFalse();
    JsonNode rules = bucket.at("/lifecycle/rules");
    assertThat(rules).hasSize(1);
    assertThat(rules.at("/0/status").asText()).isEqualTo("Enabled");
    assertThat(rules.at("/0/filter/prefix").asText("none")).isEmpty();
    assertThat(rules.at("/0/abortIncompleteMultipartUpload/daysAfterInitiation").asInt()).isOne();
    assertThat(rules.at("/0/noncurrentVersionExpiration/noncurrentDays").asInt()).isEqualTo(7);
    assertThat(rules.at("/0").has("expiration")).isFalse();

    JsonNode versioned =
        CHART
            .render(
                "closed-network",
                Map.of("stores.content.versioning", true, "stores.content.noncurrentDays", 30))
            .one("Bucket", "cloister-content")
            .path("spec");
    assertThat(versioned.at("/versioning/status").asText()).isEqualTo("Enabled");
    assertThat(
            versioned.at("/lifecycle/rules/0/noncurrentVersionExpiration/noncurrentDays").asInt())
        .isEqualTo(30);
  }

  @Test
  void theBucketIsClosed() {
    List<Statement> policy =
        statements(CHART.render("closed-network"), "Bucket", "cloister-content");
    assertThat(policy).noneMatch(Statement::allows);
    assertThat(policy).allMatch(s -> s.principal().asText().equals("*"));
    assertThat(one(policy, "NothingInTheClear").only("Bool", "aws:SecureTransport"))
        .containsExactly("false");
    assertThat(one(policy, "NothingBelowTls12").only("NumericLessThan", "s3:TlsVersion"))
        .containsExactly("1.2");
    for (String refusal : List.of("NothingInTheClear", "NothingBelowTls12")) {
      assertThat(one(policy, refusal).actions()).containsExactly("s3:*");
      assertThat(one(policy, refusal).resources()).containsExactlyInAnyOrder(BUCKET, BUCKET + "/*");
    }
    assertThat(one(policy, "ContentStaysInTheNetwork").only("StringNotEquals", "aws:SourceVpc"))
        .containsExactly("vpc-0a");
    assertThat(
            one(
                    statements(CHART.render("existing-vpc"), "Bucket", "cloister-content"),
                    "ContentStaysInTheNetwork")
                .only("StringNotEquals", "aws:SourceVpce"))
        .containsExactly("vpce-0s3");
    JsonNode block =
        CHART
            .render("closed-network")
            .one("Bucket", "cloister-content")
            .at("/spec/publicAccessBlock");
    assertThat(block).hasSize(4).allMatch(JsonNode::asBoolean);
  }
}
