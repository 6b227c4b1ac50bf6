package dev.orch.cli.publish;

import dev.orch.cli.plugin.TreeLocation;
import dev.orch.publisher.plan.PlanPin;

/**
 * A plan in a file.
 *
 * @param tree where the tree was when it was planned; absolute
 */
record SavedPlan(TreeLocation tree, PlanPin pin) {}
