package dev.orch.oozie.definition;

import javax.xml.stream.Location;

/**
 * A place in a file.
 *
 * @param line counted from 1
 * @param column counted from 1
 */
record Place(int line, int column) implements Comparable<Place> {
  @Override
  public int compareTo(Place other) {
    return line == other.line
        ? Integer.compare(column, other.column)
        : Integer.compare(line, other.line);
  }

  static Place of(Location location) {
    return new Place(location.getLineNumber(), location.getColumnNumber());
  }

  /** The place so many characters into a text that begins here. */
  Place after(String text, int length) {
    int lines = 0;
    int begin = 0;
    for (int at = text.indexOf('\n'); at >= 0 && at < length; at = text.indexOf('\n', at + 1)) {
      lines++;
      begin = at + 1;
    }
    return lines == 0
        ? new Place(line, column + length)
        : new Place(line + lines, length - begin + 1);
  }
}
