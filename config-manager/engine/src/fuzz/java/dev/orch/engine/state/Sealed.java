package dev.orch.engine.state;

import dev.orch.model.Digest;
import dev.orch.testing.ParserTrial;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Documents of a home without their seal, which is put on before they are read: no fuzzer finds a
 * SHA-256.
 */
final class Sealed {
  private static final String PLACE = "/home/.orch/culprit";
  private static final int SEAL_LINE = 70;

  private Sealed() {}

  static <T> ParserTrial trial(
      String name, BiFunction<String, byte[], T> parse, Function<T, byte[]> format) {
    return ParserTrial.ofRoundTrips(
        name, PLACE, body -> parse.apply(PLACE, sealed(body)), value -> body(format.apply(value)));
  }

  /** The document that the tests have too. */
  static Stream<byte[]> sound(String name) {
    return HostileStateTest.formats()
        .filter(format -> format.name().equals(name))
        .map(format -> body(format.document()));
  }

  private static byte[] body(byte[] document) {
    return Arrays.copyOf(document, document.length - SEAL_LINE);
  }

  private static byte[] sealed(byte[] body) {
    byte[] seal = ("seal " + Digest.of(body).hex() + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] whole = Arrays.copyOf(body, body.length + seal.length);
    System.arraycopy(seal, 0, whole, body.length, seal.length);
    return whole;
  }
}
