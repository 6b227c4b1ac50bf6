package dev.orch.config;

import dev.orch.model.OrchException;

/**
 * Told when the configuration of a component changes. In distributed mode on a thread of the
 * manager's ({@code orch-config-…}), one call at a time; in standalone mode on the thread that
 * calls {@link ConfigurationManager#loadConfiguration}. A listener that throws is logged; it does
 * not keep others from being told.
 */
@FunctionalInterface
public interface ConfigurationListener {
  /**
   * A configuration took the place of another; the new one is {@code change.after()}. Called once
   * for each revision that the manager sees; when several were published in quick succession, it
   * may see just the last of them.
   */
  void changed(ConfigurationChange change);

  /**
   * What is published could not be had or put in place; the last configuration stays as it is, and
   * the manager tries again by itself. Called once when the trouble begins or becomes another, not
   * for every attempt.
   */
  default void failed(OrchException problem) {}
}
