package dev.orch.robustness.ensemble;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Ports for servers that are started again later. They lie below those that the system gives to
 * outgoing connections, so that none of these takes one while its server is down.
 */
final class Ports {
  private static final int LOWEST = 15_000;
  private static final int END = 32_000;
  private static final int ATTEMPTS = 1_000;

  private final Random random = new SecureRandom();

  /** Different ports, all free now. */
  int[] free(int count) {
    return IntStream.generate(() -> LOWEST + random.nextInt(END - LOWEST))
        .limit(ATTEMPTS)
        .filter(Ports::isFree)
        .distinct()
        .limit(count)
        .toArray();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      // Somebody has it.
      return false;
    }
  }
}
