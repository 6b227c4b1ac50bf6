package dev.orch.model.event;

import java.time.Instant;

/**
 * An event as the store has it.
 *
 * @param number rises from event to event of a project, not always by one
 * @param at when it was recorded, by the store's clock
 */
public record RecordedEvent(long number, Instant at, Event event) {}
