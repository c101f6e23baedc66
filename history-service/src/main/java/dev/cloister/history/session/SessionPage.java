package dev.cloister.history.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * A page of sessions, newest first.
 *
 * @param sessions the sessions
 * @param nextToken what continues the list, or null at its end
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record SessionPage(List<SessionSummary> sessions, @JsonProperty("next_token") String nextToken) {}
