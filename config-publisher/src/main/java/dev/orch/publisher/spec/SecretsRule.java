package dev.orch.publisher.spec;

import dev.orch.model.path.Glob;

/**
 * Whether files that match are looked through for secrets.
 *
 * @param look {@code false}: what looks like one there is none
 */
public record SecretsRule(Glob pattern, boolean look) {}
