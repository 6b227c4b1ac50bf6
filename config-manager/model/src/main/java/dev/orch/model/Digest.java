package dev.orch.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A SHA-256 (FIPS 180-4) value, written as 64 lower-case hexadecimal digits.
 *
 * <p>Used for the content of one file and for the identity of a whole component.
 */
public final class Digest implements Comparable<Digest> {
  private static final int BYTES = 32;
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final byte[] value;

  private Digest(byte[] value) {
    this.value = value;
  }

  /** Digest of these bytes. */
  public static Digest of(byte[] content) {
    return new Digest(newSha256().digest(content));
  }

  /**
   * Digest of all that is left in the stream, which is not closed.
   *
   * @throws IOException when the stream does
   */
  public static Digest of(InputStream content) throws IOException {
    MessageDigest sha256 = newSha256();
    byte[] buffer = new byte[64 * 1024];
    for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
      sha256.update(buffer, 0, read);
    }
    return new Digest(sha256.digest());
  }

  /** Finishes a computation begun with {@link #newSha256()}. */
  public static Digest finish(MessageDigest sha256) {
    return fromBytes(sha256.digest());
  }

  /**
   * From the 32 raw bytes.
   *
   * @throws IllegalArgumentException when there are not exactly 32
   */
  public static Digest fromBytes(byte[] raw) {
    if (raw.length != BYTES) {
      throw new IllegalArgumentException(
          "a SHA-256 value has " + BYTES + " bytes, found " + raw.length);
    }
    return new Digest(raw.clone());
  }

  /**
   * From 64 hexadecimal digits, lower case.
   *
   * @throws IllegalArgumentException when the text is anything else
   */
  public static Digest parse(String hex) {
    byte[] value = new byte[BYTES];
    boolean sound = hex.length() == 2 * BYTES;
    for (int i = 0; i < BYTES && sound; i++) {
      int high = lowerHex(hex.charAt(2 * i));
      int low = lowerHex(hex.charAt(2 * i + 1));
      sound = high >= 0 && low >= 0;
      value[i] = (byte) (high << 4 | low);
    }
    if (!sound) {
      throw new IllegalArgumentException(
          "expected a SHA-256 value of 64 lower-case hexadecimal digits, found "
              + Quoted.of(hex, 80));
    }
    return new Digest(value);
  }

  private static int lowerHex(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  }

  /** A computation to feed piece by piece and hand to {@link #finish}. */
  public static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must have SHA-256", e);
    }
  }

  /** The 64 hexadecimal digits. */
  public String hex() {
    byte[] digits = new byte[2 * BYTES];
    putHex(digits, 0);
    return new String(digits, StandardCharsets.US_ASCII);
  }

  /**
   * Puts the hexadecimal digits, in ASCII, into these bytes.
   *
   * @return how many there are
   */
  public int putHex(byte[] to, int offset) {
    // By hand, several times faster than HexFormat: a manifest has thousands.
    for (int i = 0; i < BYTES; i++) {
      to[offset + 2 * i] = DIGITS[(value[i] >> 4) & 0xF];
      to[offset + 2 * i + 1] = DIGITS[value[i] & 0xF];
    }
    return 2 * BYTES;
  }

  /** The first 12 hexadecimal digits, for people. */
  public String abbreviated() {
    return hex().substring(0, 12);
  }

  /** A copy of the 32 bytes. */
  public byte[] toBytes() {
    return value.clone();
  }

  @Override
  public int compareTo(Digest other) {
    return Arrays.compareUnsigned(value, other.value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digest that && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return hex();
  }
}
