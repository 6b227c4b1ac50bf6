package dev.orch.model.component;

import dev.orch.model.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Feeds lines of UTF-8 into a digest: of very many files, so many at a time as fit. */
final class DigestLines {
  private static final int BUFFER = 16 * 1024;

  /** Of any line of a file: a path has at most 1,024 bytes. */
  private static final int MAX_LINE = 2 * 1024;

  private static final byte[] PROPERTIES = ascii("file p ");
  private static final byte[] CONFIGURATION = ascii("file c ");

  private final MessageDigest sha256 = Digest.newSha256();
  private final byte[] buffer = new byte[BUFFER];
  private int used;

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** A text, with all line ends that it needs. */
  void add(String text) {
    flush();
    sha256.update(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The line of a file, as {@link Manifest} describes it. */
  void add(FileEntry file) {
    if (used + MAX_LINE > BUFFER) {
      flush();
    }
    put(file.kind() == FileKind.PROPERTIES ? PROPERTIES : CONFIGURATION);
    put(file.executable() ? 'x' : '-');
    put(' ');
    used += file.digest().putHex(buffer, used);
    put(' ');
    put(ascii(Long.toString(file.size())));
    put(' ');
    put(file.path().value().getBytes(StandardCharsets.UTF_8));
    put('\n');
  }

  private void put(byte[] bytes) {
    System.arraycopy(bytes, 0, buffer, used, bytes.length);
    used += bytes.length;
  }

  private void put(char ascii) {
    buffer[used++] = (byte) ascii;
  }

  private void flush() {
    sha256.update(buffer, 0, used);
    used = 0;
  }

  Digest digest() {
    flush();
    return Digest.finish(sha256);
  }
}
