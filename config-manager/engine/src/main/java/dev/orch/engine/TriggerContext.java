package dev.orch.engine;

import dev.orch.model.component.ActionList;
import dev.orch.model.component.ChangeList;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.Reaction;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a trigger is told.
 *
 * @param revision the number of the revision that is applied, or gone back to when undoing; 0 if
 *     there is none
 * @param home where the files are
 * @param actions what the move of the files changes, in the direction in which they move now, and
 *     what the apply asks for; an undo asks for the same as its apply, so that what was stopped is
 *     started again
 * @param from of the state that the files leave, by which what runs on it is stopped; null if orch
 *     had placed nothing
 * @param to of the state that the files come to, by which it is started; null when undoing goes
 *     back to nothing
 * @param undoing whether this apply is being taken back
 * @param resumed whether an earlier process may have done this step already
 */
public record TriggerContext(
    long revision,
    URI home,
    ActionList actions,
    @Nullable ComponentSpec from,
    @Nullable ComponentSpec to,
    boolean undoing,
    boolean resumed) {
  /** Of something that happens while the files stay as they are. */
  public static TriggerContext within(AppliedState applied, URI home, Reaction reaction) {
    ComponentSpec spec = applied.manifest().spec();
    return new TriggerContext(
        applied.revision(),
        home,
        new ActionList(new ChangeList(List.of(), false), reaction),
        spec,
        spec,
        false,
        false);
  }
}
