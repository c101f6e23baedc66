package dev.cloister.edge.safety;

import java.util.stream.Stream;

/** The page and the API share an origin; a wildcard lets every page on the network call the API. */
final class OpenCors implements SafetyCheck {

  @Override
  public Stream<Hazard> hazards(Settings settings) {
    boolean on =
        settings.isTrue("quarkus.http.cors.enabled") || settings.isTrue("quarkus.http.cors");
    return settings
        .value("quarkus.http.cors.origins")
        .filter(origins -> on && (origins.contains("*")))
        .map(
            origins ->
                new Hazard(
                    "open-cors",
                    "quarkus.http.cors.origins",
                    "any page may call the API. Name the origins, or turn CORS off."))
        .stream();
  }
}
