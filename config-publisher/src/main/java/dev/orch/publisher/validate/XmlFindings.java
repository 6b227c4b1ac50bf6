package dev.orch.publisher.validate;

import dev.orch.model.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ErrorHandler;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** What is wrong with one XML file, up to 20 things, each with line and column. */
final class XmlFindings implements ErrorHandler {
  private static final int MAX = 20;

  private final String file;
  private final List<Problem> problems = new ArrayList<>();
  private int insertedLine;
  private int insertedCharacters;

  XmlFindings(String file) {
    this.file = file;
  }

  /** What was found, in the order of the file. */
  List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** The document cannot be read further. */
  void malformed(Exception e) {
    String place = e instanceof SAXParseException parse ? place(parse) : file;
    add(place, "malformed XML: " + Reason.of(e.getMessage()));
  }

  /** Something is not as it has to be. */
  void add(@Nullable Locator at, String what) {
    add(
        at == null || at.getLineNumber() <= 0
            ? file
            : file + ":" + at.getLineNumber() + ":" + at.getColumnNumber(),
        what);
  }

  private void add(String place, String what) {
    if (problems.size() < MAX) {
      problems.add(new Problem(place, what));
    }
  }

  /** What the parser reads has this many more characters in that line than the file has. */
  void inserted(int line, int characters) {
    insertedLine = line;
    insertedCharacters = characters;
  }

  private String place(SAXParseException e) {
    int line = e.getLineNumber();
    int column = e.getColumnNumber() - (line == insertedLine ? insertedCharacters : 0);
    return line > 0 ? file + ":" + line + ":" + Math.max(column, 1) : file;
  }

  @Override
  public void warning(SAXParseException e) {}

  @Override
  public void error(SAXParseException e) {
    add(place(e), "invalid XML: " + Reason.of(e.getMessage()));
  }

  @Override
  public void fatalError(SAXParseException e) throws SAXException {
    throw e;
  }
}
