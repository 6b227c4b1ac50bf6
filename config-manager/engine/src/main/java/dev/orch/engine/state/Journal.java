package dev.orch.engine.state;

import dev.orch.model.CorruptDataException;
import dev.orch.model.Digest;
import dev.orch.model.component.CanonicalName;

/**
 * How far an apply has come: {@code .orch/journal}. It is there from the moment that everything is
 * staged until the apply is done.
 *
 * <pre>
 * orch journal 1
 * direction forward|back
 * phase staged|stopped|moved|activated
 * plan SHA-256                             of .orch/apply/plan
 * reason TEXT                              why it goes back; empty if it does not
 * seal SHA-256
 * </pre>
 *
 * @param plan the digest of the plan's document
 * @param reason why it goes back; empty if it does not
 */
public record Journal(Direction direction, Phase phase, Digest plan, String reason) {
  /** Towards the new state or the former one. */
  public enum Direction {
    FORWARD,
    BACK
  }

  /** What has been done, in the journal's direction. */
  public enum Phase {
    /** All is at hand that the steps need. */
    STAGED,
    /** The trigger has stopped what is affected. */
    STOPPED,
    /** The files and the inventory are in place. */
    MOVED,
    /** The trigger has started or reloaded what is affected. */
    ACTIVATED
  }

  private static final String FORMAT = "orch journal 1";

  /** How many bytes a journal has at most. */
  public static final int MAX_BYTES = 64 * 1024;

  private static final int MAX_REASON = 4000;

  public Journal {
    if (reason.length() > MAX_REASON) {
      // Not between the halves of a surrogate pair: neither could be written by itself.
      int end =
          Character.isHighSurrogate(reason.charAt(MAX_REASON - 1)) ? MAX_REASON - 1 : MAX_REASON;
      reason = reason.substring(0, end);
    }
  }

  /** The same apply, one phase on. */
  public Journal at(Phase newPhase) {
    return new Journal(direction, newPhase, plan, reason);
  }

  /** The same apply, to be taken back from now on. */
  public Journal back(Phase from, String why) {
    return new Journal(Direction.BACK, from, plan, why);
  }

  /** The document. */
  public byte[] format() {
    return new SealedText(FORMAT)
        .line("direction " + CanonicalName.of(direction))
        .line("phase " + CanonicalName.of(phase))
        .line("plan " + plan.hex())
        .line("reason " + Fields.escape(reason))
        .seal();
  }

  /**
   * From the document.
   *
   * @param place for messages
   * @throws CorruptDataException when it is not whole, not well-formed or of another format
   */
  public static Journal parse(String place, byte[] document) {
    FixedLines lines = new FixedLines(place, SealedText.open(place, document, FORMAT));
    Direction direction = lines.next("direction").oneOf(Direction.values());
    Phase phase = lines.next("phase").oneOf(Phase.values());
    Digest plan = lines.next("plan").digest();
    String reason = lines.next("reason").text();
    lines.end();
    return new Journal(direction, phase, plan, reason);
  }
}
