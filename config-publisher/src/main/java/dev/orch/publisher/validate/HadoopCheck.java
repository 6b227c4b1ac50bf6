package dev.orch.publisher.validate;

import dev.orch.model.Problem;
import dev.orch.model.Quoted;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.Locator;

/**
 * Checks that a file is what Hadoop's {@code Configuration} reads as it was meant: {@code
 * configuration} holding {@code property} elements, each with one {@code name} and at most one
 * {@code value}, or with both as attributes; a name once. Hadoop itself skips what it does not
 * know, and takes the last of two. What {@code xi:include} names is not looked at.
 *
 * @see <a
 *     href="https://hadoop.apache.org/docs/stable/api/org/apache/hadoop/conf/Configuration.html">
 *     Configuration</a>
 */
final class HadoopCheck implements ContentCheck {
  private static final String CONFIGURATION = "configuration";
  private static final String PROPERTY = "property";
  private static final String NAME = "name";
  private static final String VALUE = "value";
  private static final Set<String> WITHIN_PROPERTY =
      Set.of(NAME, VALUE, "description", "final", "source", "tag");
  private static final Set<String> BOOLEAN = Set.of("true", "false");

  @Override
  public Optional<String> lastingName() {
    return Optional.of("hadoop");
  }

  @Override
  public List<Problem> check(String file, InputStream content) throws IOException {
    XmlFindings findings = new XmlFindings(file);
    XmlCheck.parse(content, new Structure(findings), findings);
    return findings.problems();
  }

  private static final class Structure extends XmlCheck.Handler {
    private final XmlFindings findings;
    private final Map<String, Integer> lines = new HashMap<>();
    private final StringBuilder text = new StringBuilder();
    private @Nullable Locator locator;
    private int depth;

    /** Below an element that is not looked into. */
    private int skippedFrom = Integer.MAX_VALUE;

    private boolean inProperty;
    private @Nullable String name;
    private int names;
    private int values;

    Structure(XmlFindings findings) {
      this.findings = findings;
    }

    @Override
    public void setDocumentLocator(Locator documentLocator) {
      locator = documentLocator;
    }

    @Override
    public void startElement(String uri, String local, String qualified, Attributes attributes) {
      depth++;
      if (depth > skippedFrom) {
        return;
      }
      text.setLength(0);
      if (depth == 1) {
        require(local.equals(CONFIGURATION), "expected the element configuration, found " + local);
      } else if (inProperty) {
        within(local);
      } else if (local.equals(PROPERTY)) {
        begin(attributes);
      } else if (local.equals(CONFIGURATION)) {
        // One within another counts as the same.
        return;
      } else {
        skippedFrom = depth;
        require(
            local.equals("include") || local.equals("fallback"),
            "expected the element property, found " + local);
      }
    }

    private void begin(Attributes attributes) {
      inProperty = true;
      name = attributes.getValue(NAME);
      names = name == null ? 0 : 1;
      values = attributes.getValue(VALUE) == null ? 0 : 1;
    }

    private void within(String local) {
      names += local.equals(NAME) ? 1 : 0;
      values += local.equals(VALUE) ? 1 : 0;
      if (!WITHIN_PROPERTY.contains(local)) {
        skippedFrom = depth;
        require(false, "expected one of name, value, description, final, found " + local);
      }
    }

    @Override
    public void characters(char[] characters, int start, int length) {
      text.append(characters, start, length);
    }

    @Override
    public void endElement(String uri, String local, String qualified) {
      boolean skipped = depth >= skippedFrom;
      if (depth == skippedFrom) {
        skippedFrom = Integer.MAX_VALUE;
      }
      depth--;
      if (skipped || !inProperty) {
        return;
      }
      switch (local) {
        case NAME -> name = text.toString().strip();
        case "final" ->
            require(
                BOOLEAN.contains(text.toString().strip()),
                "final: expected true or false, found " + Quoted.of(text.toString().strip(), 40));
        case PROPERTY -> end();
        default -> {}
      }
      text.setLength(0);
    }

    private void end() {
      inProperty = false;
      require(
          names == 1 && name != null && !name.isEmpty(),
          "a property has to have one name, found " + (names > 1 ? names : "none"));
      require(
          values <= 1,
          "property " + Quoted.of(String.valueOf(name)) + " has " + values + " values");
      if (name != null && !name.isEmpty()) {
        Integer before = lines.putIfAbsent(name, locator == null ? 0 : locator.getLineNumber());
        require(
            before == null,
            "property " + Quoted.of(name) + " is given twice, first in line " + before);
      }
    }

    private void require(boolean holds, String otherwise) {
      if (!holds) {
        findings.add(locator, otherwise);
      }
    }
  }
}
