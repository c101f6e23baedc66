package dev.cloister.edge.preflight;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;

/** A service without arguments serves; with {@code preflight} it looks around and ends. */
@QuarkusMain
class Main implements QuarkusApplication {

  private static final int USAGE = 2;

  private final Preflight preflight;

  Main(Preflight preflight) {
    this.preflight = preflight;
  }

  @Override
  public int run(String... arguments) throws InterruptedException {
    if (arguments.length == 0) {
      Quarkus.waitForExit();
      return 0;
    }
    if (!List.of(arguments).equals(List.of("preflight"))) {
      System.err.println("Without arguments the service starts; the only command is preflight.");
      return USAGE;
    }
    return preflight.passes(System.out) ? 0 : 1;
  }
}
