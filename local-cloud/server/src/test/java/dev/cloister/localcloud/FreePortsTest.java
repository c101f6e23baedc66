package dev.cloister.localcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortsTest {

  /** Linux gives connections those from 32,768 on by itself, other systems from 49,152. */
  @Test
  void noConnectionTakesOneMeanwhile() {
    assertThat(FreePorts.inARow(14)).isBetween(10_000, 32_000);
  }

  @Test
  void noOtherProcessIsGivenTheSame() {
    int first = FreePorts.inARow(14);
    System.gc();

    assertThatThrownBy(() -> new ServerSocket(first - 1, 1, InetAddress.ofLiteral("127.0.0.1")))
        .isInstanceOf(IOException.class);
  }
}
