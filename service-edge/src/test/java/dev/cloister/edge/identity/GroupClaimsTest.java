package dev.cloister.edge.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupClaimsTest {

  private static final GroupClaims COMMON = GroupClaims.at(Optional.empty(), Set.of("cloister"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Cognito; and GAIA's proxies, which join them.
        "{'cognito:groups': ['admins', 'staff']}                             | admins,staff",
        "{'cognito:groups': 'admins, staff'}                                 | admins,staff",
        // Keycloak: realm roles, roles of our client alone, full paths of groups.
        "{'realm_access': {'roles': ['admins']}}                             | admins",
        "{'resource_access': {'cloister': {'roles': ['admins']}}}            | admins",
        "{'resource_access': {'account': {'roles': ['admins']}}}             |",
        "{'groups': ['/staff/admins']}                                       | /staff/admins",
        // Entra: ids of groups, app roles.
        "{'groups': ['0f3c8c1e-0000'], 'roles': ['Cloister.Admin']}          | 0f3c8c1e-0000,Cloister.Admin",
        // Entra's overage: the groups are somewhere else, so there are none.
        "{'_claim_names': {'groups': 'src1'}, '_claim_sources': {'src1': {}}} |",
        "{'_claim_names': {'groups': 'src1'}, 'groups': ['admins']}          |",
        "{'hasgroups': true}                                                 |",
        // Nothing that is not a name counts as one.
        "{'groups': [{'name': 'admins'}, 7, null, ['admins']]}               |",
        "{'groups': {'admins': true}}                                        |",
        "{'groups': 7, 'roles': null, 'realm_access': 'admins'}              |"
      })
  void groupsAreReadAsTheIssuerWritesThem(String claims, String expected) throws JoseException {
    assertThat(COMMON.in(json(claims)))
        .containsExactlyInAnyOrderElementsOf(
            expected == null ? List.of() : List.of(expected.split(",")));
  }

  @Test
  void configuredClaimsAreTheOnlyOnes() throws JoseException {
    var configured =
        GroupClaims.at(
            Optional.of(List.of("https://corp.example/groups", "resource_access/x/roles")),
            Set.of("cloister"));
    var claims =
        json(
            "{'https://corp.example/groups': ['a'], 'resource_access': {'x': {'roles': ['b']}},"
                + " 'groups': ['c'], 'cognito:groups': ['d']}");
    assertThat(configured.in(claims)).containsExactlyInAnyOrder("a", "b");
  }

  private static Map<String, Object> json(String text) throws JoseException {
    return JsonUtil.parseJson(text.replace('\'', '"'));
  }
}
