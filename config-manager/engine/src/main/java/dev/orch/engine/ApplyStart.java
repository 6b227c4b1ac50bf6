package dev.orch.engine;

import dev.orch.engine.fs.DurableFile;
import dev.orch.engine.fs.HomeEffects;
import dev.orch.engine.fs.HomeEffects.Access;
import dev.orch.engine.fs.Place;
import dev.orch.engine.fs.SecureRoot;
import dev.orch.engine.fs.Stamp;
import dev.orch.engine.state.Inventory;
import dev.orch.engine.state.Journal;
import dev.orch.engine.state.Journal.Direction;
import dev.orch.engine.state.Journal.Phase;
import dev.orch.engine.state.Plan;
import dev.orch.engine.state.Step;
import dev.orch.engine.state.Step.Former;
import dev.orch.model.Digest;
import dev.orch.model.component.FileTree;
import dev.orch.model.path.ConfigPath;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Prepares an apply up to its journal: everything that the moves and their undoing need is on the
 * disk then, and nothing of the home has been touched. Before that, all of it can be thrown away.
 */
final class ApplyStart {
  /** What was prepared, as it is on the disk. */
  record Prepared(Journal journal, Plan plan, Inventory next) {}

  private final SecureRoot root;
  private final HomeEffects effects;
  private final HomeDocuments documents;

  ApplyStart(LocalHome home) {
    this.root = home.root();
    this.effects = home.effects();
    this.documents = home.documents();
  }

  /**
   * Prepares.
   *
   * @param originals a name that no apply before had
   * @throws IOException as {@link Stager#stage} does; nothing is left of it then
   */
  Prepared prepare(
      HomePlan home, FileTree tree, long revision, boolean specChanged, String originals)
      throws IOException, InterruptedException {
    try {
      return stageAll(home, tree, revision, specChanged, originals);
    } catch (IOException | InterruptedException | RuntimeException e) {
      try {
        withdraw();
      } catch (IOException | RuntimeException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  /** The journal goes first: it may be there although writing it failed, and needs all the rest. */
  private void withdraw() throws IOException {
    if (root.stat(OrchFiles.JOURNAL).isPresent()) {
      documents.removeJournal();
    }
    discard();
  }

  /** Removes what an apply without a journal left, and documents that were not finished. */
  void discard() throws IOException {
    if (root.stat(OrchFiles.APPLY).isPresent()) {
      effects.deleteTree(OrchFiles.APPLY);
    }
    for (Place document : OrchFiles.DOCUMENTS) {
      Place unfinished = DurableFile.unfinished(document);
      if (root.stat(unfinished).isPresent()) {
        effects.deleteTree(unfinished);
      }
    }
    if (root.stat(OrchFiles.SCRATCH).isEmpty()) {
      effects.makeDirectory(OrchFiles.SCRATCH);
    }
    for (String name : root.list(OrchFiles.SCRATCH)) {
      effects.deleteTree(OrchFiles.SCRATCH.child(name));
    }
  }

  private Prepared stageAll(
      HomePlan home, FileTree tree, long revision, boolean specChanged, String originals)
      throws IOException, InterruptedException {
    makeDirectories();
    Map<ConfigPath, Stamp> stamps = new HashMap<>(home.stamps());
    stamps.putAll(new Stager(root, effects).stage(tree, items(home)));
    RevisionRecipe recipe = home.recipe();
    if (recipe != null) {
      stamps.putAll(new RevisionBuilder(root, effects, recipe).build(tree));
    }
    try {
      return write(home, revision, specChanged, originals, stamps);
    } catch (IOException e) {
      throw new HomeAccessException(e);
    }
  }

  private static List<Stager.Item> items(HomePlan home) {
    return home.puts().stream()
        .map(
            put -> {
              Place like = put.former() == null ? null : home.base().child(put.path());
              return new Stager.Item(put.after(), Mover.staged(put.index()), like);
            })
        .toList();
  }

  private void makeDirectories() throws HomeAccessException {
    try {
      discard();
      effects.makeDirectory(OrchFiles.APPLY);
      effects.makeDirectory(OrchFiles.STAGED);
      effects.makeDirectory(OrchFiles.SAVED);
    } catch (IOException e) {
      throw new HomeAccessException(e);
    }
  }

  private Prepared write(
      HomePlan home,
      long revision,
      boolean specChanged,
      String originals,
      Map<ConfigPath, Stamp> stamps)
      throws IOException {
    boolean previous = documents.inventory().isPresent();
    Inventory next = home.inventory(revision, stamps);
    Plan plan = home.plan(revision, previous, originals, specChanged);
    byte[] document = plan.format();
    DurableFile.create(effects, OrchFiles.NEXT_INVENTORY, next.format(), Access.USUAL);
    DurableFile.create(effects, OrchFiles.PLAN, document, Access.OWNER);
    if (previous) {
      effects.link(OrchFiles.INVENTORY, OrchFiles.FORMER_INVENTORY);
    }
    save(plan, home.base());
    effects.syncDirectory(OrchFiles.STAGED);
    effects.syncDirectory(OrchFiles.SAVED);
    effects.syncDirectory(OrchFiles.APPLY);
    // The journal must not reach the disk before what it speaks of, not even by one name.
    effects.syncDirectory(OrchFiles.ORCH);
    Journal journal = new Journal(Direction.FORWARD, Phase.STAGED, Digest.of(document), "");
    documents.write(journal);
    return new Prepared(journal, plan, next);
  }

  private void save(Plan plan, Place base) throws IOException {
    for (Step step : plan.steps()) {
      if (step instanceof Step.Put put) {
        Former former = put.former();
        if (former != null) {
          effects.link(base.child(put.path()), Mover.saved(put.index()));
        }
      } else if (step instanceof Step.Delete delete) {
        effects.link(base.child(delete.path()), Mover.saved(delete.index()));
      }
    }
  }
}
