package dev.cloister.acceptance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that have to be told theirs before they start. They lie below those that a
 * system gives away by itself, so no connection takes one before its server does, and above those
 * that {@code ./cloister up --ports auto} chooses from.
 */
public final class FreePorts {

  private static final int FIRST = 20_000;
  private static final int LAST = 30_000;

  /** Ports of one block: one that says whose the block is, and those that are given away. */
  private static final int BLOCK = 20;

  /** Whoever lets go of a socket has it closed. */
  private static final Queue<ServerSocket> CLAIMS = new ConcurrentLinkedQueue<>();

  private FreePorts() {}

  /**
   * The first of so many ports in a row, at most 19, on which nobody listens at 127.0.0.1. No other
   * process is given one of them while this one lives.
   */
  public static int inARow(int count) {
    int blocks = (LAST - FIRST) / BLOCK;
    int start = ThreadLocalRandom.current().nextInt(blocks);
    for (int tried = 0; tried < blocks; tried++) {
      int block = FIRST + (start + tried) % blocks * BLOCK;
      if (claim(block) && areFree(block + 1, count)) {
        return block + 1;
      }
    }
    throw new AssertionError("no " + count + " free ports in a row");
  }

  /** Listens on the first port of the block until the process ends, unless another does. */
  private static boolean claim(int block) {
    try {
      return CLAIMS.add(new ServerSocket(block, 1, InetAddress.ofLiteral("127.0.0.1")));
    } catch (IOException another) {
      return false;
    }
  }

  private static boolean areFree(int first, int count) {
    for (int port = first; port < first + count; port++) {
      try (var probe = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
        assert probe.isBound();
      } catch (IOException taken) {
        return false;
      }
    }
    return true;
  }
}
