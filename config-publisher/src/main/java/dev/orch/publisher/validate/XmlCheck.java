package dev.orch.publisher.validate;

import dev.orch.model.Problem;
import java.io.ByteArrayInputStream;
import java.io.CharConversionException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
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
  private static final String FEATURES = "http://xml.org/sax/features/";
  private static final String XERCES = "http://apache.org/xml/features/";
  private static final String LIMITS = "http://www.oracle.com/xml/jaxp/properties/";

  /** Making one takes ten times as long as reading a small file with it. */
  private static final ThreadLocal<SAXParser> PARSER = ThreadLocal.withInitial(XmlCheck::newParser);

  @Override
  public List<Problem> check(String file, InputStream content) throws IOException {
    try {
      PARSER.get().parse(new Uncloseable(content), new Handler());
      return List.of();
    } catch (SAXParseException e) {
      String place =
          e.getLineNumber() > 0 ? ":" + e.getLineNumber() + ":" + e.getColumnNumber() : "";
      return List.of(malformed(file + place, e));
    } catch (SAXException e) {
      return List.of(malformed(file, e));
    } catch (CharConversionException | UnsupportedEncodingException e) {
      return List.of(malformed(file, e));
    }
  }

  private static Problem malformed(String place, Exception e) {
    String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
    return new Problem(place, "malformed XML: " + reason);
  }

  private static SAXParser newParser() {
    // The JDK's own, whatever other parsers are on the class path.
    SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
    try {
      factory.setNamespaceAware(true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature(FEATURES + "external-general-entities", false);
      factory.setFeature(FEATURES + "external-parameter-entities", false);
      factory.setFeature(XERCES + "nonvalidating/load-external-dtd", false);
      SAXParser parser = factory.newSAXParser();
      parser.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      parser.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      parser.setProperty(LIMITS + "entityExpansionLimit", "1000");
      parser.setProperty(LIMITS + "totalEntitySizeLimit", "1000000");
      parser.setProperty(LIMITS + "maxElementDepth", "1000");
      return parser;
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException("the JDK's XML parser knows these limits", e);
    }
  }

  /** Would answer a request for anything external with nothing; says nothing by itself. */
  private static final class Handler extends DefaultHandler2 {
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

  /** Parsers close what they read; here someone else goes on reading. */
  private static final class Uncloseable extends FilterInputStream {
    Uncloseable(InputStream in) {
      super(in);
    }

    @Override
    public void close() {}
  }
}
