package dev.cloister.chat.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;

/** Headers that keep the page to itself: it talks to its origin and to the issuer, no one else. */
@ApplicationScoped
class ProtectiveHeaders {

  private static final int FIRST = 1000;

  private final String contentSecurityPolicy;

  ProtectiveHeaders(WebSettings settings, WebConfig config) {
    var issuer = URI.create(settings.settings().auth().authority());
    String others = config.connectSources().map(s -> " " + String.join(" ", s)).orElse("");
    this.contentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " font-src 'self'; connect-src 'self' "
            + issuer.getScheme()
            + "://"
            + issuer.getAuthority()
            + others
            + "; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }

  void register(@Observes Filters filters) {
    filters.register(
        exchange -> {
          MultiMap headers = exchange.response().headers();
          headers.set("Content-Security-Policy", contentSecurityPolicy);
          headers.set("X-Content-Type-Options", "nosniff");
          headers.set("Referrer-Policy", "no-referrer");
          headers.set("Cross-Origin-Opener-Policy", "same-origin");
          headers.set("Cross-Origin-Resource-Policy", "same-origin");
          // Only what carries a hash in its name stays the same after an upgrade.
          headers.set(
              "Cache-Control",
              exchange.normalizedPath().startsWith("/assets/")
                  ? "public, max-age=31536000, immutable"
                  : "no-cache");
          exchange.next();
        },
        FIRST);
  }
}
