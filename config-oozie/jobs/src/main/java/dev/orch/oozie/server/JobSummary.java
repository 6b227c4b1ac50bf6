package dev.orch.oozie.server;

/**
 * A job as it stands in a list.
 *
 * @param user whom it runs as
 */
public record JobSummary(JobId id, JobKind kind, String name, String user, JobStatus status) {}
