package dev.cloister.chat.bedrock;

import dev.cloister.edge.problem.Problem;
import dev.cloister.edge.problem.ProblemException;
import dev.cloister.edge.problem.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Says what went wrong with a model call in words for its caller; the SDK's own stay in the log.
 */
public final class BedrockProblems {

  /** How the model families say it; there is no code for it. */
  private static final List<String> TOO_LONG =
      List.of(
          "too long",
          "too many tokens",
          "too many input tokens",
          "maximum context length",
          "exceeds maximum length",
          "exceed context limit");

  /** What IAM says of the role's policies as of an endpoint's or an organization's. */
  private static final String DENIED = "is not authorized to perform: bedrock:InvokeModel";

  private static final Duration SOON = Duration.ofSeconds(5);

  private BedrockProblems() {}

  /** The problem that the caller is told. */
  public static Problem describe(Throwable e) {
    if (e instanceof ProblemException ours) {
      return ours.problem();
    }
    return switch (code(e)) {
      case "" ->
          Problem.unavailable(
              "The model's service cannot be reached or broke the connection. Try again.", SOON);
      case "ThrottlingException", "TooManyRequestsException", "ServiceQuotaExceededException" ->
          new Problem(
              ProblemType.THROTTLED,
              "The model's service is throttling. Try again later.",
              null,
              null,
              retryAfter(e).orElse(SOON));
      case "ServiceUnavailableException", "ModelNotReadyException", "InternalServerException" ->
          Problem.unavailable(
              "The model's service is not available. Try again.", retryAfter(e).orElse(SOON));
      case "ModelTimeoutException" ->
          Problem.of(ProblemType.TIMED_OUT, "The model took too long. Try again.");
      case "AccessDeniedException",
          "ExpiredTokenException",
          "UnrecognizedClientException",
          "ResourceNotFoundException" ->
          Problem.of(
              ProblemType.UPSTREAM_FAILED,
              "This service may not call the model. Tell the operator: the role, the endpoint's"
                  + " policy or the model's access needs a look.");
      case "ValidationException" ->
          isTooLong(e)
              ? Problem.tooLarge("text", "is longer than the model can read; shorten it")
              : Problem.of(
                  ProblemType.UPSTREAM_FAILED,
                  "The model refused the request. Where it has files, choose a model that reads them.");
      default -> Problem.of(ProblemType.UPSTREAM_FAILED, "The model's service failed. Try again.");
    };
  }

  /** The problem where a stream had begun: without a word from Bedrock it simply broke off. */
  public static Problem describeBreak(Throwable e) {
    return code(e).isEmpty() ? truncated() : describe(e);
  }

  /** The problem of a stream that ended before the model had said that it was done. */
  public static Problem truncated() {
    return Problem.of(ProblemType.UPSTREAM_TRUNCATED, "The model's answer broke off. Ask again.");
  }

  /** Whether the same call may go through a little later. */
  public static boolean mayPass(Throwable e) {
    return switch (code(e)) {
      case "",
          "ThrottlingException",
          "TooManyRequestsException",
          "ServiceUnavailableException",
          "ModelNotReadyException",
          "InternalServerException" ->
          true;
      default -> false;
    };
  }

  /** Whether Bedrock says itself that it does not answer now; not where a connection broke. */
  public static boolean isRefusal(Throwable e) {
    return mayPass(e) && !code(e).isEmpty();
  }

  /** Whether it says that the model is not there, rather than that it has too much to do. */
  static boolean isOutage(Throwable e) {
    return switch (e) {
      case ProblemException _ -> false;
      case AwsServiceException aws ->
          aws.statusCode() >= 500 || code(e).equals("ModelTimeoutException");
      default -> code(e).isEmpty();
    };
  }

  /** Whether the model says that the conversation does not fit into its window. */
  public static boolean isTooLong(Throwable e) {
    if (!code(e).equals("ValidationException")) {
      return false;
    }
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return TOO_LONG.stream().anyMatch(message::contains);
  }

  /**
   * Whether a policy denies the call of the model. AccessDeniedException alone does not say so:
   * Bedrock refuses by that name, too, where the account has no access to the model.
   */
  public static boolean isDeniedByPolicy(Throwable e) {
    return code(e).equals("AccessDeniedException")
        && String.valueOf(e.getMessage()).contains(DENIED);
  }

  /** What of it belongs in a log: an error's own message may quote what was asked. */
  public static String facts(Throwable e) {
    return switch (e) {
      case StreamException s -> "error=" + s.code();
      case AwsServiceException aws ->
          "error=%s status=%d bedrockRequestId=%s"
              .formatted(code(e), aws.statusCode(), aws.requestId());
      default -> "error=" + e.getClass().getName();
    };
  }

  /** The error's name in the API reference; empty where Bedrock did not answer at all. */
  public static String code(Throwable e) {
    return switch (e) {
      case StreamException s -> s.code();
      case ProblemException ours -> ours.problem().kind().uri();
      case AwsServiceException aws when aws.awsErrorDetails() != null ->
          Objects.requireNonNullElse(aws.awsErrorDetails().errorCode(), "Unknown");
      default -> "";
    };
  }

  /** How long Bedrock itself asks to wait. */
  public static Optional<Duration> retryAfter(Throwable e) {
    if (!(e instanceof AwsServiceException aws)
        || aws.awsErrorDetails() == null
        || aws.awsErrorDetails().sdkHttpResponse() == null) {
      return Optional.empty();
    }
    return aws.awsErrorDetails()
        .sdkHttpResponse()
        .firstMatchingHeader("Retry-After")
        .filter(v -> v.matches("[0-9]{1,5}"))
        .map(v -> Duration.ofSeconds(Long.parseLong(v)));
  }
}
