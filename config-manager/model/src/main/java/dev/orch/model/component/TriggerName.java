package dev.orch.model.component;

import java.util.regex.Pattern;

/** Names that {@code trigger:} in {@code component.yaml} may ask for. */
public final class TriggerName {
  /** What {@link #isOfPlugin} asks for, in words. */
  public static final String PLUGIN_RULE =
      "a plug-in's name has a dot, as in acme.flink: lower-case letters, digits and hyphens between"
          + " dots, at most 100 characters";

  private static final int MAX_LENGTH = 100;
  private static final Pattern OF_PLUGIN = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)+");

  private TriggerName() {}

  /**
   * Whether it can be the name of a plug-in's trigger. Those of orch itself never have a dot, so
   * that neither can be taken for the other and a slip in one of orch's is noticed without knowing
   * the plug-ins.
   */
  public static boolean isOfPlugin(String name) {
    return name.length() <= MAX_LENGTH && OF_PLUGIN.matcher(name).matches();
  }
}
