package dev.orch.engine;

import dev.orch.model.component.ActionList;
import dev.orch.model.component.ComponentSpec;
import java.net.URI;

/**
 * What a trigger is told.
 *
 * @param revision the number of the revision that is applied, or gone back to when undoing; 0 if
 *     there is none
 * @param home where the files are
 * @param actions what changes and what that asks for
 * @param spec of the state that is applied, or gone back to when undoing
 * @param undoing whether this apply is being taken back
 * @param resumed whether an earlier process may have done this step already
 */
public record TriggerContext(
    long revision,
    URI home,
    ActionList actions,
    ComponentSpec spec,
    boolean undoing,
    boolean resumed) {}
