package dev.orch.oozie.server;

import java.time.Instant;

/**
 * One run of a coordinator.
 *
 * @param number counted from one in each coordinator
 * @param nominal the time that it stands for
 */
public record CoordinatorAction(int number, Instant nominal, ActionStatus status) {}
