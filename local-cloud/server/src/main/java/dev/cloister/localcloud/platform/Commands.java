package dev.cloister.localcloud.platform;

import dev.cloister.localcloud.StartupFailure;
import dev.cloister.localcloud.forward.Forward;
import dev.cloister.localcloud.forward.ForwardOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;

/** {@code up}, {@code forward} and {@code token}: what they print and how they end. */
public final class Commands {

  private final Path root;

  /**
   * @param root the checkout
   */
  public Commands(Path root) {
    this.root = root;
  }

  /** Runs one command and returns the exit code. */
  public int run(String... arguments) throws IOException, InterruptedException {
    String command = arguments.length == 0 ? "" : arguments[0];
    String[] rest =
        arguments.length == 0 ? arguments : Arrays.copyOfRange(arguments, 1, arguments.length);
    try {
      return switch (command) {
        case "up" -> up(Options.parse(root, rest));
        case "token" -> token(rest);
        case "forward" -> forward(ForwardOptions.parse(rest));
        default -> throw new StartupFailure("The commands are up, forward and token.");
      };
    } catch (StartupFailure failure) {
      System.err.println(failure.getMessage());
      return 1;
    }
  }

  private int up(Options options) throws IOException, InterruptedException {
    Log.into(options.logs());
    if (options.stopWithStdin()) {
      Thread.ofPlatform().daemon().start(Commands::exitWhenStdinEnds);
    }
    try (Platform platform =
        Platform.start(options, new Surroundings(System.getenv()), System.out)) {
      String crash = platform.awaitCrash();
      if (!crash.isEmpty()) {
        System.err.println(crash);
        System.err.println("Stopping everything.");
      }
    }
    return 1;
  }

  private static void exitWhenStdinEnds() {
    try (InputStream in = System.in) {
      while (in.read() >= 0) {
        // Only the end says something.
      }
    } catch (IOException e) {
      // A broken pipe is an end, too.
    }
    System.exit(0);
  }

  private int forward(ForwardOptions options) throws InterruptedException {
    Forward forward = Forward.start(options, System.out);
    Runtime.getRuntime().addShutdownHook(new Thread(forward::close));
    System.out.println("ready " + forward.url());
    System.out.println("  Sign-in must accept this address as a place to come back to.");
    System.out.println("  Ctrl-C ends it.");
    Thread.currentThread().join();
    return 0;
  }

  private int token(String... arguments) throws IOException, InterruptedException {
    if (arguments.length == 0) {
      throw new StartupFailure("token takes a user, for example ./cloister token alice.");
    }
    Options options = Options.parse(root, Arrays.copyOfRange(arguments, 1, arguments.length));
    System.out.println(TokenCommand.token(options.endpoints(), arguments[0]));
    return 0;
  }
}
