package dev.cloister.history.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cloister.history.key.SessionId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * A session with messages.
 *
 * @param id which session
 * @param title what it is called
 * @param dateModified when it last got a turn, epoch seconds
 * @param userId whose it is
 * @param history its messages in their order
 * @param nextToken what gives the messages before these, or null where there are none
 */
@RegisterForReflection
record SessionDetail(
    SessionId id,
    String title,
    long dateModified,
    String userId,
    List<MessageView> history,
    @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("next_token") String nextToken) {

  @Override
  public String toString() {
    return "SessionDetail[id=" + id + ", messages=" + history.size() + "]";
  }
}
