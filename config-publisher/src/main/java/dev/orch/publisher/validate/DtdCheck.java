package dev.orch.publisher.validate;

import dev.orch.model.Problem;
import dev.orch.model.path.ConfigPath;
import java.io.ByteArrayInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.SAXParser;
import org.jspecify.annotations.Nullable;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.ext.DefaultHandler2;

/**
 * Checks that a file is valid by a document type definition of its component, whichever one it
 * names itself, if any.
 */
record DtdCheck(Schemas schemas, ConfigPath path) implements ContentCheck {
  private static final String LEXICAL_HANDLER = "http://xml.org/sax/properties/lexical-handler";

  @Override
  public List<Problem> check(String file, InputStream content) throws IOException {
    try {
      schemas.read(path);
    } catch (IOException e) {
      return List.of(unusable(file, e));
    }
    byte[] document = content.readAllBytes();
    Optional<Prolog> prolog = Prolog.of(document);
    XmlFindings findings = new XmlFindings(file);
    InputStream whole = new ByteArrayInputStream(document);
    if (prolog.isPresent() && !prolog.get().hasDoctype()) {
      // The JDK's parser never asks for the document type of a document that declares none.
      String declaration = "<!DOCTYPE " + prolog.get().root() + " SYSTEM \"declared-by-orch\">";
      whole = insert(document, prolog.get().offset(), declaration);
      findings.inserted(prolog.get().line(), declaration.length());
    }
    try {
      Handler handler = new Handler(findings);
      SAXParser parser = SecureXml.dtdParser();
      parser.setProperty(LEXICAL_HANDLER, handler);
      InputSource source = new InputSource(whole);
      // System identifiers are resolved against it, so that none is of another scheme by chance.
      source.setSystemId(TreeUri.of(path));
      parser.parse(source, handler);
    } catch (SAXException | CharConversionException | UnsupportedEncodingException e) {
      findings.malformed(e);
    } catch (Refused e) {
      return List.of(unusable(file, e));
    }
    return findings.problems();
  }

  private static Problem unusable(String file, IOException e) {
    return new Problem(file, "its document type cannot be used: " + Reason.of(e.getMessage()));
  }

  private static InputStream insert(byte[] document, int offset, String text) {
    return new SequenceInputStream(
        Collections.enumeration(
            List.of(
                new ByteArrayInputStream(document, 0, offset),
                new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)),
                new ByteArrayInputStream(document, offset, document.length - offset))));
  }

  /** Something outside the component was asked for. */
  private static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    Refused(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  private final class Handler extends DefaultHandler2 {
    private final XmlFindings findings;
    private @Nullable Locator locator;
    private @Nullable String declared;

    Handler(XmlFindings findings) {
      this.findings = findings;
    }

    @Override
    public void startDTD(String name, @Nullable String publicId, @Nullable String systemId) {
      declared = systemId;
      if (systemId == null) {
        findings.add(
            locator,
            "the document declares its type within itself; expected it to name one, or none");
      }
    }

    @Override
    public void setDocumentLocator(Locator documentLocator) {
      locator = documentLocator;
    }

    @Override
    public InputSource resolveEntity(
        @Nullable String name, @Nullable String publicId, @Nullable String baseUri, String systemId)
        throws IOException {
      try {
        return source(systemId.equals(declared) ? path : TreeUri.resolve(systemId, baseUri));
      } catch (IOException e) {
        throw new Refused(e);
      }
    }

    private InputSource source(ConfigPath file) throws IOException {
      InputSource source = new InputSource(new ByteArrayInputStream(schemas.read(file).bytes()));
      source.setSystemId(TreeUri.of(file));
      return source;
    }

    @Override
    public void error(SAXParseException e) {
      findings.error(e);
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }
}
