package dev.orch.engine.state;

import dev.orch.model.CorruptDataException;
import dev.orch.model.Digest;

/**
 * The apply that failed last: {@code .orch/failed}.
 *
 * <pre>
 * orch failed 1
 * revision NUMBER
 * digest SHA-256
 * reason TEXT
 * seal SHA-256
 * </pre>
 */
public record FailedApply(long revision, Digest digest, String reason) {
  /** How many bytes it has at most. */
  public static final int MAX_BYTES = 64 * 1024;

  private static final String FORMAT = "orch failed 1";

  /** The document. */
  public byte[] format() {
    return new SealedText(FORMAT)
        .line("revision " + revision)
        .line("digest " + digest.hex())
        .line("reason " + Fields.escape(reason))
        .seal();
  }

  /**
   * From the document.
   *
   * @param place for messages
   * @throws CorruptDataException when it is not whole, not well-formed or of another format
   */
  public static FailedApply parse(String place, byte[] document) {
    FixedLines lines = new FixedLines(place, SealedText.open(place, document, FORMAT));
    long revision = lines.next("revision").number();
    Digest digest = lines.next("digest").digest();
    String reason = lines.next("reason").text();
    lines.end();
    return new FailedApply(revision, digest, reason);
  }
}
