package dev.cloister.localcloud.bedrock.answer;

import io.vertx.core.Future;

/** Something that can answer a question. */
public interface Answers {

  /**
   * Begins an answer. Fails with {@link dev.cloister.localcloud.bedrock.wire.AwsException} where
   * there will be none.
   */
  Future<TokenSource> answer(Question question);
}
