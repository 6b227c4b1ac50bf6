package dev.orch.model.settings;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every name by which a setting can be given, other than an option on the command line. The first
 * that is set wins: system property, its alias, environment variable, its alias, the key in {@code
 * conf/orch.yaml}.
 */
public enum Setting {
  DISTRIBUTED(
      "orch.config.distributed",
      "ORCH_CONFIG_DISTRIBUTED",
      "org.apache.oodt.config.distributed",
      "OODT_DISTRIBUTED_CONF"),
  ZK_CONNECT(
      "orch.zk.connect",
      "ORCH_ZK_CONNECT",
      "org.apache.oodt.config.zk.connectString",
      "ZK_CONNECT_STRING"),
  PROJECT("orch.project", "ORCH_PROJECT", "org.apache.oodt.config.project", "OODT_PROJECT"),
  COMPONENT("orch.component", "ORCH_COMPONENT"),
  INSTANCE("orch.instance", "ORCH_INSTANCE"),
  HOME("orch.home", "ORCH_HOME"),
  LABELS("orch.labels", "ORCH_LABELS"),
  ENDPOINTS("orch.endpoints", "ORCH_ENDPOINTS"),
  AUTHOR("orch.author", "ORCH_AUTHOR"),
  ZK_CONNECT_TIMEOUT("orch.zk.connect-timeout", "ORCH_ZK_CONNECT_TIMEOUT"),
  ZK_SESSION_TIMEOUT("orch.zk.session-timeout", "ORCH_ZK_SESSION_TIMEOUT"),
  ZK_REQUEST_TIMEOUT("orch.zk.request-timeout", "ORCH_ZK_REQUEST_TIMEOUT"),
  LOCK_WAIT("orch.publish.lock-wait", "ORCH_PUBLISH_LOCK_WAIT"),
  PROJECT_LIMIT("orch.publish.project-limit", "ORCH_PUBLISH_PROJECT_LIMIT"),
  FILE_LIMIT("orch.publish.file-limit", "ORCH_PUBLISH_FILE_LIMIT"),
  RETENTION("orch.publish.retention", "ORCH_PUBLISH_RETENTION"),
  CACHE_DIR("orch.cache.dir", "ORCH_CACHE_DIR"),
  RECONCILE_INTERVAL("orch.agent.reconcile-interval", "ORCH_AGENT_RECONCILE_INTERVAL"),
  STOP_TIMEOUT("orch.agent.stop-timeout", "ORCH_AGENT_STOP_TIMEOUT"),
  METRICS_PORT("orch.agent.metrics-port", "ORCH_AGENT_METRICS_PORT"),
  METRICS_HOST("orch.agent.metrics-host", "ORCH_AGENT_METRICS_HOST"),
  EXPORTER_PORT("orch.exporter.port", "ORCH_EXPORTER_PORT"),
  EXPORTER_HOST("orch.exporter.host", "ORCH_EXPORTER_HOST"),
  EXPORTER_CACHE("orch.exporter.cache", "ORCH_EXPORTER_CACHE"),
  HADOOP_CONF("orch.hadoop.conf", "ORCH_HADOOP_CONF", null, "HADOOP_CONF_DIR"),
  KERBEROS_PRINCIPAL("orch.kerberos.principal", "ORCH_KERBEROS_PRINCIPAL"),
  KERBEROS_KEYTAB("orch.kerberos.keytab", "ORCH_KERBEROS_KEYTAB"),
  OOZIE_URL("orch.oozie.url", "ORCH_OOZIE_URL", null, "OOZIE_URL"),
  OOZIE_AUTH("orch.oozie.auth", "ORCH_OOZIE_AUTH"),
  EXPORT_PROPERTIES("orch.config.export-properties", "ORCH_CONFIG_EXPORT_PROPERTIES");

  private final String property;
  private final String environment;
  private final @Nullable String propertyAlias;
  private final @Nullable String environmentAlias;

  Setting(String property, String environment) {
    this(property, environment, null, null);
  }

  Setting(
      String property,
      String environment,
      @Nullable String propertyAlias,
      @Nullable String environmentAlias) {
    this.property = property;
    this.environment = environment;
    this.propertyAlias = propertyAlias;
    this.environmentAlias = environmentAlias;
  }

  /** The system property; without its {@code orch.} also the key in {@code conf/orch.yaml}. */
  public String property() {
    return property;
  }

  /** The environment variable. */
  public String environment() {
    return environment;
  }

  /** The name by which users of another tool know the system property. */
  public Optional<String> propertyAlias() {
    return Optional.ofNullable(propertyAlias);
  }

  /** The name by which users of another tool know the environment variable. */
  public Optional<String> environmentAlias() {
    return Optional.ofNullable(environmentAlias);
  }

  /** The dotted key in {@code conf/orch.yaml}. */
  public String fileKey() {
    return property.substring("orch.".length());
  }
}
