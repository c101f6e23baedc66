package dev.cloister.history.content;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Sends an object without asking first whether it may be sent. Asking costs a round trip; and where
 * a kept connection dies meanwhile, the SDK's small client throws what the SDK neither repeats nor
 * calls a failure of the store.
 */
public final class NoExpectation implements ExecutionInterceptor {

  @Override
  public SdkHttpRequest modifyHttpRequest(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    return context.httpRequest().copy(request -> request.removeHeader("Expect"));
  }
}
