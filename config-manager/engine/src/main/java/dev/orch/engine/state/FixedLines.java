package dev.orch.engine.state;

import dev.orch.model.CorruptDataException;
import java.util.Iterator;
import java.util.List;

/** The lines of a document that has exactly one of each kind, in order. */
final class FixedLines {
  private final String place;
  private final Iterator<Fields> lines;

  FixedLines(String place, List<Fields> lines) {
    this.place = place;
    this.lines = lines.iterator();
  }

  /** The next line, behind its keyword. */
  Fields next(String keyword) {
    if (!lines.hasNext()) {
      throw new CorruptDataException(place, "expected a line '" + keyword + "', found none", null);
    }
    Fields line = lines.next();
    String found = line.next();
    if (!found.equals(keyword)) {
      throw line.unknown(found);
    }
    return line;
  }

  void end() {
    if (lines.hasNext()) {
      throw new CorruptDataException(place, "expected no more lines, found some", null);
    }
  }
}
