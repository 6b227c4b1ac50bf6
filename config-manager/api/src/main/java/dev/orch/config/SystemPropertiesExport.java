package dev.orch.config;

import dev.orch.model.settings.Setting;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * Keeps system properties equal to a component's, for components that look their settings up there.
 * Touches nothing but what it put there itself: what the command line or the application set stays,
 * and so does all that belongs to the Java platform or to orch.
 */
final class SystemPropertiesExport implements PropertiesExport {
  private static final Logger LOG = System.getLogger(SystemPropertiesExport.class.getName());

  private static final List<String> PROTECTED_PREFIXES =
      List.of(
          "java.",
          "javax.",
          "sun.",
          "com.sun.",
          "jdk.",
          "orch.",
          "os.",
          "user.",
          "file.",
          "path.",
          "line.",
          "native.",
          "stdin.",
          "stdout.",
          "stderr.");

  private final Properties target;
  private final Map<String, String> exported = new HashMap<>();
  private final Set<String> toldOf = new TreeSet<>();
  private boolean closed;

  /**
   * Creates it; nothing is exported yet.
   *
   * @param target the system properties
   */
  SystemPropertiesExport(Properties target) {
    this.target = target;
  }

  @Override
  public synchronized void update(Map<String, String> wanted) {
    if (closed) {
      return;
    }
    List<String> refused = new ArrayList<>();
    wanted.forEach(
        (key, value) -> {
          if (isProtected(key) || !put(key, value)) {
            refused.add(key);
          }
        });
    for (String key : List.copyOf(exported.keySet())) {
      if (!wanted.containsKey(key)) {
        takeBack(key);
      }
    }
    refused.removeIf(key -> !toldOf.add(key));
    if (!refused.isEmpty()) {
      LOG.log(
          Level.WARNING,
          "not exported, because they are set already or belong to Java or orch: {0}",
          refused);
    }
  }

  /** Whether the property has the value now, and it is ours. */
  private boolean put(String key, String value) {
    String ours = exported.get(key);
    boolean done =
        ours == null
            ? target.putIfAbsent(key, value) == null
            : ours.equals(value)
                ? value.equals(target.getProperty(key))
                : target.replace(key, ours, value);
    if (done) {
      exported.put(key, value);
    } else {
      // Someone set it since: from now on it is theirs.
      exported.remove(key);
    }
    return done;
  }

  private void takeBack(String key) {
    Optional.ofNullable(exported.remove(key)).ifPresent(value -> target.remove(key, value));
  }

  private static boolean isProtected(String key) {
    return key.isEmpty()
        || PROTECTED_PREFIXES.stream().anyMatch(key::startsWith)
        || Arrays.stream(Setting.values())
            .anyMatch(setting -> setting.propertyAlias().filter(key::equals).isPresent());
  }

  @Override
  public synchronized void close() {
    closed = true;
    List.copyOf(exported.keySet()).forEach(this::takeBack);
  }
}
