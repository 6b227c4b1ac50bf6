package dev.orch.oozie.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.oozie.client.OozieClient;

/**
 * A schema that Oozie's client carries.
 *
 * @param location a URL, beside which is what it includes
 */
record SchemaFile(String location, String text) {
  /** The defaults of {@code oozie.service.SchemaService.*.schemas} in Oozie 5.2.1. */
  private static final List<String> NAMES =
      List.of(
          "oozie-workflow-0.1.xsd",
          "oozie-workflow-0.2.xsd",
          "oozie-workflow-0.2.5.xsd",
          "oozie-workflow-0.3.xsd",
          "oozie-workflow-0.4.xsd",
          "oozie-workflow-0.4.5.xsd",
          "oozie-workflow-0.5.xsd",
          "oozie-workflow-1.0.xsd",
          "oozie-coordinator-0.1.xsd",
          "oozie-coordinator-0.2.xsd",
          "oozie-coordinator-0.3.xsd",
          "oozie-coordinator-0.4.xsd",
          "oozie-coordinator-0.5.xsd",
          "oozie-bundle-0.1.xsd",
          "oozie-bundle-0.2.xsd",
          "oozie-sla-0.1.xsd",
          "oozie-sla-0.2.xsd",
          "shell-action-0.1.xsd",
          "shell-action-0.2.xsd",
          "shell-action-0.3.xsd",
          "shell-action-1.0.xsd",
          "email-action-0.1.xsd",
          "email-action-0.2.xsd",
          "hive-action-0.2.xsd",
          "hive-action-0.3.xsd",
          "hive-action-0.4.xsd",
          "hive-action-0.5.xsd",
          "hive-action-0.6.xsd",
          "hive-action-1.0.xsd",
          "hive2-action-0.1.xsd",
          "hive2-action-0.2.xsd",
          "hive2-action-1.0.xsd",
          "sqoop-action-0.2.xsd",
          "sqoop-action-0.3.xsd",
          "sqoop-action-0.4.xsd",
          "sqoop-action-1.0.xsd",
          "ssh-action-0.1.xsd",
          "ssh-action-0.2.xsd",
          "distcp-action-0.1.xsd",
          "distcp-action-0.2.xsd",
          "distcp-action-1.0.xsd",
          "spark-action-0.1.xsd",
          "spark-action-0.2.xsd",
          "spark-action-1.0.xsd",
          "git-action-1.0.xsd");

  private static final Pattern NAMESPACE = Pattern.compile("targetNamespace=\"([^\"]+)\"");

  /** A name of a node, in Oozie's words: nested repetitions. */
  private static final Pattern IDENTIFIER =
      Pattern.compile(
          Pattern.quote("([a-zA-Z") + "(_?)" + Pattern.quote("]([\\-_a-zA-Z0-9])*){1,39}"));

  /** All that describe definitions and actions. */
  static List<SchemaFile> all() {
    return NAMES.stream().map(SchemaFile::read).toList();
  }

  private static SchemaFile read(String name) {
    URL location = OozieClient.class.getResource("/" + name);
    if (location == null) {
      throw new IllegalStateException("Oozie's client carries no " + name);
    }
    try (InputStream in = location.openStream()) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new SchemaFile(location.toString(), linear(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The schema with a pattern for names that allows the same and is matched in time proportional to
   * the name: with Oozie's own the JDK tries all ways to cut a name into pieces, for hours, when a
   * sign in it is not allowed.
   */
  private static String linear(String schema) {
    return IDENTIFIER.matcher(schema).replaceAll("[a-zA-Z$1][\\\\-_a-zA-Z0-9]*");
  }

  /** The namespace that it describes. */
  String namespace() {
    Matcher matcher = NAMESPACE.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException(location + " describes no namespace");
    }
    return matcher.group(1);
  }
}
