package dev.cloister.localcloud;

/** The one pair of AWS credentials of the local cloud. It opens nothing anywhere else. */
public final class LocalCredentials {

  public static final String ACCESS_KEY_ID = "local";
  public static final String SECRET_ACCESS_KEY = "local-secret";
  public static final String REGION = "us-east-1";

  private LocalCredentials() {}
}
