package dev.orch.engine.state;

import dev.orch.engine.state.Step.Former;
import dev.orch.model.Digest;
import dev.orch.model.component.CanonicalName;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.Reaction;
import dev.orch.model.path.ConfigPath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Plan} is written.
 *
 * <pre>
 * orch plan 1
 * revision NUMBER
 * digest SHA-256                           of the component afterwards
 * previous p|-                             whether there was an inventory before
 * originals NAME                           directory in .orch/originals for what is kept
 * reaction nothing|reload|restart
 * spec-changed c|-
 * within SHA-256                           if the paths of files lie in this state's directory
 * delete INDEX k|- FILE STAMP PATH         FILE is KIND MODE SHA-256 SIZE, STAMP is SIZE MODIFIED
 * rmdir r|- PATH                           IDENTITY, both as in the inventory; k: to be kept,
 * aside PATH                               r: must go
 * mkdir PATH
 * put INDEX FILE PATH
 * replace INDEX FILE k|- FILE STAMP PATH   after, before
 * note FILE FILE PATH                      before, after
 * flip FROM TO a|- PATH                    FROM and TO are SHA-256 or -; a: something gives way
 * arrive FILE PATH                         what a flip changes: after
 * switch FILE k|- FILE STAMP PATH          after, before
 * leave k|- FILE STAMP PATH                before
 * seal SHA-256
 * </pre>
 *
 * A program that knows no versioned components refuses the words that only they need, so that it
 * takes no such plan for one of files in the home itself.
 */
final class PlanFormat {
  private static final String FORMAT = "orch plan 1";

  private long revision;
  private Digest digest = Digest.of(new byte[0]);
  private boolean previous;
  private String originals = "";
  private Reaction reaction = Reaction.NOTHING;
  private boolean specChanged;
  private @Nullable Digest within;
  private final List<Step> steps = new ArrayList<>();

  private PlanFormat() {}

  static byte[] format(Plan plan) {
    SealedText text = new SealedText(FORMAT);
    text.line("revision " + plan.revision())
        .line("digest " + plan.digest().hex())
        .line("previous " + (plan.previous() ? 'p' : '-'))
        .line("originals " + plan.originals())
        .line("reaction " + CanonicalName.of(plan.reaction()))
        .line("spec-changed " + (plan.specChanged() ? 'c' : '-'));
    Digest within = plan.within();
    if (within != null) {
      text.line("within " + within.hex());
    }
    plan.steps().forEach(step -> text.line(line(step) + ' ' + step.path()));
    return text.seal();
  }

  private static String line(Step step) {
    if (step instanceof Step.Put put) {
      Former former = put.former();
      String after = put.index() + " " + Fields.entry(put.after());
      return former == null ? "put " + after : "replace " + after + ' ' + line(former);
    } else if (step instanceof Step.Delete delete) {
      return "delete " + delete.index() + ' ' + line(delete.former());
    } else if (step instanceof Step.RemoveDirectory directory) {
      return "rmdir " + (directory.required() ? 'r' : '-');
    } else if (step instanceof Step.MakeDirectory) {
      return "mkdir";
    } else if (step instanceof Step.Aside) {
      return "aside";
    } else if (step instanceof Step.Note note) {
      return "note " + Fields.entry(note.before()) + ' ' + Fields.entry(note.after());
    } else if (step instanceof Step.Flip flip) {
      return "flip "
          + Fields.optional(flip.from())
          + ' '
          + Fields.optional(flip.to())
          + (flip.aside() ? " a" : " -");
    } else if (step instanceof Step.Switched switched) {
      return line(switched);
    }
    throw new IllegalStateException("a step of an unknown kind: " + step);
  }

  private static String line(Step.Switched switched) {
    Former former = switched.former();
    FileEntry after = switched.after();
    if (former != null && after != null) {
      return "switch " + Fields.entry(after) + ' ' + line(former);
    } else if (former != null) {
      return "leave " + line(former);
    } else if (after != null) {
      return "arrive " + Fields.entry(after);
    }
    throw new IllegalStateException("a file that is there neither before nor after: " + switched);
  }

  private static String line(Former former) {
    return (former.keep() ? "k " : "- ")
        + Fields.entry(former.entry())
        + ' '
        + Fields.stamp(former.stamp());
  }

  static Plan parse(String place, byte[] document) {
    PlanFormat parts = new PlanFormat();
    for (Fields line : SealedText.open(place, document, FORMAT)) {
      parts.take(line);
    }
    return new Plan(
        parts.revision,
        parts.digest,
        parts.previous,
        parts.originals,
        parts.reaction,
        parts.specChanged,
        parts.within,
        parts.steps);
  }

  private void take(Fields line) {
    String keyword = line.next();
    switch (keyword) {
      case "revision" -> revision = line.number();
      case "digest" -> digest = line.digest();
      case "previous" -> previous = line.flag("p");
      case "originals" -> originals = line.rest();
      case "reaction" -> reaction = line.oneOf(Reaction.values());
      case "spec-changed" -> specChanged = line.flag("c");
      case "within" -> within = line.digest();
      case "put" -> {
        int index = line.index();
        FileEntry after = line.entry();
        steps.add(new Step.Put(index, Fields.named(after, line.path()), null));
      }
      case "replace" -> {
        int index = line.index();
        FileEntry after = line.entry();
        Former former = former(line);
        ConfigPath path = line.path();
        steps.add(new Step.Put(index, Fields.named(after, path), named(former, path)));
      }
      case "delete" -> {
        int index = line.index();
        Former former = former(line);
        steps.add(new Step.Delete(index, named(former, line.path())));
      }
      case "rmdir" -> {
        boolean required = line.flag("r");
        steps.add(new Step.RemoveDirectory(line.path(), required));
      }
      case "mkdir" -> steps.add(new Step.MakeDirectory(line.path()));
      case "aside" -> steps.add(new Step.Aside(line.path()));
      case "note" -> {
        FileEntry before = line.entry();
        FileEntry after = line.entry();
        ConfigPath path = line.path();
        steps.add(new Step.Note(Fields.named(before, path), Fields.named(after, path)));
      }
      case "flip" -> {
        Digest from = line.optionalDigest();
        Digest to = line.optionalDigest();
        boolean aside = line.flag("a");
        steps.add(new Step.Flip(line.path(), from, to, aside));
      }
      case "arrive" -> {
        FileEntry after = line.entry();
        ConfigPath path = line.path();
        steps.add(new Step.Switched(path, null, Fields.named(after, path)));
      }
      case "switch" -> {
        FileEntry after = line.entry();
        Former former = former(line);
        ConfigPath path = line.path();
        steps.add(new Step.Switched(path, named(former, path), Fields.named(after, path)));
      }
      case "leave" -> {
        Former former = former(line);
        ConfigPath path = line.path();
        steps.add(new Step.Switched(path, named(former, path), null));
      }
      default -> throw line.unknown(keyword);
    }
    line.end();
  }

  private static Former former(Fields line) {
    boolean keep = line.flag("k");
    return new Former(line.entry(), line.stamp(), keep);
  }

  private static Former named(Former former, ConfigPath path) {
    return new Former(Fields.named(former.entry(), path), former.stamp(), former.keep());
  }
}
