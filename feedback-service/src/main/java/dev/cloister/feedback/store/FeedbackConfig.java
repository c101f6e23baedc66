package dev.cloister.feedback.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/** Where feedback is kept and what may be said. */
@ConfigMapping(prefix = "cloister.feedback")
public interface FeedbackConfig {

  /** The DynamoDB table of feedback. */
  @WithDefault("cloister-feedback")
  String table();

  /** Whether the table is made at start. For development; operators make their own. */
  @WithDefault("false")
  boolean create();

  /** The reasons that a thumbs down may give, in the order in which people see them. */
  @WithDefault("incorrect,incomplete,harmful,off_topic,too_slow,other")
  List<String> reasons();
}
