package dev.cloister.localcloud.bedrock.wire;

import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Signature Version 4 says about the caller. The signature itself is not checked: the
 * stand-in knows nobody's secret.
 *
 * @param region from the credential's scope
 */
public record Signature(String region) {

  private static final Pattern HEADER =
      Pattern.compile(
          "AWS4-HMAC-SHA256 .*Credential=[^/ ]+/\\d{8}/([a-z0-9-]+)/[a-z-]+/aws4_request.*");

  /**
   * @throws AwsException 403 where there is none
   */
  public static Signature of(HttpServerRequest request) {
    String header = request.getHeader("authorization");
    Matcher matcher = HEADER.matcher(header == null ? "" : header);
    if (!matcher.matches()) {
      throw new AwsException(
          403, "MissingAuthenticationTokenException", "Missing Authentication Token");
    }
    return new Signature(matcher.group(1));
  }
}
