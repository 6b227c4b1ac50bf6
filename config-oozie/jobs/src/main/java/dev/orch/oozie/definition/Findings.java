package dev.orch.oozie.definition;

import dev.orch.model.Problem;
import dev.orch.model.Quoted;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;

/** What is wrong with one file, up to 20 things. */
final class Findings {
  private static final int MAX = 20;
  private static final int MAX_REASON = 300;
  private static final String MESSAGE = "Message: ";

  private final String file;
  private final List<Problem> problems = new ArrayList<>();

  /** Of the file with this path below the component. */
  Findings(String file) {
    this.file = file;
  }

  /** In the order in which they were found. */
  List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** Whether what is added is not kept any more. */
  boolean isFull() {
    return problems.size() == MAX;
  }

  boolean isEmpty() {
    return problems.isEmpty();
  }

  /** None yet, of the same file. */
  Findings apart() {
    return new Findings(file);
  }

  void addAll(Findings others) {
    others.problems.forEach(problem -> addAt(problem.where(), problem.what()));
  }

  /** Of the file as a whole. */
  void add(String what) {
    addAt(file, what);
  }

  void add(Place place, String what) {
    addAt(file + ":" + place.line() + ":" + place.column(), what);
  }

  /** The document cannot be read. */
  void unreadable(XMLStreamException e) {
    String message = String.valueOf(e.getMessage());
    // The JDK's reader begins its messages with the place, on a line of its own.
    int at = message.indexOf(MESSAGE);
    String what =
        "cannot be read: " + shown(at < 0 ? message : message.substring(at + MESSAGE.length()));
    if (e.getLocation() == null || e.getLocation().getLineNumber() < 1) {
      add(what);
    } else {
      add(Place.of(e.getLocation()), what);
    }
  }

  /** The document is not as Oozie's schemas say. */
  void invalid(DocumentText document, SchemaViolation violation) {
    Place end = new Place(violation.line(), violation.column());
    add(document.beginOfTag(end), "invalid XML: " + shown(violation.what()));
  }

  /** The first line, bounded: parsers repeat what the file holds. */
  private static String shown(String reason) {
    String first = reason.lines().findFirst().orElse("").strip();
    String quoted = Quoted.of(first.replace('"', '\''), MAX_REASON);
    return quoted.substring(1, quoted.length() - 1);
  }

  private void addAt(String where, String what) {
    if (problems.size() < MAX) {
      problems.add(new Problem(where, what));
    }
  }
}
