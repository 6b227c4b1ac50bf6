package dev.orch.oozie.definition;

/**
 * Something in a document that a schema does not allow.
 *
 * @param line where the tag ends that is to blame, counted from 1
 * @param column behind that tag, counted from 1
 * @param what as the parser says it
 */
public record SchemaViolation(int line, int column, String what) {}
