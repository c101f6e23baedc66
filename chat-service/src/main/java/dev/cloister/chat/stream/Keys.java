package dev.cloister.chat.stream;

import java.util.UUID;

/** Names of keys. All lie in one slot, so that one blocking read covers them in a cluster, too. */
final class Keys {

  private static final String PREFIX = "{cloister}:";

  private Keys() {}

  static String answer(UUID id) {
    return PREFIX + "answer:" + id;
  }

  static String lease(String pod) {
    return PREFIX + "pod:" + pod + ":lease";
  }

  static String inbox(String pod) {
    return PREFIX + "pod:" + pod + ":inbox";
  }
}
