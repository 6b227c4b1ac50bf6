package dev.orch.publisher.spec;

import dev.orch.model.path.Glob;

/**
 * Whether files that match are validated.
 *
 * @param enabled {@code false} switches validation off for them
 */
public record ValidationRule(Glob pattern, boolean enabled) {}
