package dev.orch.publisher.plan;

import dev.orch.model.layer.LayerName;
import dev.orch.model.path.ConfigPath;

/**
 * One changed file, for people.
 *
 * @param text a unified diff; for what is not text, or too large, one line with sizes and digests;
 *     ends with a newline
 */
public record FileDiff(LayerName component, ConfigPath path, String text) {}
