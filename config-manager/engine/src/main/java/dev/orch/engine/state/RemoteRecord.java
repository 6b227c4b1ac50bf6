package dev.orch.engine.state;

import dev.orch.engine.SeenMemory.Seen;
import dev.orch.engine.report.AppliedLookup.Applied;
import dev.orch.engine.state.Journal.Direction;
import dev.orch.engine.state.Journal.Phase;
import dev.orch.model.ComponentName;
import dev.orch.model.CorruptDataException;
import dev.orch.model.Digest;
import dev.orch.model.InstanceId;
import dev.orch.model.component.CanonicalName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a home that is not on this machine, all in one document.
 *
 * <pre>
 * orch remote home 1
 * writer TEXT                              who wrote it, for whoever is told of being overtaken
 * leader ID                                the instance that acts, if one does
 * seen REVISION COMPONENT PROJECT-ID       the project that it follows, if it does
 * applied REVISION SHA-256                 what it holds, if anything
 * older SHA-256                            for each earlier state that stays, newest first
 * failed REVISION SHA-256 REASON           the apply that failed last, if it counts still
 * apply DIRECTION PHASE REVISION SHA-256 REASON
 *                                          the one under way, if there is one
 * seal SHA-256
 * </pre>
 *
 * @param writer who wrote it
 * @param leader null if no instance acts
 * @param seen null if it follows no project
 * @param applied null if nothing is in place
 * @param older states whose directories stay
 * @param failed null if none has to be remembered
 * @param underWay null if none is
 */
public record RemoteRecord(
    String writer,
    @Nullable InstanceId leader,
    @Nullable Seen seen,
    @Nullable Applied applied,
    List<Digest> older,
    @Nullable FailedApply failed,
    @Nullable UnderWay underWay) {
  private static final String FORMAT = "orch remote home 1";

  public RemoteRecord {
    older = List.copyOf(older);
  }

  /**
   * How far an apply has come.
   *
   * @param target the state that it is to bring, or is taken back from
   * @param reason why it goes back; empty if it does not
   */
  public record UnderWay(Direction direction, Phase phase, Applied target, String reason) {
    /** The same, one phase on. */
    public UnderWay at(Phase next) {
      return new UnderWay(direction, next, target, reason);
    }
  }

  /** Of a home that nobody has used. */
  public static RemoteRecord empty(String writer) {
    return new RemoteRecord(writer, null, null, null, List.of(), null, null);
  }

  /** The same, written by someone else. */
  public RemoteRecord by(String next) {
    return new RemoteRecord(next, leader, seen, applied, older, failed, underWay);
  }

  public RemoteRecord withLeader(@Nullable InstanceId next) {
    return new RemoteRecord(writer, next, seen, applied, older, failed, underWay);
  }

  public RemoteRecord withSeen(Seen next) {
    return new RemoteRecord(writer, leader, next, applied, older, failed, underWay);
  }

  public RemoteRecord withFailed(@Nullable FailedApply next) {
    return new RemoteRecord(writer, leader, seen, applied, older, next, underWay);
  }

  public RemoteRecord withUnderWay(@Nullable UnderWay next) {
    return new RemoteRecord(writer, leader, seen, applied, older, failed, next);
  }

  /** The same, with this in place, nothing failed and nothing under way. */
  public RemoteRecord holding(Applied next, List<Digest> stay) {
    return new RemoteRecord(writer, leader, seen, next, stay, null, null);
  }

  /** The document. */
  public byte[] format() {
    SealedText text = new SealedText(FORMAT).line("writer " + Fields.escape(writer));
    if (leader != null) {
      text.line("leader " + leader);
    }
    if (seen != null) {
      text.line(
          "seen "
              + seen.revision()
              + ' '
              + seen.component()
              + ' '
              + Fields.escape(seen.projectId()));
    }
    if (applied != null) {
      text.line("applied " + state(applied));
    }
    older.forEach(digest -> text.line("older " + digest.hex()));
    if (failed != null) {
      text.line(
          "failed "
              + failed.revision()
              + ' '
              + failed.digest().hex()
              + ' '
              + Fields.escape(failed.reason()));
    }
    if (underWay != null) {
      text.line(
          "apply "
              + CanonicalName.of(underWay.direction())
              + ' '
              + CanonicalName.of(underWay.phase())
              + ' '
              + state(underWay.target())
              + ' '
              + Fields.escape(underWay.reason()));
    }
    return text.seal();
  }

  private static String state(Applied state) {
    return state.revision() + " " + state.digest().hex();
  }

  /**
   * From the document.
   *
   * @param place for messages
   * @throws CorruptDataException when it is not whole, not well-formed or of another format
   */
  public static RemoteRecord parse(String place, byte[] document) {
    Parts parts = new Parts();
    for (Fields line : SealedText.open(place, document, FORMAT)) {
      parts.take(line);
    }
    return parts.record();
  }

  private static final class Parts {
    private String writer = "";
    private @Nullable InstanceId leader;
    private @Nullable Seen seen;
    private @Nullable Applied applied;
    private final List<Digest> older = new ArrayList<>();
    private @Nullable FailedApply failed;
    private @Nullable UnderWay underWay;

    void take(Fields line) {
      String keyword = line.next();
      switch (keyword) {
        case "writer" -> writer = line.text();
        case "leader" -> leader = line.parse(line.next(), InstanceId::new);
        case "seen" -> {
          long revision = line.number();
          ComponentName component = line.parse(line.next(), ComponentName::new);
          seen = new Seen(line.text(), component, revision);
        }
        case "applied" -> applied = state(line);
        case "older" -> older.add(line.digest());
        case "failed" -> failed = new FailedApply(line.number(), line.digest(), line.text());
        case "apply" -> {
          Direction direction = line.oneOf(Direction.values());
          Phase phase = line.oneOf(Phase.values());
          underWay = new UnderWay(direction, phase, state(line), line.text());
        }
        default -> throw line.unknown(keyword);
      }
      line.end();
    }

    private static Applied state(Fields line) {
      return new Applied(line.number(), line.digest());
    }

    RemoteRecord record() {
      return new RemoteRecord(writer, leader, seen, applied, older, failed, underWay);
    }
  }
}
