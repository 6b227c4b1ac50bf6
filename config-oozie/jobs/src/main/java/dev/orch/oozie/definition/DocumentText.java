package dev.orch.oozie.definition;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a document as Oozie reads it, in UTF-8 whatever it declares, and its lines. */
final class DocumentText {
  private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");
  private static final Pattern ATTRIBUTE =
      Pattern.compile("(?<=\\s)([^\\s=<]++)\\s*=\\s*(\"[^\"]*+|'[^']*+)");

  private final String text;
  private final List<Integer> lines = new ArrayList<>();

  private DocumentText(String text) {
    this.text = text;
    lines.add(0);
    Matcher end = LINE_END.matcher(text);
    while (end.find()) {
      lines.add(end.end());
    }
  }

  static DocumentText of(byte[] document) {
    String text = new String(document, StandardCharsets.UTF_8);
    return new DocumentText(text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  String text() {
    return text;
  }

  /** Where the tag begins that ends here: no other sign like its first may stand in it. */
  Place beginOfTag(Place end) {
    return place(Math.max(0, text.lastIndexOf('<', offset(end) - 1)));
  }

  /** Where the values of its attributes begin, by their names with prefixes. */
  Map<String, Place> attributesOfTag(Place end) {
    int begin = offset(beginOfTag(end));
    Matcher attribute = ATTRIBUTE.matcher(text).region(begin, Math.max(begin, offset(end)));
    Map<String, Place> places = new LinkedHashMap<>();
    while (attribute.find()) {
      places.putIfAbsent(attribute.group(1), place(attribute.start(2) + 1));
    }
    return places;
  }

  private int offset(Place place) {
    int line = Math.min(place.line(), lines.size());
    return Math.min(lines.get(line - 1) + place.column() - 1, text.length());
  }

  private Place place(int offset) {
    int low = 0;
    int high = lines.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (lines.get(middle) <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return new Place(low + 1, offset - lines.get(low) + 1);
  }
}
