package dev.orch.publisher.validate;

import dev.orch.model.component.FileKind;
import dev.orch.model.path.ConfigPath;
import dev.orch.publisher.spec.Expectation;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Knows which check a file gets: by its kind and its extension. */
public final class ContentChecks {
  private static final Set<String> YAML = Set.of("yaml", "yml");
  private static final Set<String> XML = Set.of("xml", "xsd", "xsl", "xslt", "wsdl");

  private static final ContentCheck PROPERTIES_CHECK = new PropertiesCheck();
  private static final ContentCheck XML_CHECK = new XmlCheck();
  private static final ContentCheck HADOOP_CHECK = new HadoopCheck();
  private static final ContentCheck JSON_CHECK = new JsonCheck();
  private static final ContentCheck YAML_CHECK = new YamlCheck();

  private ContentChecks() {}

  /**
   * The check of what is expected of a file.
   *
   * @param schemas among the component's files
   */
  public static Optional<ContentCheck> of(
      ConfigPath path, FileKind kind, Expectation expected, Schemas schemas) {
    if (expected instanceof Expectation.Anything) {
      return Optional.empty();
    } else if (expected instanceof Expectation.HadoopConfiguration) {
      return Optional.of(HADOOP_CHECK);
    } else if (expected instanceof Expectation.ValidBySchema valid) {
      return Optional.of(new SchemaCheck(schemas, valid.schema()));
    } else if (expected instanceof Expectation.ValidByDtd valid) {
      return Optional.of(new DtdCheck(schemas, valid.dtd()));
    }
    return of(path, kind);
  }

  /**
   * Whatever is loaded or named as properties is checked as properties; {@code xml}, {@code xsd},
   * {@code xsl}, {@code xslt} and {@code wsdl} as XML; {@code json} as JSON; {@code yaml} and
   * {@code yml} as YAML; nothing else.
   */
  public static Optional<ContentCheck> of(ConfigPath path, FileKind kind) {
    String name = path.fileName().toLowerCase(Locale.ROOT);
    int dot = name.lastIndexOf('.');
    String extension = dot < 0 ? "" : name.substring(dot + 1);
    if (kind == FileKind.PROPERTIES || extension.equals("properties")) {
      return Optional.of(PROPERTIES_CHECK);
    }
    if (extension.equals("json")) {
      return Optional.of(JSON_CHECK);
    }
    if (YAML.contains(extension)) {
      return Optional.of(YAML_CHECK);
    }
    return XML.contains(extension) ? Optional.of(XML_CHECK) : Optional.empty();
  }
}
