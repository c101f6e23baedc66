package dev.cloister.history.key;

import dev.cloister.edge.identity.Subject;
import dev.cloister.edge.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The partition keys, sort keys and object prefixes of everything that is stored. */
public final class Keys {

  /** What every session header's sort key begins with. */
  public static final String SESSION = "SESSION#";

  /** What every message's sort key begins with. */
  public static final String MESSAGE = "M#";

  /** What every attachment's sort key begins with. */
  public static final String ATTACHMENT = "F#";

  private Keys() {}

  /** The partition of an owner's session headers. */
  public static String user(Subject owner) {
    return "USER#" + encoded(owner);
  }

  /** The sort key of a session's header. */
  public static String header(SessionId session) {
    return SESSION + session.value();
  }

  /** The partition of a session's messages. */
  public static String session(SessionKey key) {
    return SESSION + encoded(key.owner()) + "#" + key.session().value();
  }

  /** The sort key of a message: ten digits, so that text order is number order. */
  public static String message(long sequence) {
    return MESSAGE + "%010d".formatted(sequence);
  }

  /** The sort key of the item that tells where an answer's message lies. */
  public static String answer(MessageId answer) {
    return "A#" + answer.value();
  }

  /** The sort key of an idempotency key's item. */
  public static String idempotency(String key) {
    return "K#" + key;
  }

  /** The sort key of an attachment. */
  public static String attachment(AttachmentId attachment) {
    return ATTACHMENT + attachment.value();
  }

  /** What the names of a session's objects begin with; the owner's name is not in them. */
  public static String objects(SessionKey key) {
    return "sessions/" + digest(key.owner()) + "/" + key.session().value() + "/";
  }

  /** The subject without the separator; different subjects stay different. */
  private static String encoded(Subject owner) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(owner.value())) {
      // Half a surrogate pair would be stored as '?', so two owners could meet.
      throw Problem.invalid("sub", "must be well-formed Unicode").asException();
    }
    return owner.value().replace("%", "%25").replace("#", "%23");
  }

  private static String digest(Subject owner) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(encoded(owner).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
