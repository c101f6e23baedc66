package dev.cloister.localcloud.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathRulesTest {

  private final PathRules rules = PathRules.ofTheOrigin();

  @ParameterizedTest
  @CsvSource({
    "/v1/sessions, history-service",
    "/v1/sessions/, history-service",
    "/v1/sessions/1b/messages, history-service",
    "/v1/sessionsX, chat-service",
    "/v1/users, history-service",
    "/v1/admin/sessions/9, history-service",
    "/v1/attachments/9, history-service",
    "/v1/shares/9, history-service",
    "/v1/system-prompts, history-service",
    "/v1/feedback/reasons, feedback-service",
    "/v1/admin/feedback, feedback-service",
    "/v1/admin, chat-service",
    "/v1/chat/sessions/9/answers, chat-service",
    "/v1/models, chat-service",
    "/internal/v1/sessions, chat-service",
    "/, chat-service",
  })
  void aPathBelongsToTheLongestPrefixOfWholeSegments(String path, String service) {
    assertThat(rules.serviceFor(path)).isEqualTo(service);
  }
}
