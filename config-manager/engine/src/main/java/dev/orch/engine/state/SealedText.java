package dev.orch.engine.state;

import dev.orch.model.CorruptDataException;
import dev.orch.model.Digest;
import dev.orch.model.Quoted;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** The frame of every document: a first line that names the format, a last one that seals it. */
final class SealedText {
  /** Twice what 20,000 files with the longest paths take. */
  static final int MAX_BYTES = 64 * 1024 * 1024;

  private static final String SEAL = "seal ";
  private static final int SEAL_LINE = SEAL.length() + 64 + 1;

  private final StringBuilder text = new StringBuilder(1024);

  SealedText(String format) {
    line(format);
  }

  SealedText line(String line) {
    text.append(line).append('\n');
    return this;
  }

  byte[] seal() {
    byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
    byte[] seal = (SEAL + Digest.of(body).hex() + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] whole = new byte[body.length + seal.length];
    System.arraycopy(body, 0, whole, 0, body.length);
    System.arraycopy(seal, 0, whole, body.length, seal.length);
    return whole;
  }

  /**
   * The lines between the first and the last.
   *
   * @param place for messages
   * @throws CorruptDataException when the document is not whole or of another format
   */
  static List<Fields> open(String place, byte[] document, String format) {
    int bodyLength = document.length - SEAL_LINE;
    if (bodyLength <= 0 || document[bodyLength - 1] != '\n') {
      throw new CorruptDataException(
          place, "expected a sealed document, found one that is cut short", null);
    }
    String seal = decode(place, document, bodyLength, SEAL_LINE);
    if (!seal.equals(SEAL + digest(document, bodyLength) + "\n")) {
      throw new CorruptDataException(place, "its bytes are not the ones it was sealed with", null);
    }
    return lines(place, decode(place, document, 0, bodyLength), format);
  }

  private static List<Fields> lines(String place, String body, String format) {
    List<Fields> lines = new ArrayList<>();
    int start = 0;
    for (int end = body.indexOf('\n'); end >= 0; end = body.indexOf('\n', start)) {
      lines.add(new Fields(place, lines.size() + 1, body.substring(start, end)));
      start = end + 1;
    }
    String first = lines.get(0).rest();
    if (!first.equals(format)) {
      throw new CorruptDataException(
          place, "expected the format '" + format + "', found " + Quoted.of(first, 40), null);
    }
    return lines.subList(1, lines.size());
  }

  private static String decode(String place, byte[] document, int offset, int length) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(document, offset, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw new CorruptDataException(place, "expected UTF-8 text, found other bytes", e);
    }
  }

  private static String digest(byte[] document, int length) {
    MessageDigest sha256 = Digest.newSha256();
    sha256.update(document, 0, length);
    return Digest.finish(sha256).hex();
  }
}
