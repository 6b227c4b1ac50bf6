package dev.orch.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * System properties that libraries and Java read when they are first needed. What they would look
 * for in every jar on the class path is named here instead; see ADR 29.
 */
final class StartSettings {
  static final String SELECTORS = "java.nio.channels.spi.SelectorProvider";
  static final String LOG_PROVIDER = "slf4j.provider";

  /** Of SLF4J itself, which otherwise says that a provider was named. */
  static final String LOG_VERBOSITY = "slf4j.internal.verbosity";

  private static final String LOGGER = "org.slf4j.simpleLogger.";
  static final String LOG_LEVEL = LOGGER + "defaultLogLevel";
  static final String SHOW_TIME = LOGGER + "showDateTime";
  static final String TIME_FORMAT = LOGGER + "dateTimeFormat";

  /** What Java takes on Linux when it has found no other. */
  private static final String LINUX_SELECTORS = "sun.nio.ch.EPollSelectorProvider";

  private static final List<String> LONG_LIVED = List.of("agent", "server", "exporter");

  private StartSettings() {}

  /** For a call with these arguments. */
  static Map<String, String> of(String[] args, boolean verbose) {
    Map<String, String> settings = new HashMap<>();
    settings.put(LOG_PROVIDER, "org.slf4j.simple.SimpleServiceProvider");
    settings.put(LOG_VERBOSITY, "WARN");
    if (isThere(LINUX_SELECTORS)) {
      settings.put(SELECTORS, LINUX_SELECTORS);
    }
    if (verbose) {
      settings.put(LOG_LEVEL, "debug");
    }
    // The format of a time loads what Java knows of languages, a tenth of a short command. An
    // argument of that name that is no command costs just that.
    if (verbose || List.of(args).stream().anyMatch(LONG_LIVED::contains)) {
      settings.put(SHOW_TIME, "true");
      settings.put(TIME_FORMAT, "yyyy-MM-dd'T'HH:mm:ssXXX");
    }
    return settings;
  }

  /** In the Java platform; no jar is opened to find that out. */
  private static boolean isThere(String name) {
    try {
      Class.forName(name, false, ClassLoader.getPlatformClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** Whoever started us with another value is heeded. */
  static void setUnlessGiven(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}
