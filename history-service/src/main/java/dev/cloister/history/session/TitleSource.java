package dev.cloister.history.session;

import java.util.Locale;

/** Who gave a session its title. A person's title is never replaced by a machine's. */
public enum TitleSource {
  FIRST,
  GENERATED,
  USER;

  /** The name that is stored. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
