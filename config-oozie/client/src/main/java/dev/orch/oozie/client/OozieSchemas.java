package dev.orch.oozie.client;

import dev.orch.oozie.definition.DefinitionSchemas;
import dev.orch.oozie.definition.SchemaViolation;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;

/** The schemas in the jar of Oozie's client, read when the first definition is judged. */
public final class OozieSchemas implements DefinitionSchemas {
  private static final String XERCES = "http://apache.org/xml/features/";

  private @Nullable Compiled compiled;

  /**
   * All of them together.
   *
   * @param namespaces that they describe
   * @param reader of documents, one after the other: to make one takes longer than to read with it
   */
  private record Compiled(Schema schema, Set<String> namespaces, XMLReader reader) {}

  /** Called by {@link java.util.ServiceLoader}. */
  public OozieSchemas() {}

  @Override
  public List<SchemaViolation> violations(String definition) {
    Compiled schemas = compiled;
    if (schemas == null) {
      schemas = compile();
      compiled = schemas;
    }
    SchemaReading reading =
        new SchemaReading(schemas.namespaces(), schemas.schema(), schemas.reader());
    try {
      reading.parse(new InputSource(new StringReader(definition)));
    } catch (SAXParseException e) {
      // What ends the reading is told with the rest.
      reading.add(e);
    } catch (SAXException e) {
      throw new IllegalStateException("a validator only fails at a place in the document", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return reading.violations();
  }

  private static Compiled compile() {
    List<SchemaFile> files = SchemaFile.all();
    SchemaFactory factory = SchemaFactory.newDefaultInstance();
    try {
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      // What several of them include belongs to the namespace of each.
      factory.setFeature(XERCES + "namespace-growth", true);
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "jar:file,file");
      Source[] sources =
          files.stream()
              .map(file -> new StreamSource(new StringReader(file.text()), file.location()))
              .toArray(Source[]::new);
      return new Compiled(
          factory.newSchema(sources),
          files.stream().map(SchemaFile::namespace).collect(Collectors.toUnmodifiableSet()),
          reader());
    } catch (SAXException e) {
      throw new IllegalStateException("the schemas of Oozie's client belong together", e);
    }
  }

  private static XMLReader reader() {
    SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
    try {
      factory.setNamespaceAware(true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature(XERCES + "disallow-doctype-decl", true);
      return factory.newSAXParser().getXMLReader();
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException("the JDK's XML parser knows these features", e);
    }
  }
}
