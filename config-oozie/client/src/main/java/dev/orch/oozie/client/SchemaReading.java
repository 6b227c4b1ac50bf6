package dev.orch.oozie.client;

import dev.orch.oozie.definition.SchemaViolation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.validation.Schema;
import javax.xml.validation.ValidatorHandler;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.ErrorHandler;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.XMLFilterImpl;

/** Reads one document through a validator, and keeps what that does not allow. */
final class SchemaReading extends XMLFilterImpl {
  private static final int MAX = 20;

  /** An element that may be of any namespace, of which no schema tells anything. */
  private static final String UNDESCRIBED = "cvc-complex-type.2.4.c";

  private final Set<String> namespaces;
  private final ValidatorHandler validator;
  private final List<SchemaViolation> violations = new ArrayList<>();
  private @Nullable Locator locator;
  private String namespace = "";
  private boolean inRoot;

  SchemaReading(Set<String> namespaces, Schema schema, XMLReader parent) {
    super(parent);
    this.namespaces = namespaces;
    this.validator = schema.newValidatorHandler();
    validator.setErrorHandler(new Keeper());
    setContentHandler(validator);
  }

  /** In the order of the document. */
  List<SchemaViolation> violations() {
    return List.copyOf(violations);
  }

  @Override
  public void setDocumentLocator(Locator it) {
    locator = it;
    super.setDocumentLocator(it);
  }

  @Override
  public void startElement(String uri, String localName, String qName, Attributes attributes)
      throws SAXException {
    namespace = uri;
    if (!inRoot) {
      inRoot = true;
      if (!namespaces.contains(uri)) {
        throw new SAXParseException(unknown(localName, uri), locator);
      }
    }
    super.startElement(uri, localName, qName, attributes);
  }

  /** What the validator says of it would not tell what to write instead. */
  private String unknown(String element, String found) {
    String family = "uri:oozie:" + element.replaceFirst("-app$", "") + ":";
    return "expected one of the namespaces "
        + namespaces.stream().filter(it -> it.startsWith(family)).sorted().toList()
        + " for the element "
        + element
        + ", found "
        + (found.isEmpty() ? "none" : found);
  }

  /** Keeps it; of more than 20, none. */
  void add(SAXParseException e) {
    if (violations.size() < MAX) {
      violations.add(
          new SchemaViolation(
              Math.max(e.getLineNumber(), 1),
              Math.max(e.getColumnNumber(), 1),
              String.valueOf(e.getMessage())));
    }
  }

  /** What the validator finds. */
  private final class Keeper implements ErrorHandler {
    @Override
    public void warning(SAXParseException e) {}

    @Override
    public void error(SAXParseException e) {
      boolean customAction =
          String.valueOf(e.getMessage()).startsWith(UNDESCRIBED) && !namespaces.contains(namespace);
      if (!customAction) {
        add(e);
      }
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }
}
