package dev.orch.publisher.provenance;

import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.revision.SourceCommit;
import dev.orch.publisher.scan.DesiredTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.IndexDiff;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.filter.PathFilter;

/** A tree in a Git work tree, linked work trees and submodules included. */
final class GitWorkTree implements SourceHistory {
  private static final String SCHEME = "git:";

  private final Repository repository;

  /** Where the tree is below the work tree's root, with a slash at the end, or empty. */
  private final String prefix;

  private GitWorkTree(Repository repository, String prefix) {
    this.repository = repository;
    this.prefix = prefix;
  }

  static SourceHistory open(Path tree) throws IOException {
    QuietSystemReader.install();
    FileRepositoryBuilder builder = new FileRepositoryBuilder().findGitDir(tree.toFile());
    if (builder.getGitDir() == null) {
      return NONE;
    }
    Repository repository = builder.build();
    if (repository.isBare()) {
      return NONE;
    }
    String below =
        repository
            .getWorkTree()
            .toPath()
            .toRealPath()
            .relativize(tree)
            .toString()
            .replace('\\', '/');
    return new GitWorkTree(repository, below.isEmpty() ? "" : below + "/");
  }

  @Override
  public Optional<SourceCommit> commit(DesiredTree tree) {
    try {
      ObjectId head = repository.resolve(Constants.HEAD);
      return head == null
          ? Optional.empty()
          : Optional.of(new SourceCommit(SCHEME + head.name(), isDirty(tree)));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private boolean isDirty(DesiredTree tree) throws IOException {
    IndexDiff diff = new IndexDiff(repository, Constants.HEAD, new FileTreeIterator(repository));
    if (!prefix.isEmpty()) {
      diff.setFilter(PathFilter.create(prefix.substring(0, prefix.length() - 1)));
    }
    diff.diff();
    return Stream.of(
                diff.getAdded(),
                diff.getChanged(),
                diff.getRemoved(),
                diff.getMissing(),
                diff.getModified(),
                diff.getUntracked(),
                diff.getConflicting())
            .flatMap(Set::stream)
            .anyMatch(path -> counts(path, tree))
        || publishesIgnored(diff, tree);
  }

  private boolean counts(String path, DesiredTree tree) {
    return path.startsWith(prefix) && tree.covers(path.substring(prefix.length()));
  }

  /** What Git ignores may be published all the same, and is then in no commit. */
  private boolean publishesIgnored(IndexDiff diff, DesiredTree tree) {
    Set<String> ignored = diff.getIgnoredNotInIndex();
    if (ignored.isEmpty()) {
      return false;
    }
    TreeSet<String> published =
        tree.components().entrySet().stream()
            .flatMap(
                component ->
                    component.getValue().manifest().files().keySet().stream()
                        .map(path -> prefix + component.getKey() + "/" + path))
            .collect(Collectors.toCollection(TreeSet::new));
    return ignored.stream()
        .anyMatch(
            path -> {
              String below = published.ceiling(path + "/");
              return published.contains(path) || (below != null && below.startsWith(path + "/"));
            });
  }

  @Override
  public Ancestry relationTo(SourceCommit published) {
    String id = published.id();
    if (!id.startsWith(SCHEME) || !ObjectId.isId(id.substring(SCHEME.length()))) {
      return Ancestry.UNKNOWN;
    }
    try (RevWalk walk = new RevWalk(repository)) {
      ObjectId head = repository.resolve(Constants.HEAD);
      if (head == null) {
        return Ancestry.UNKNOWN;
      }
      RevCommit ours = walk.parseCommit(head);
      RevCommit theirs = walk.parseCommit(ObjectId.fromString(id.substring(SCHEME.length())));
      if (ours.equals(theirs) || walk.isMergedInto(theirs, ours)) {
        return Ancestry.NOT_OLDER;
      }
      if (walk.isMergedInto(ours, theirs)) {
        return Ancestry.OLDER;
      }
      // In a shallow clone the line that leads from one to the other may have been cut off.
      boolean shallow = !repository.getObjectDatabase().getShallowCommits().isEmpty();
      return shallow ? Ancestry.UNKNOWN : Ancestry.NOT_OLDER;
    } catch (MissingObjectException | IncorrectObjectTypeException e) {
      return Ancestry.UNKNOWN;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private InvalidInputException unreadable(IOException e) {
    String directory = repository.getDirectory().toString();
    return new InvalidInputException(
        "the Git repository that the tree belongs to cannot be read",
        List.of(new Problem(directory, String.valueOf(e.getMessage()))),
        e);
  }

  /** Not {@code Repository.close()}: that starts a thread, for a cache that is not used here. */
  @Override
  public void close() {
    repository.getRefDatabase().close();
    repository.getObjectDatabase().close();
  }
}
