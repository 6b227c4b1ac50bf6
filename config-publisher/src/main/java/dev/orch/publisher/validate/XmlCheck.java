package dev.orch.publisher.validate;

import dev.orch.model.Problem;
import java.io.ByteArrayInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.SAXParser;
import org.jspecify.annotations.Nullable;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.ext.DefaultHandler2;

/**
 * Checks that a file is well-formed XML 1.0 with namespaces, by the JDK's own parser.
 *
 * <p>Nothing outside the file is ever opened: external entities and DTDs are skipped, schemas and
 * stylesheets that it names are ignored. Entities declared inside are expanded within bounds.
 */
final class XmlCheck implements ContentCheck {
  /** Making one takes ten times as long as reading a small file with it. */
  private static final ThreadLocal<SAXParser> PARSER =
      ThreadLocal.withInitial(SecureXml::plainParser);

  @Override
  public Optional<String> lastingName() {
    return Optional.of("xml");
  }

  @Override
  public List<Problem> check(String file, InputStream content) throws IOException {
    XmlFindings findings = new XmlFindings(file);
    parse(content, new Handler(), findings);
    return findings.problems();
  }

  /** Reads a document with a parser of this thread, which must not be at work already. */
  static void parse(InputStream content, DefaultHandler2 handler, XmlFindings findings)
      throws IOException {
    try {
      PARSER.get().parse(SecureXml.uncloseable(content), handler);
    } catch (SAXException | CharConversionException | UnsupportedEncodingException e) {
      findings.malformed(e);
    }
  }

  /** Would answer a request for anything external with nothing; says nothing by itself. */
  static class Handler extends DefaultHandler2 {
    @Override
    public InputSource resolveEntity(
        @Nullable String name,
        @Nullable String publicId,
        @Nullable String baseUri,
        String systemId) {
      return new InputSource(new ByteArrayInputStream(new byte[0]));
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }
}
