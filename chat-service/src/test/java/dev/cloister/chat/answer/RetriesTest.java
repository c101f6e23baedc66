package dev.cloister.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.localcloud.testkit.attack.Promise;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Callers that were refused together must not come back together. */
@Promise(11)
class RetriesTest {

  private static final int DRAWS = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  @Test
  void whatBedrockAsksForIsTheLeastAndAFifthMoreTheMost() {
    List<Long> waits = waits(refusal("2"), 0);

    assertThat(waits).allMatch(wait -> wait >= 2_000 && wait <= 2_400);
    assertThat(waits).anyMatch(wait -> wait < 2_100).anyMatch(wait -> wait > 2_300);
    assertThat(waits.stream().distinct()).hasSizeGreaterThan(100);
  }

  @Test
  void withoutAWordFromBedrockItIsTwiceAsLongEachTime() {
    for (int made = 0; made < 3; made++) {
      long most = 200L << made;
      List<Long> waits = waits(refusal(null), made);

      assertThat(waits).allMatch(wait -> wait >= most / 2 && wait <= most);
      assertThat(waits).anyMatch(wait -> wait < most * 0.6).anyMatch(wait -> wait > most * 0.9);
      assertThat(waits.stream().distinct()).hasSizeGreaterThan(50);
    }
  }

  /** What is added on top costs no attempt that the caller has the patience for. */
  @Test
  void patienceCutsWhatIsAddedAndNotWhatWasAskedFor() {
    assertThat(waits(refusal("3"), 0)).containsOnly(3_000L);
    assertThat(new Retries(2, PATIENCE).next(refusal("4"), Duration.ZERO)).isEmpty();
    assertThat(new Retries(2, PATIENCE).next(refusal("2"), Duration.ofMillis(1_001))).isEmpty();
    assertThat(new Retries(2, PATIENCE).next(refusal("2"), Duration.ofMillis(900)).orElseThrow())
        .isBetween(Duration.ofSeconds(2), Duration.ofMillis(2_100));
  }

  @Test
  void aWaitOfNothingIsNoWord() {
    assertThat(waits(refusal("0"), 0)).allMatch(wait -> wait >= 100 && wait <= 200);
  }

  /** In milliseconds, each after so many refusals without a word. */
  private static List<Long> waits(Throwable refusal, int made) {
    return IntStream.range(0, DRAWS)
        .mapToObj(
            _ -> {
              var retries = new Retries(10, PATIENCE);
              for (int before = 0; before < made; before++) {
                retries.next(refusal(null), Duration.ZERO);
              }
              return retries.next(refusal, Duration.ZERO).orElseThrow().toMillis();
            })
        .toList();
  }

  private static AwsServiceException refusal(String retryAfter) {
    var response = SdkHttpResponse.builder().statusCode(429);
    if (retryAfter != null) {
      response.putHeader("Retry-After", retryAfter);
    }
    return AwsServiceException.builder()
        .statusCode(429)
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .errorCode("ThrottlingException")
                .sdkHttpResponse(response.build())
                .build())
        .build();
  }
}
