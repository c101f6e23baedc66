package dev.cloister.edge.request;

import jakarta.enterprise.context.RequestScoped;
import java.util.UUID;
import java.util.regex.Pattern;

/** The current request's id, for logs, problem documents and the response header. */
@RequestScoped
public class RequestId {

  static final String HEADER = "X-Request-Id";

  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._=+/-]{1,128}");

  private String value = UUID.randomUUID().toString();

  void offer(String fromCaller) {
    if (fromCaller != null && HARMLESS.matcher(fromCaller).matches()) {
      value = fromCaller;
    }
  }

  /** The id, 1 to 128 harmless characters. */
  public String value() {
    return value;
  }
}
