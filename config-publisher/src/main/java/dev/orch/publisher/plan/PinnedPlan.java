package dev.orch.publisher.plan;

/** A plan, and what it takes to carry out exactly this one later. */
public record PinnedPlan(Plan plan, PlanPin pin) {}
