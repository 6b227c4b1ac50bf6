package dev.orch.publisher.validate;

import java.io.FilterInputStream;
import java.io.InputStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.SAXException;

/**
 * Parsers of the JDK's own, whatever others are on the class path, that open nothing by themselves
 * and expand entities within bounds.
 */
final class SecureXml {
  static final String FEATURES = "http://xml.org/sax/features/";
  static final String XERCES = "http://apache.org/xml/features/";

  private static final String LIMITS = "http://www.oracle.com/xml/jaxp/properties/";

  private SecureXml() {}

  /** One that skips external entities and document types. */
  static SAXParser plainParser() {
    return parser(false);
  }

  /** One that validates by the document type that its entity resolver hands over. */
  static SAXParser dtdParser() {
    return parser(true);
  }

  private static SAXParser parser(boolean validating) {
    SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
    try {
      factory.setNamespaceAware(true);
      factory.setValidating(validating);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature(FEATURES + "external-general-entities", false);
      factory.setFeature(FEATURES + "external-parameter-entities", validating);
      factory.setFeature(XERCES + "nonvalidating/load-external-dtd", validating);
      SAXParser parser = factory.newSAXParser();
      // The resolver of whoever validates answers every request, or refuses it.
      parser.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, validating ? "all" : "");
      parser.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      parser.setProperty(LIMITS + "entityExpansionLimit", "1000");
      parser.setProperty(LIMITS + "totalEntitySizeLimit", "1000000");
      parser.setProperty(LIMITS + "maxElementDepth", "1000");
      return parser;
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException("the JDK's XML parser knows these limits", e);
    }
  }

  /** Parsers close what they read; here someone else goes on reading. */
  static InputStream uncloseable(InputStream content) {
    return new FilterInputStream(content) {
      @Override
      public void close() {}
    };
  }
}
