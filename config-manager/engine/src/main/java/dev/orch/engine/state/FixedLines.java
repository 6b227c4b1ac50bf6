package dev.orch.engine.state;

import dev.orch.model.CorruptDataException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of a document that has exactly one of each kind, in order. */
final class FixedLines {
  private final String place;
  private final Iterator<Fields> lines;
  private @Nullable Fields last;

  FixedLines(String place, List<Fields> lines) {
    this.place = place;
    this.lines = lines.iterator();
  }

  /** The next line, behind its keyword. */
  Fields next(String keyword) {
    endLast();
    if (!lines.hasNext()) {
      throw new CorruptDataException(place, "expected a line '" + keyword + "', found none", null);
    }
    Fields line = lines.next();
    String found = line.next();
    if (!found.equals(keyword)) {
      throw line.unknown(found);
    }
    last = line;
    return line;
  }

  void end() {
    endLast();
    if (lines.hasNext()) {
      throw new CorruptDataException(place, "expected no more lines, found some", null);
    }
  }

  /** Whoever asks for the next line has read all that belongs on the one before. */
  private void endLast() {
    if (last != null) {
      last.end();
    }
  }
}
