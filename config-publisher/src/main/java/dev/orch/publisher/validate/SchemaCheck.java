package dev.orch.publisher.validate;

import dev.orch.model.Problem;
import dev.orch.model.path.ConfigPath;
import dev.orch.publisher.validate.Schemas.Unusable;
import dev.orch.publisher.validate.Schemas.Usable;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.util.List;
import javax.xml.transform.sax.SAXSource;
import javax.xml.validation.Validator;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Checks that a file is valid by an XML Schema of its component. */
record SchemaCheck(Schemas schemas, ConfigPath path) implements ContentCheck {
  @Override
  public List<Problem> check(String file, InputStream content) throws IOException {
    Schemas.Compiled compiled = schemas.schema(path);
    if (compiled instanceof Unusable unusable) {
      return List.of(
          new Problem(
              file, "its schema cannot be used: " + unusable.place() + ": " + unusable.reason()));
    }
    XmlFindings findings = new XmlFindings(file);
    Validator validator = ((Usable) compiled).schema().newValidator();
    validator.setErrorHandler(findings);
    try {
      // By a reader of ours, so that the document's own entities are bounded and open nothing.
      validator.validate(
          new SAXSource(
              SecureXml.plainParser().getXMLReader(),
              new InputSource(SecureXml.uncloseable(content))));
    } catch (SAXException | CharConversionException | UnsupportedEncodingException e) {
      findings.malformed(e);
    }
    return findings.problems();
  }
}
