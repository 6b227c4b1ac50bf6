package dev.orch.publisher.validate;

import dev.orch.model.component.FileKind;
import dev.orch.model.path.ConfigPath;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Knows which check a file gets: by its kind and its extension. */
public final class ContentChecks {
  private static final Set<String> YAML = Set.of("yaml", "yml");
  private static final Set<String> XML = Set.of("xml", "xsd", "xsl", "xslt", "wsdl");

  private static final ContentCheck PROPERTIES_CHECK = new PropertiesCheck();
  private static final ContentCheck XML_CHECK = new XmlCheck();
  private static final ContentCheck JSON_CHECK = new JsonCheck();
  private static final ContentCheck YAML_CHECK = new YamlCheck();

  private ContentChecks() {}

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
