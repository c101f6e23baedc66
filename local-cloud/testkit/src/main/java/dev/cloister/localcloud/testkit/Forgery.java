package dev.cloister.localcloud.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/** Every way that we know to make a token that must not pass, from claims that would. */
public enum Forgery {
  UNSIGNED {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      return part(Map.of("alg", "none", "typ", "JWT")) + "." + part(claims) + ".";
    }
  },
  UNSIGNED_IN_OTHER_LETTERS {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      return part(Map.of("alg", "nOnE", "kid", kid(issuer))) + "." + part(claims) + ".";
    }
  },
  UNSIGNED_WITH_A_SIGNATURE {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      String signature = issuer.sign(claims).split("[.]")[2];
      return part(Map.of("alg", "none")) + "." + part(claims) + "." + signature;
    }
  },
  WITHOUT_ITS_SIGNATURE {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      return issuer.sign(claims).replaceFirst("[.][^.]*$", ".");
    }
  },
  SIGNED_WITH_THE_PUBLIC_KEY {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      return secretly(issuer, claims, issuer.key().pair().getPublicKey().getEncoded());
    }
  },
  SIGNED_WITH_THE_PUBLIC_KEYS_TEXT {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      String pem =
          "-----BEGIN PUBLIC KEY-----\n"
              + Base64.getMimeEncoder(64, new byte[] {'\n'})
                  .encodeToString(issuer.key().pair().getPublicKey().getEncoded())
              + "\n-----END PUBLIC KEY-----\n";
      return secretly(issuer, claims, pem.getBytes(StandardCharsets.US_ASCII));
    }
  },
  ANOTHER_KEY_UNDER_THE_SAME_ID {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      return KEYS.sign(Map.of("kid", kid(issuer)), JsonUtil.toJson(claims));
    }
  },
  ANOTHER_KEY_WITHOUT_AN_ID {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      return KEYS.sign(Map.of("kid", ""), JsonUtil.toJson(claims));
    }
  },
  ANOTHER_KEY_AND_ITS_ID {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      return KEYS.sign(Map.of(), JsonUtil.toJson(claims));
    }
  },
  KEY_ID_AS_A_PATH {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      return KEYS.sign(Map.of("kid", "../../../../dev/null"), JsonUtil.toJson(claims));
    }
  },
  KEY_IN_THE_HEADER {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      var key = KEYS.pair().toParams(OutputControlLevel.PUBLIC_ONLY);
      return KEYS.sign(Map.of("jwk", key), JsonUtil.toJson(claims));
    }
  },
  KEYS_ADDRESS_IN_THE_HEADER {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      return KEYS.sign(Map.of("jku", issuer.addressOfForgedKeys()), JsonUtil.toJson(claims));
    }
  },
  CERTIFICATES_ADDRESS_IN_THE_HEADER {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      return KEYS.sign(Map.of("x5u", issuer.addressOfForgedKeys()), JsonUtil.toJson(claims));
    }
  },
  UNKNOWN_CRITICAL_HEADER {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      return issuer.sign(Map.of("crit", List.of("obey"), "obey", "me"), claims);
    }
  },
  CHANGED_CLAIMS {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      String[] good = issuer.sign(claims).split("[.]");
      return good[0] + "." + part(with(claims, "sub", "somebody-else")) + "." + good[2];
    }
  },
  EXPIRED {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      return issuer.sign(with(with(claims, "iat", in(-700)), "exp", in(-60)));
    }
  },
  WITHOUT_AN_END {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      return issuer.sign(without(claims, "exp"));
    }
  },
  NOT_YET_VALID {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      return issuer.sign(with(claims, "nbf", in(300)));
    }
  },
  MADE_IN_THE_FUTURE {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      return issuer.sign(with(claims, "iat", in(300)));
    }
  },
  WITHOUT_ITS_TIME {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      return issuer.sign(without(claims, "iat"));
    }
  },
  WITHOUT_A_SUBJECT {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      return issuer.sign(without(claims, "sub"));
    }
  },
  FOR_ANOTHER_AUDIENCE {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      return issuer.sign(with(claims, "aud", List.of("elsewhere", claims.get("aud") + "2")));
    }
  },
  WITHOUT_AN_AUDIENCE {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      return issuer.sign(without(claims, "aud"));
    }
  },
  OF_ANOTHER_ISSUER {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      return issuer.sign(with(claims, "iss", "https://issuer.elsewhere"));
    }
  },
  OF_ALMOST_THE_SAME_ISSUER {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      return issuer.sign(with(claims, "iss", issuer.name() + "/"));
    }
  },
  WITHOUT_AN_ISSUER {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      return issuer.sign(without(claims, "iss"));
    }
  },
  ID_TOKEN {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      return issuer.sign(with(without(claims, "scope"), "nonce", "n-0S6_WzA2Mj"));
    }
  },
  ID_TOKEN_WITH_A_SCOPE {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      return issuer.sign(with(claims, "at_hash", "77QmUPtjPfzWtF2AnpK9RQ"));
    }
  },
  ID_TOKEN_OF_COGNITO {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      return issuer.sign(with(claims, "token_use", "id"));
    }
  },
  ID_TOKEN_OF_KEYCLOAK {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      return issuer.sign(with(claims, "typ", "ID"));
    }
  },
  REFRESH_TOKEN_OF_KEYCLOAK {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      return issuer.sign(with(claims, "typ", "Refresh"));
    }
  },
  LOGOUT_TOKEN {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      return issuer.sign(Map.of("typ", "logout+jwt"), claims);
    }
  },
  TOO_LARGE {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      return issuer.sign(with(claims, "padding", "x".repeat(13_000)));
    }
  },
  DEEPLY_NESTED {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      String deep = "{\"iss\":\"" + issuer.name() + "\",\"a\":" + "[".repeat(4_000);
      return KEYS.sign(Map.of("kid", kid(issuer)), deep);
    }
  },
  OF_FIVE_PARTS {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      return issuer.sign(claims) + ".AA.AA";
    }
  },
  NO_TOKEN_AT_ALL {
    @Override
    String make(TestIssuer issuer, Map<String, Object> claims) {
      return "..";
    }
  };

  /** The forger's own. */
  static final TestKey KEYS = TestKey.rsa();

  abstract String make(TestIssuer issuer, Map<String, Object> claims);

  /**
   * The forged token.
   *
   * @param claims with which {@link TestIssuer#sign(Map)} makes a good one
   */
  public String of(TestIssuer issuer, Map<String, Object> claims) {
    return make(issuer, claims);
  }

  private static String kid(TestIssuer issuer) {
    return issuer.key().pair().getKeyId();
  }

  private static long in(int seconds) {
    return Instant.now().getEpochSecond() + seconds;
  }

  private static Map<String, Object> with(Map<String, Object> claims, String name, Object value) {
    var changed = new LinkedHashMap<>(claims);
    changed.put(name, value);
    return changed;
  }

  private static Map<String, Object> without(Map<String, Object> claims, String name) {
    var changed = new LinkedHashMap<>(claims);
    changed.remove(name);
    return changed;
  }

  private static String part(Map<String, Object> json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(JsonUtil.toJson(json).getBytes(StandardCharsets.UTF_8));
  }

  private static String secretly(TestIssuer issuer, Map<String, Object> claims, byte[] secret) {
    var signature = new JsonWebSignature();
    signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
    signature.setAlgorithmHeaderValue("HS256");
    signature.setKeyIdHeaderValue(kid(issuer));
    signature.setKey(new HmacKey(secret));
    signature.setPayload(JsonUtil.toJson(claims));
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }
}
