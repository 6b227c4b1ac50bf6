package dev.orch.oozie.definition;

import dev.orch.oozie.definition.XmlElement.Attribute;
import dev.orch.oozie.schedule.CoordinatorDefinition;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Makes elements of a document. Good for one. */
final class DefinitionParser {
  /** Those of Oozie's schemas are some ten deep; what looks at elements calls itself for each. */
  private static final int MAX_DEPTH = 100;

  private final DocumentText document;
  private final XMLStreamReader reader;
  private final Deque<Open> open = new ArrayDeque<>();
  private @Nullable XmlElement root;

  private DefinitionParser(DocumentText document, XMLStreamReader reader) {
    this.document = document;
    this.reader = reader;
  }

  /**
   * Its root element.
   *
   * @throws XMLStreamException when it is none that Oozie reads: no XML, with a document type
   *     declaration, or nested beyond all measure
   */
  static XmlElement parse(DocumentText document) throws XMLStreamException {
    XMLInputFactory factory = CoordinatorDefinition.factory();
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(document.text()));
    try {
      return new DefinitionParser(document, reader).parse();
    } finally {
      reader.close();
    }
  }

  private XmlElement parse() throws XMLStreamException {
    while (reader.hasNext()) {
      // Where a tag ends the text behind it begins; the reader tells where it stands.
      Place before = here();
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> start();
        case XMLStreamConstants.END_ELEMENT -> end();
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text(before);
        case XMLStreamConstants.DTD ->
            throw new XMLStreamException(
                "a document type declaration, which Oozie refuses", reader.getLocation());
        default -> {}
      }
    }
    if (root == null) {
      throw new XMLStreamException("no element", reader.getLocation());
    }
    return root;
  }

  private Place here() {
    return Place.of(reader.getLocation());
  }

  private void start() throws XMLStreamException {
    if (open.size() == MAX_DEPTH) {
      throw new XMLStreamException(
          "elements nested more than " + MAX_DEPTH + " deep", reader.getLocation());
    }
    Place end = here();
    Map<String, Place> places = document.attributesOfTag(end);
    Place begin = document.beginOfTag(end);
    Map<String, Attribute> attributes = new HashMap<>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      String namespace = reader.getAttributeNamespace(i);
      String name = reader.getAttributeLocalName(i);
      if (namespace == null || namespace.isEmpty()) {
        Place place = places.getOrDefault(name, begin);
        attributes.put(name, new Attribute(reader.getAttributeValue(i), place));
      }
    }
    String namespace = reader.getNamespaceURI();
    open.push(
        new Open(
            namespace == null ? "" : namespace, reader.getLocalName(), attributes, begin, end));
  }

  private void text(Place begin) {
    Open parent = open.peek();
    if (parent != null) {
      parent.add(begin, reader.getText());
    }
  }

  private void end() {
    XmlElement done = open.pop().close();
    Open parent = open.peek();
    if (parent == null) {
      root = done;
    } else {
      parent.children.add(done);
    }
  }

  /** An element whose end is still to come. */
  private static final class Open {
    private final String namespace;
    private final String name;
    private final Map<String, Attribute> attributes;
    private final Place place;
    private final List<XmlElement> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private Place textPlace;

    Open(
        String namespace,
        String name,
        Map<String, Attribute> attributes,
        Place place,
        Place content) {
      this.namespace = namespace;
      this.name = name;
      this.attributes = attributes;
      this.place = place;
      this.textPlace = content;
    }

    void add(Place begin, String more) {
      if (text.isEmpty()) {
        textPlace = begin;
      }
      text.append(more);
    }

    XmlElement close() {
      return new XmlElement(
          namespace, name, attributes, children, text.toString(), place, textPlace);
    }
  }
}
