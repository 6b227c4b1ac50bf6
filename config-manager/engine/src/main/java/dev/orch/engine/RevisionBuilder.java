package dev.orch.engine;

import dev.orch.engine.fs.FileStat;
import dev.orch.engine.fs.HomeEffects;
import dev.orch.engine.fs.Place;
import dev.orch.engine.fs.SecureRoot;
import dev.orch.engine.fs.Stamp;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.path.ConfigPath;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the directory of a state of a versioned component, whole and synced before it gets the name
 * by which it is known. Files that are as they shall be elsewhere are linked, so that making it
 * costs as much as what differs. One that is there already may have been changed by anyone, through
 * any of the names its files have: it is read, and made anew unless every byte is right.
 */
final class RevisionBuilder {
  private final SecureRoot root;
  private final HomeEffects effects;
  private final RevisionRecipe recipe;
  private final Place target;
  private final Map<ConfigPath, Stamp> stamps = new HashMap<>();
  private final List<Place> made = new ArrayList<>();

  RevisionBuilder(SecureRoot root, HomeEffects effects, RevisionRecipe recipe) {
    this.root = root;
    this.effects = effects;
    this.recipe = recipe;
    this.target = Whereabouts.directory(recipe.state());
  }

  /**
   * Makes it.
   *
   * @return the stamps of its files
   * @throws IOException as {@link Stager#stage} does
   */
  Map<ConfigPath, Stamp> build(FileTree tree) throws IOException, InterruptedException {
    List<Stager.Item> missing;
    try {
      Map<ConfigPath, Stamp> there = verified();
      if (isDirectory(target) && there.size() == recipe.state().files().size()) {
        return there;
      }
      makeDirectories();
      missing = linkAll(there);
    } catch (IOException e) {
      throw new HomeAccessException(e);
    }
    stamps.putAll(new Stager(root, effects).stage(tree, missing));
    try {
      publish();
    } catch (IOException e) {
      throw new HomeAccessException(e);
    }
    return stamps;
  }

  private boolean isDirectory(Place place) throws IOException {
    return root.stat(place).map(FileStat::isDirectory).orElse(false);
  }

  /** The files that lie in the directory already just as they shall be. */
  private Map<ConfigPath, Stamp> verified() throws IOException {
    Map<ConfigPath, Stamp> right = new HashMap<>();
    if (isDirectory(target)) {
      for (FileEntry file : recipe.state().files().values()) {
        Place place = target.child(file.path());
        Optional<FileStat> stat = root.stat(place);
        if (stat.isPresent() && isRight(place, file, stat.get())) {
          right.put(file.path(), stat.get().stamp());
        }
      }
    }
    return right;
  }

  private boolean isRight(Place place, FileEntry file, FileStat stat) throws IOException {
    return stat.isRegular()
        && stat.executable() == file.executable()
        && stat.size() == file.size()
        && root.digest(place).equals(file.digest());
  }

  private void makeDirectories() throws IOException {
    if (!isDirectory(OrchFiles.REVISIONS)) {
      effects.makeDirectory(OrchFiles.REVISIONS);
      effects.syncDirectory(OrchFiles.ORCH);
    }
    effects.makeDirectory(OrchFiles.BUILT);
    made.add(OrchFiles.BUILT);
    if (!recipe.former().isRoot()) {
      dress(OrchFiles.BUILT, recipe.former());
    }
    Set<ConfigPath> directories = new LinkedHashSet<>();
    recipe.state().files().keySet().forEach(file -> addParents(file, directories));
    for (ConfigPath directory : directories) {
      Place place = OrchFiles.BUILT.child(directory);
      effects.makeDirectory(place);
      made.add(place);
      dress(place, recipe.former().child(directory));
    }
  }

  private static void addParents(ConfigPath path, Set<ConfigPath> directories) {
    path.parent()
        .filter(parent -> !directories.contains(parent))
        .ifPresent(
            parent -> {
              addParents(parent, directories);
              directories.add(parent);
            });
  }

  /** What someone closed or opened to others in the state before stays so. */
  private void dress(Place directory, Place former) throws IOException {
    Optional<FileStat> like = root.stat(former).filter(FileStat::isDirectory);
    if (like.isPresent()) {
      effects.dress(directory, like.get(), true);
    }
  }

  /** Links what is at hand; returns what has to be fetched. */
  private List<Stager.Item> linkAll(Map<ConfigPath, Stamp> there) throws IOException {
    List<Stager.Item> missing = new ArrayList<>();
    for (FileEntry file : recipe.state().files().values()) {
      ConfigPath path = file.path();
      boolean linked =
          link(target.child(path), there.get(path), file)
              || link(recipe.former().child(path), recipe.unchanged().get(path), file);
      if (!linked) {
        Place former = recipe.former().child(path);
        boolean replaces = root.stat(former).map(FileStat::isRegular).orElse(false);
        missing.add(new Stager.Item(file, OrchFiles.BUILT.child(path), replaces ? former : null));
      }
    }
    return missing;
  }

  private boolean link(Place from, @Nullable Stamp stamp, FileEntry file) throws IOException {
    if (stamp == null) {
      return false;
    }
    Place place = OrchFiles.BUILT.child(file.path());
    try {
      effects.link(from, place);
    } catch (NoSuchFileException e) {
      return false;
    }
    // Someone may have written to it since it was looked at; and a file system without links
    // copies.
    FileStat linked = root.stat(place).orElseThrow(() -> new NoSuchFileException(place.toString()));
    if (!linked.stamp().equals(stamp) && !isRight(place, file, linked)) {
      effects.delete(place);
      return false;
    }
    stamps.put(file.path(), linked.stamp());
    return true;
  }

  private void publish() throws IOException {
    for (int i = made.size() - 1; i >= 0; i--) {
      effects.syncDirectory(made.get(i));
    }
    if (root.stat(target).isPresent()) {
      effects.move(target, OrchFiles.REPLACED);
    }
    effects.move(OrchFiles.BUILT, target);
    effects.syncDirectory(OrchFiles.REVISIONS);
  }
}
