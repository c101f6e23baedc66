package dev.cloister.acceptance.chart;

import static dev.cloister.acceptance.chart.Foundation.CHART;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot work, or is open where it should not be, is refused with a sentence. */
class FoundationGuardsTest {

  private static final Pattern FAIL = Pattern.compile("fail \\(?(?:printf )?\"([^\"]+)\"");

  /** There is no cluster here; FoundationConsumerTest has one. */
  private static final String ONLY_WITH_A_CLUSTER =
      "privateLink.consumer.phase is active, and the endpoint is pendingAcceptance: the provider has"
          + " to accept it first.";

  private static final String KEY_ADMINISTRATORS =
      "endpoints.administrators is missing: with key.administrators only they reach the key, and"
          + " the role that makes the tables has to as well.";

  private static final String TOO_LONG =
      "The policy cloister-chat has 6145 characters, and AWS takes 6144: name fewer models or"
          + " regions.";

  /** Scenario, value, what it is changed to, what is said; of several values a space between. */
  private static final String CASES =
      """
      closed-network       | aws.region                                   |              | aws.region is missing
      closed-network       | aws.accountId                                |              | aws.accountId is missing
      minimal              | roles.chat.arn                               |              | roles.chat.arn is missing
      closed-network       | roles.chat.arn                               | arn:aws:iam::111122223333:role/a | take one of the two
      closed-network       | roles.mode                                   | none         | roles.mode is none
      existing-vpc         | roles.permissionsBoundary.arn                |              | roles.permissionsBoundary.arn is missing
      existing-vpc         | roles.permissionsBoundary.mode               | none         | take one of the two
      closed-network       | cluster.oidcIssuer                           |              | cluster.oidcIssuer is missing
      pod-identity         | cluster.name                                 |              | cluster.name is missing
      pod-identity         | cluster.oidcProvider                         | create       | take one of the two
      pod-identity         | models.foundation                            | null         | no model would answer
      minimal              | endpoints.mode                               | create       | no model would answer
      cross-account        | models.profiles[0].id                        | eu.amazon.nova-pro-v1:0 | has an id and an arn
      cross-account        | models.profiles[1].model models.profiles[1].regions[0] | amazon.nova-pro-v1:0 eu-central-1 | each has an id or an arn
      closed-network       | models.guardrail.arn                         |              | models.guardrail.arn is missing
      cross-account-models | crossAccount.provide.trustedRoleArns         | null         | crossAccount.provide.trustedRoleArns is missing
      cross-account-models | crossAccount.provide.externalId              |              | crossAccount.provide.externalId is missing
      cross-account-models | models.profiles                              | null         | would have no right
      closed-network       | name                                         | cloister-of-the-northern-office | longer than the 63 characters
      minimal              | key.arn                                      |              | key.arn is missing
      minimal              | key.mode                                     | create       | take one of the two
      existing-vpc         | endpoints.administrators                     | null         | would refuse the roles that make tables
      pod-identity         | endpoints.imageAccounts                      | null         | would refuse the add-ons of EKS
      closed-network       | vpc.id                                       |              | vpc.id is missing: the bucket
      existing-vpc         | vpc.id                                       |              | vpc.id is missing: endpoints
      closed-network       | vpc.subnetIds                                | null         | vpc.subnetIds is missing
      closed-network       | vpc.routeTableIds                            | null         | vpc.routeTableIds is missing
      closed-network       | endpoints.existing.sqz                       | vpce-0       | which is none of
      existing-vpc         | endpoints.securityGroup.ids                  | null         | endpoints.securityGroup.ids is missing
      closed-network       | endpoints.securityGroup.clientCidrs          | null         | nobody could use what the group is for
      cognito              | endpoints.cognito.userPoolIds               | null         | would let nobody sign in
      existing-vpc         | endpoints.features.cognito endpoints.cognito.userPoolIds[0] endpoints.cognito.clientCidrs[0] | true eu-central-1_Example 10.20.0.0/16 | let the browsers into yours
      cognito              | endpoints.cognito.clientCidrs[0]             | 0.0.0.0/0    | which is everybody
      cognito              | endpoints.cognito.userPoolIds[0]             | eu-west-1_Example | pools of its own region only
      cognito              | aws.partition                                | aws-us-gov   | has no endpoint of Cognito
      cognito              | endpoints.features.cognito                   | false        | let the browsers into yours
      cognito              | endpoints.existing.cognito-idp               | vpce-0c      | let the browsers into yours
      cognito              | install endpoints.cognito.userPoolIds        | policies null | would let nobody sign in
      closed-network       | endpoints.securityGroup.clientCidrs[0]       | 0.0.0.0/0    | which is everybody
      cross-account        | endpoints.zones[0].name                      | sts.eu-central-1.amazonaws.com | AWS refuses both for one name
      closed-network       | karpenter.instanceProfile.name               |              | karpenter.instanceProfile.name is missing
      closed-network       | karpenter.amiAlias                           |              | what nodes start from
      existing-vpc         | karpenter.gpuPool.enabled                    | true         | karpenter.gpuPool.amiIds is missing
      closed-network       | karpenter.discoveryTags                      | null         | karpenter.discoveryTags is missing
      closed-network       | karpenter.pool.terminationGraceSeconds       | 300          | would cut answers off
      minimal              | dns.zone.mode dns.zone.name                  | create corp.example | the zone of dns.zone answers in it
      minimal              | dns.resolver.enabled dns.resolver.subnetIds[0] dns.resolver.subnetIds[1] dns.resolver.securityGroup.clientCidrs[0] | true subnet-0a subnet-0b 10.0.0.0/8 | the security group of dns.resolver is made in it
      minimal              | endpoints.zones[0].name endpoints.zones[0].endpoint endpoints.zones[0].endpointZoneId | sts.us-east-1.amazonaws.com vpce-0a.sts.us-east-1.vpce.amazonaws.com Z1 | the zones of endpoints.zones
      closed-network       | dns.zone.name                                |              | dns.zone.name is missing
      closed-network       | dns.zone.id                                  | Z1           | take one of the two
      existing-vpc         | dns.zone.id                                  |              | dns.zone.id is missing
      privatelink-consumer | dns.record.name                              | chat.corp.example | dns.record.name needs a zone
      closed-network       | dns.record.loadBalancer                      |              | dns.record.loadBalancer is missing
      closed-network       | dns.record.loadBalancerZoneId                |              | dns.record.loadBalancerZoneId is missing
      closed-network       | dns.record.name                              | chat.other.example | is not in dns.zone.name
      closed-network       | dns.resolver.subnetIds                       | null         | has to name two subnets
      closed-network       | dns.resolver.securityGroup.clientCidrs       | null         | dns.resolver.securityGroup.clientCidrs is missing
      closed-network       | dns.resolver.securityGroup.mode              | existing     | dns.resolver.securityGroup.ids is missing
      closed-network       | dns.resolver.securityGroup.ids[0]            | sg-0123      | take one of the two
      closed-network       | dns.resolver.securityGroup.clientCidrs[0]    | 0.0.0.0/0    | which is everybody
      privatelink-provider | privateLink.provider.loadBalancerArn         |              | privateLink.provider.loadBalancerArn is missing
      privatelink-provider | privateLink.provider.allowedPrincipals       | null         | privateLink.provider.allowedPrincipals is missing
      privatelink-provider | privateLink.provider.allowedPrincipals[0]    | *            | which is every account
      privatelink-provider | privateLink.provider.job.image               |              | privateLink.provider.job.image is missing
      privatelink-provider | privateLink.provider.job.accept privateLink.provider.job.proveName | null false | has nothing to do
      privatelink-provider | privateLink.provider.privateDnsName          |              | has no name to prove
      privatelink-provider | privateLink.provider.acceptanceRequired      | false        | connections are open without it
      privatelink-provider | privateLink.provider.enabled                 | false        | has no endpoint service
      privatelink-provider | privateLink.provider.job.role.mode           | existing     | privateLink.provider.job.role.arn is missing
      privatelink-provider | privateLink.provider.job.role.arn            | arn:aws:iam::111122223333:role/a | take one of the two
      privatelink-consumer | privateLink.consumer.serviceName             |              | privateLink.consumer.serviceName is missing
      privatelink-consumer | aws.region                                   | eu-west-1    | say its region in privateLink.consumer.serviceRegion
      privatelink-consumer | privateLink.consumer.securityGroup.clientCidrs | null         | privateLink.consumer.securityGroup.clientCidrs is missing
      privatelink-consumer | privateLink.consumer.securityGroup.mode privateLink.consumer.securityGroup.ids[0] | existing sg-0123 | let them into yours
      privatelink-consumer | privateLink.consumer.securityGroup.clientCidrs[0] | 0.0.0.0/0    | which is everybody
      privatelink-consumer | vpc.id                                       |              | the endpoint of privateLink.consumer
      privatelink-consumer | vpc.subnetIds                                | null         | needs one subnet for each zone
      minimal              | install                                      | policies     | no model would answer
      closed-network       | aws.region                                   | Frankfurt    | region
      closed-network       | install                                      | half         | install
      closed-network       | aws.partition                                | aws-cn       | partition
      closed-network       | endpoints.securityGroup.clientCidrs[0]       | 10.0.0.0/33  | pattern
      closed-network       | endpoints.securityGroup.clientCidrs[0]       | 128.0.0.0/1  | which is everybody or nearly
      """;

  static Stream<Arguments> cases() {
    return CASES
        .lines()
        .map(line -> Stream.of(line.split("\\|")).map(String::strip).toArray())
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatCannotWorkIsSaid(String scenario, String value, String to, String says) {
    assertThatThrownBy(() -> CHART.render(scenario, change(value, to))).hasMessageContaining(says);
  }

  /** A guard that no case reaches may have stopped to guard. */
  @Test
  void everyGuardHasACase() throws IOException {
    List<String> said = new ArrayList<>(List.of(ONLY_WITH_A_CLUSTER, KEY_ADMINISTRATORS, TOO_LONG));
    cases()
        .map(Arguments::get)
        .forEach(c -> said.add(message((String) c[0], change((String) c[1], (String) c[2]))));

    List<String> guards = new ArrayList<>();
    try (Stream<Path> templates = Files.list(CHART.folder().resolve("templates"))) {
      for (Path template : templates.toList()) {
        FAIL.matcher(Files.readString(template)).results().forEach(r -> guards.add(r.group(1)));
      }
    }

    assertThat(guards).hasSizeGreaterThan(50);
    guards.removeIf(guard -> said.stream().anyMatch(message -> saidBy(guard, message)));
    assertThat(guards).isEmpty();
  }

  private static Map<String, Object> change(String values, String to) {
    var change = new HashMap<String, Object>();
    String[] names = values.split(" ");
    String[] changed = to.split(" ");
    for (int i = 0; i < names.length; i++) {
      change.put(names[i], changed[i]);
    }
    return change;
  }

  private static String message(String scenario, Map<String, ?> change) {
    try {
      CHART.render(scenario, change);
      return "";
    } catch (IllegalStateException e) {
      return e.getMessage();
    }
  }

  /** Whether it is the guard's sentence, with something in the place of each verb of printf. */
  private static boolean saidBy(String guard, String message) {
    String sentence =
        Stream.of(guard.split("%[sd]", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    return Pattern.compile(sentence, Pattern.DOTALL).matcher(message).find();
  }

  @Test
  void aKeyThatOnlySomeReachIsForThoseWhoMakeTablesAsWell() {
    Map<String, Object> change =
        Map.of(
            "ack.runBy", "cluster",
            "key.mode", "create",
            "key.arn", "",
            "key.administrators[0]", "arn:aws:iam::111122223333:role/keys");
    assertThatThrownBy(() -> CHART.render("minimal", change))
        .hasMessageContaining(KEY_ADMINISTRATORS);
  }

  /** AWS refuses a policy that is too long, long after Helm has said yes. */
  @Test
  void tooManyModelsAreRefused() {
    Map<String, Object> many = new HashMap<>();
    for (int i = 1; i < 120; i++) {
      many.put("models.foundation[" + i + "]", "amazon.a-model-with-a-long-name-v" + i);
    }
    assertThatThrownBy(() -> CHART.render("pod-identity", many))
        .hasMessageContaining("name fewer models or regions");
  }
}
