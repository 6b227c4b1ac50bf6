package dev.orch.publisher.spec;

import dev.orch.model.path.Glob;

/** What is expected of files that match. */
public record ValidationRule(Glob pattern, Expectation expectation) {}
