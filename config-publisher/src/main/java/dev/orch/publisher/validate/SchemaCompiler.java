package dev.orch.publisher.validate;

import dev.orch.model.path.ConfigPath;
import dev.orch.publisher.validate.Schemas.Compiled;
import dev.orch.publisher.validate.Schemas.Unusable;
import dev.orch.publisher.validate.Schemas.Usable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.ls.LSInput;
import org.w3c.dom.ls.LSResourceResolver;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Understands an XML Schema 1.0 and what it includes, all of it among a component's files. */
final class SchemaCompiler {
  private SchemaCompiler() {}

  static Compiled compile(Schemas schemas, ConfigPath path) {
    Schemas.Found found;
    try {
      found = schemas.read(path);
    } catch (IOException e) {
      return new Unusable(path.value(), Reason.of(e.getMessage()));
    }
    try {
      SchemaFactory factory = factory();
      factory.setResourceResolver(new Resolver(schemas));
      return new Usable(
          factory.newSchema(
              new StreamSource(new ByteArrayInputStream(found.bytes()), TreeUri.of(path))));
    } catch (SAXParseException e) {
      String place =
          e.getLineNumber() > 0 ? ":" + e.getLineNumber() + ":" + e.getColumnNumber() : "";
      return new Unusable(found.shown() + place, Reason.of(e.getMessage()));
    } catch (SAXException e) {
      return new Unusable(found.shown(), Reason.of(e.getMessage()));
    } catch (UncheckedIOException e) {
      return new Unusable(found.shown(), Reason.of(e.getMessage()));
    }
  }

  private static SchemaFactory factory() {
    SchemaFactory factory = SchemaFactory.newDefaultInstance();
    try {
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature(SecureXml.XERCES + "namespace-growth", true);
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, TreeUri.SCHEME);
      return factory;
    } catch (SAXException e) {
      throw new IllegalStateException("the JDK's schema factory knows these features", e);
    }
  }

  /** Answers from the component's files, or refuses. */
  private record Resolver(Schemas schemas) implements LSResourceResolver {
    @Override
    public @Nullable LSInput resolveResource(
        String type,
        @Nullable String namespace,
        @Nullable String publicId,
        @Nullable String systemId,
        @Nullable String baseUri) {
      if (systemId == null) {
        return null;
      }
      try {
        ConfigPath path = TreeUri.resolve(systemId, baseUri);
        return new BytesInput(TreeUri.of(path), schemas.read(path).bytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e.getMessage(), e);
      }
    }
  }
}
