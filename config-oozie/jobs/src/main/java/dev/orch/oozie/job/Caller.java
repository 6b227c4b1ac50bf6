package dev.orch.oozie.job;

import org.jspecify.annotations.Nullable;

/**
 * Who calls a server.
 *
 * @param user whom calls are made as, and whose the jobs are. With Kerberos the server must know
 *     the principal by that name, or let it act for that user
 * @param authentication null where the component does not say it
 */
public record Caller(String user, @Nullable Authentication authentication) {}
