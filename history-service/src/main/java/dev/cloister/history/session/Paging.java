package dev.cloister.history.session;

import dev.cloister.edge.problem.Problem;
import jakarta.ws.rs.QueryParam;

/**
 * The part of a list that the caller asks for.
 *
 * @param limitText {@code limit} as it was sent, or null
 * @param nextToken {@code next_token} as it was sent, or null
 */
record Paging(@QueryParam("limit") String limitText, @QueryParam("next_token") String nextToken) {

  static final int MAX = 1000;
  static final int DEFAULT = 100;

  /** Whether the caller wants pages at all. */
  boolean asked() {
    return limitText != null || nextToken != null;
  }

  /** How many: 1 to 1000, or {@code whole} where the caller wants no pages. */
  int limit(int whole) {
    if (limitText == null) {
      return nextToken == null ? whole : DEFAULT;
    }
    if (limitText.matches("[0-9]{1,4}")) {
      int limit = Integer.parseInt(limitText);
      if (limit >= 1 && limit <= MAX) {
        return limit;
      }
    }
    throw Problem.invalid("limit", "must be a whole number from 1 to " + MAX).asException();
  }

  /** The {@code Link} header's value that tells where the list goes on. */
  String link(String path, String next) {
    String size = limitText == null ? "" : "limit=" + limitText + "&";
    return "<" + path + "?" + size + "next_token=" + next + ">; rel=\"next\"";
  }
}
