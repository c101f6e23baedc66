package dev.cloister.acceptance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the foundation says after an install. */
class FoundationNotesTest {

  private static final Notes NOTES = Notes.of("cloister-foundation");

  @ParameterizedTest
  @MethodSource("dev.cloister.acceptance.chart.Foundation#scenarios")
  void everyInstallSaysHowToSeeHowFarItIs(String scenario) {
    for (String part : new String[] {"all", "outside", "inside"}) {
      assertThat(NOTES.say(scenario, Map.of("install", part)))
          .startsWith("The foundation of Cloister: " + part + ".")
          .contains("kubectl -n cloister get roles.iam.services.k8s.aws")
          .doesNotContain("<no value>", "%!");
    }
  }

  /** Whoever copies them has a chart that finds its stores and roles. */
  @Test
  void theNextChartsValuesAreSaid() {
    assertThat(NOTES.lines("closed-network", Map.of()).map(line -> line.replaceAll(" +", " ")))
        .contains(
            "aws.region eu-central-1",
            "stores.historyTable cloister-history",
            "stores.feedbackTable cloister-feedback",
            "stores.usageTable cloister-usage",
            "stores.contentBucket cloister-content-111122223333-eu-central-1",
            "chat.serviceAccount.roleArn arn:aws:iam::111122223333:role/cloister-chat",
            "history.serviceAccount.roleArn arn:aws:iam::111122223333:role/cloister-history",
            "feedback.serviceAccount.roleArn arn:aws:iam::111122223333:role/cloister-feedback",
            "models.guardrail.id=arn:aws:bedrock:eu-central-1:111122223333:guardrail/abc123",
            "models.guardrail.version=3");
  }

  @Test
  void associationsOfPodIdentityAreCommands() {
    assertThat(NOTES.lines("pod-identity", Map.of()))
        .contains(
            "aws eks create-pod-identity-association --region eu-central-1 --cluster-name closed"
                + " --namespace cloister --service-account chat-service"
                + " --role-arn arn:aws:iam::111122223333:role/cloister-chat")
        .noneMatch(line -> line.contains("serviceAccount.roleArn"));
  }

  @Test
  void theRangesOfBothGatewaysAreAsked() {
    assertThat(NOTES.say("closed-network", Map.of("install", "inside")))
        .contains(
            "networkPolicy.gatewayCidrs",
            "com.amazonaws.eu-central-1.s3,com.amazonaws.eu-central-1.dynamodb");
  }

  /** Without a name nobody finds an endpoint, and it has no name before it is made. */
  @Test
  void namesThatNothingAnswersForAreListed() {
    assertThat(NOTES.lines("existing-vpc", Map.of()))
        .contains(
            "bedrock.eu-central-1.amazonaws.com",
            "elasticloadbalancing.eu-central-1.amazonaws.com",
            "kms.eu-central-1.amazonaws.com",
            "route53.amazonaws.com",
            "sqs.eu-central-1.amazonaws.com")
        .doesNotContain(
            "bedrock-runtime.eu-central-1.amazonaws.com", "sts.eu-central-1.amazonaws.com");
    assertThat(NOTES.lines("pod-identity", Map.of("endpoints.privateDns", false)))
        .contains("eks-auth.eu-central-1.api.aws", "api.ecr.eu-central-1.amazonaws.com");
  }

  /** Each is said where it holds, and nowhere else. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          closed-network       | stores.deletionProtection    | false  | true     | WARNING  stores.deletionProtection is off
          existing-vpc         | install                      | all    | inside   | A closed network need not reach IAM
          existing-vpc         | ack.runBy                    | cluster | eks     | A closed network need not reach IAM
          closed-network       | install                      | inside | outside  | networkPolicy.gatewayCidrs
          pod-identity         | endpoints.privateDns         | false  | true     | endpoints.privateDns is off
          privatelink-consumer | privateLink.consumer.phase   | request | active  | has to accept the endpoint cloister-consumer
          """)
  void warningsAreForWhoeverNeedsThem(
      String scenario, String value, String said, String silent, String says) {
    assertThat(NOTES.say(scenario, Map.of(value, said))).contains(says);
    assertThat(NOTES.say(scenario, Map.of(value, silent))).doesNotContain(says);
  }
}
