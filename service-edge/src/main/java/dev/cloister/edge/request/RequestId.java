package dev.cloister.edge.request;

import jakarta.enterprise.context.RequestScoped;
import java.util.UUID;
import java.util.regex.Pattern;

/** The current request's id, for logs, problem documents and the response header. */
@RequestScoped
public class RequestId {

  /** Where it comes from and goes to. */
  public static final String HEADER = "X-Request-Id";

  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._=+/-]{1,128}");

  private String value = of(null);

  /** The caller's own id where it is harmless, else a new one. */
  public static String of(String fromCaller) {
    return fromCaller != null && HARMLESS.matcher(fromCaller).matches()
        ? fromCaller
        : UUID.randomUUID().toString();
  }

  void offer(String fromCaller) {
    value = of(fromCaller);
  }

  /** The id, 1 to 128 harmless characters. */
  public String value() {
    return value;
  }
}
