package dev.orch.publisher.provenance;

import static dev.orch.publisher.fixture.Fixtures.OPTIONS;
import static dev.orch.publisher.fixture.Fixtures.WEATHER;
import static dev.orch.publisher.fixture.Fixtures.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orch.engine.LocalSourceTree;
import dev.orch.model.RefusedException;
import dev.orch.model.revision.CommitProgress;
import dev.orch.model.revision.SourceCommit;
import dev.orch.publisher.CommitResult;
import dev.orch.publisher.CommitResult.Committed;
import dev.orch.publisher.PublishRequest;
import dev.orch.publisher.Publisher;
import dev.orch.publisher.PublisherSettings;
import dev.orch.publisher.guard.Allowance;
import dev.orch.publisher.scan.DesiredTree;
import dev.orch.testing.InMemoryStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against real repositories on disk. */
class GitHistoryTest {
  @TempDir Path directory;

  private final InMemoryStore store = new InMemoryStore();
  private final Publisher publisher = new Publisher(store, PublisherSettings.DEFAULT);
  private Git git;
  private Path tree;

  @BeforeEach
  void initialize() throws GitAPIException, IOException {
    QuietSystemReader.install();
    git = Git.init().setDirectory(directory.resolve("work").toFile()).call();
    tree = directory.resolve("work/projects/weather");
    write("file-mgr/a", "1");
    write("../other/x/y", "unrelated");
  }

  @AfterEach
  void close() {
    git.close();
    store.close();
  }

  private void write(String path, String text) throws IOException {
    Path file = tree.resolve(path).normalize();
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }

  private String commit(String message) throws GitAPIException {
    git.add().addFilepattern(".").call();
    git.add().addFilepattern(".").setUpdate(true).call();
    RevCommit commit =
        git.commit().setMessage(message).setAuthor("a", "a@x").setCommitter("a", "a@x").call();
    return "git:" + commit.name();
  }

  private void checkout(String commit) throws GitAPIException {
    git.checkout().setName(commit.substring("git:".length())).call();
  }

  private DesiredTree scanned(Path from) throws InterruptedException {
    return scan(new LocalSourceTree(from));
  }

  private SourceCommit found() throws InterruptedException {
    return found(tree);
  }

  private SourceCommit found(Path from) throws InterruptedException {
    try (SourceHistory history = GitHistory.find(from)) {
      return history.commit(scanned(from)).orElseThrow();
    }
  }

  private CommitResult publish(Allowance... allowed) throws InterruptedException {
    try (SourceHistory history = GitHistory.find(tree)) {
      return publisher.publish(
          new PublishRequest(WEATHER, scanned(tree), history, Set.of(allowed), OPTIONS),
          CommitProgress.NONE);
    }
  }

  @Test
  void outsideAWorkTreeThereIsNoHistory(@TempDir Path elsewhere) {
    assertThat(GitHistory.find(elsewhere)).isSameAs(SourceHistory.NONE);
    assertThat(GitHistory.find(elsewhere.resolve("missing"))).isSameAs(SourceHistory.NONE);
  }

  @Test
  void whatIsOpenedAheadKnowsTheSame(@TempDir Path elsewhere) throws Exception {
    commit("first");
    DesiredTree desired = scanned(tree);
    try (SourceHistory history = GitHistory.findAhead(tree)) {
      assertThat(history.commit(desired)).contains(found());
      assertThat(history.relationTo(found())).isEqualTo(Ancestry.NOT_OLDER);
    }
    for (Path none : List.of(elsewhere, elsewhere.resolve("missing"))) {
      try (SourceHistory history = GitHistory.findAhead(none)) {
        assertThat(history.commit(desired)).isEmpty();
        assertThat(history.relationTo(found())).isEqualTo(Ancestry.UNKNOWN);
      }
    }
  }

  @Test
  void anInterruptIsKeptWhileAHistoryIsOpened() throws Exception {
    commit("first");
    DesiredTree desired = scanned(tree);
    Thread.currentThread().interrupt();
    try (SourceHistory history = GitHistory.findAhead(tree)) {
      assertThat(history.commit(desired)).isPresent();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void withoutAnyCommitThereIsNone() throws InterruptedException {
    try (SourceHistory history = GitHistory.find(tree)) {
      assertThat(history.commit(scanned(tree))).isEmpty();
    }
  }

  @Test
  void theCommitIsRecordedWithTheRevision() throws Exception {
    String id = commit("first");
    assertThat(publish())
        .isInstanceOfSatisfying(
            Committed.class,
            it ->
                assertThat(it.revision().authorship().source())
                    .contains(new SourceCommit(id, false)));
  }

  @Test
  void onlyWhatIsPublishedMakesItDirty() throws Exception {
    write(".orchignore", "*.log\n");
    commit("first");
    assertThat(found().dirty()).isFalse();
    write("../other/x/y", "changed elsewhere");
    write("README", "beside the components");
    write("file-mgr/x.log", "left out");
    assertThat(found().dirty()).isFalse();
    write("file-mgr/new", "untracked");
    assertThat(found().dirty()).isTrue();
  }

  @Test
  void changedDeletedStagedAndIgnoredFilesMakeItDirty() throws Exception {
    write("file-mgr/b", "2");
    commit("first");
    write("file-mgr/a", "one");
    assertThat(found().dirty()).as("changed").isTrue();
    write("file-mgr/a", "1");
    assertThat(found().dirty()).as("changed back").isFalse();
    Files.delete(tree.resolve("file-mgr/b"));
    assertThat(found().dirty()).as("deleted").isTrue();
    write("file-mgr/b", "2");
    write("../../.gitignore", "secret*\n");
    commit("ignore");
    assertThat(found().dirty()).isFalse();
    write("file-mgr/secret/key", "published all the same");
    assertThat(found().dirty()).as("ignored by Git, yet published").isTrue();
  }

  @Test
  void anOlderCheckoutIsRefusedUnlessAllowed() throws Exception {
    String first = commit("first");
    write("file-mgr/a", "2");
    String second = commit("second");
    publish();
    checkout(first);
    RefusedException refused = catchThrowableOfType(RefusedException.class, () -> publish());
    assertThat(refused).hasMessageContaining(first).hasMessageContaining(second);
    assertThat(refused.advice()).contains("--allow-stale");
    assertThat(publish(Allowance.STALE)).isInstanceOf(Committed.class);
    checkout(second);
    assertThat(publish()).as("forward again").isInstanceOf(Committed.class);
  }

  @Test
  void anotherLineOfDevelopmentIsNotStale() throws Exception {
    String first = commit("first");
    write("file-mgr/a", "2");
    commit("second");
    publish();
    checkout(first);
    write("file-mgr/a", "3");
    commit("beside the second");
    assertThat(publish()).isInstanceOf(Committed.class);
  }

  @Test
  void afterARollbackWhatCountsIsTheCommitThatIsLive() throws Exception {
    String first = commit("first");
    publish();
    write("file-mgr/a", "2");
    commit("second");
    publish();
    publisher.rollback(WEATHER, 1, OPTIONS);
    checkout(first);
    write("file-mgr/b", "new");
    assertThat(publish()).isInstanceOf(Committed.class);
  }

  @Test
  void aCommitThatIsNotKnownHereIsAWarning() throws Exception {
    commit("first");
    publish();
    git.close();
    Path elsewhere = directory.resolve("another");
    git = Git.init().setDirectory(elsewhere.toFile()).call();
    tree = elsewhere.resolve("weather");
    write("file-mgr/a", "2");
    commit("of another repository");
    assertThat(publish().warnings()).singleElement().asString().contains("not known");
  }

  @Test
  void whatAShallowCloneCutOffIsNotKnown() throws Exception {
    String first = commit("first");
    git.branchCreate().setName("old").call();
    write("file-mgr/a", "2");
    String second = commit("second");
    write("file-mgr/a", "3");
    String third = commit("third");
    Path clone = directory.resolve("clone");
    try (Git shallow =
        Git.cloneRepository()
            .setURI(directory.resolve("work").toUri().toString())
            .setDirectory(clone.toFile())
            .setCloneAllBranches(true)
            .setDepth(1)
            .call()) {
      shallow.checkout().setName(first.substring("git:".length())).call();
    }
    try (SourceHistory history = GitHistory.find(clone.resolve("projects/weather"))) {
      // It is older; but the line from the third to it is not there, and the second is not at all.
      assertThat(history.relationTo(new SourceCommit(third, false))).isEqualTo(Ancestry.UNKNOWN);
      assertThat(history.relationTo(new SourceCommit(second, false))).isEqualTo(Ancestry.UNKNOWN);
      assertThat(history.relationTo(new SourceCommit(first, false))).isEqualTo(Ancestry.NOT_OLDER);
    }
  }

  @Test
  void aLinkedWorkTreeIsFollowedToItsRepository() throws Exception {
    String id = commit("first");
    // As `git worktree add` lays it out.
    Path common = directory.resolve("work/.git");
    Path linked = Files.createDirectories(directory.resolve("linked"));
    Path admin = Files.createDirectories(common.resolve("worktrees/linked"));
    Files.writeString(linked.resolve(".git"), "gitdir: " + admin + "\n", StandardCharsets.UTF_8);
    Files.writeString(admin.resolve("commondir"), "../..\n", StandardCharsets.UTF_8);
    Files.writeString(
        admin.resolve("gitdir"), linked.resolve(".git") + "\n", StandardCharsets.UTF_8);
    Files.writeString(
        admin.resolve("HEAD"), id.substring("git:".length()) + "\n", StandardCharsets.UTF_8);
    Files.copy(common.resolve("index"), admin.resolve("index"));
    Path below = Files.createDirectories(linked.resolve("projects/weather/file-mgr"));
    Files.writeString(below.resolve("a"), "1", StandardCharsets.UTF_8);
    assertThat(found(linked.resolve("projects/weather"))).isEqualTo(new SourceCommit(id, false));
    Files.writeString(below.resolve("a"), "2", StandardCharsets.UTF_8);
    assertThat(found(linked.resolve("projects/weather")).dirty()).isTrue();
  }

  @Test
  void theRootOfTheWorkTreeMayItselfBeTheTree() throws Exception {
    write("../../file-mgr/a", "1");
    String id = commit("first");
    assertThat(found(directory.resolve("work"))).isEqualTo(new SourceCommit(id, false));
  }

  @Test
  void nothingIsWrittenIntoTheWorkTreeAndNoThreadStays() throws Exception {
    commit("first");
    Set<String> before = new TreeSet<>();
    Thread.getAllStackTraces().keySet().forEach(thread -> before.add(thread.getName()));
    Set<Path> files = files();
    assertThat(found().dirty()).isFalse();
    assertThat(files()).isEqualTo(files);
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("JGit") && !before.contains(name));
  }

  private Set<Path> files() throws IOException {
    try (var all = Files.walk(directory.resolve("work"))) {
      return all.collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
