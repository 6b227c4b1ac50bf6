package dev.orch.publisher;

import static dev.orch.publisher.fixture.Fixtures.WEATHER;
import static dev.orch.publisher.fixture.Fixtures.request;
import static dev.orch.publisher.fixture.Fixtures.scan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.ComponentName;
import dev.orch.model.Digest;
import dev.orch.model.InstanceId;
import dev.orch.model.Problem;
import dev.orch.model.Progress;
import dev.orch.model.component.ContentSink;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.instance.InstanceReport;
import dev.orch.model.instance.InstanceState;
import dev.orch.model.instance.Registration;
import dev.orch.model.instance.SessionSlot;
import dev.orch.model.layer.LayerName;
import dev.orch.model.path.ConfigPath;
import dev.orch.model.revision.CommitProgress;
import dev.orch.publisher.fixture.SourceTreeInMemory;
import dev.orch.publisher.plan.ComponentStates;
import dev.orch.publisher.plan.Plan;
import dev.orch.publisher.scan.ComponentSelection;
import dev.orch.publisher.verify.InstanceDifference;
import dev.orch.publisher.verify.InstanceDifference.Kind;
import dev.orch.publisher.verify.Verifier;
import dev.orch.publisher.verify.VerifyReport;
import dev.orch.testing.InMemoryStore;
import dev.orch.testing.Trees;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VerifyTest {
  private static final ComponentName FILE_MGR = new ComponentName("file-mgr");

  private final InMemoryStore store = new InMemoryStore();
  private final Publisher publisher = new Publisher(store, PublisherSettings.DEFAULT);

  @AfterEach
  void close() {
    store.close();
  }

  private static SourceTreeInMemory tree() {
    return SourceTreeInMemory.of("file-mgr/a", "1", "file-mgr/b", "2");
  }

  private Digest publish() throws InterruptedException {
    publisher.publish(request(scan(tree())), CommitProgress.NONE);
    return store.revisions().head(WEATHER).orElseThrow().component(FILE_MGR).orElseThrow().digest();
  }

  private VerifyReport verify(SourceTreeInMemory tree) throws InterruptedException {
    return publisher.verify(WEATHER, scan(tree));
  }

  private Registration register(
      String id, InstanceState state, @Nullable Digest applied, List<ConfigPath> drifted)
      throws InterruptedException {
    InstanceReport report =
        new InstanceReport("node1", 1, "/home", state, 1, applied, 1, drifted, null, Instant.EPOCH);
    return store
        .instances()
        .register(WEATHER, FILE_MGR, new InstanceId(id), report, new NoSlot(), () -> {});
  }

  private static List<Kind> kinds(VerifyReport report) {
    return report.instances().stream().map(InstanceDifference::kind).toList();
  }

  @Test
  void inSyncMeansEveryByteAndEveryInstance() throws InterruptedException {
    Digest digest = publish();
    try (Registration one = register("one", InstanceState.APPLIED, digest, List.of())) {
      assertThat(one).isNotNull();
      VerifyReport report = verify(tree());
      assertThat(report.inSync()).isTrue();
      assertThat(report.filesRead()).isEqualTo(2);
      assertThat(report.instancesSeen()).isEqualTo(1);
    }
  }

  @Test
  void differencesAreFoundInBothDirections() throws InterruptedException {
    publish();
    assertThat(verify(tree().put("file-mgr/c", "3")).plan().addedCount()).isEqualTo(1);
    assertThat(verify(tree().remove("file-mgr/b")).plan().deletedCount()).isEqualTo(1);
    assertThat(verify(tree().put("file-mgr/b", "x")).plan().modifiedCount()).isEqualTo(1);
    assertThat(verify(tree().put("file-mgr/b", "x")).inSync()).isFalse();
  }

  @Test
  void whatWasNeverPublishedDiffers() throws InterruptedException {
    assertThat(verify(tree()).inSync()).isFalse();
    assertThat(store.revisions().projects()).isEmpty();
  }

  @Test
  void anInstanceThatRunsSomethingElseDiffers() throws InterruptedException {
    publish();
    Digest other = Digest.of(new byte[] {1});
    try (Registration stale = register("stale", InstanceState.APPLIED, other, List.of());
        Registration none = register("none", InstanceState.STARTING, null, List.of())) {
      assertThat(stale).isNotSameAs(none);
      assertThat(kinds(verify(tree())))
          .containsExactlyInAnyOrder(Kind.NOT_APPLIED, Kind.NOT_APPLIED, Kind.STATE);
    }
  }

  @Test
  void driftAndTroubleAreDifferences() throws InterruptedException {
    Digest digest = publish();
    List<ConfigPath> drifted = List.of(new ConfigPath("a"));
    try (Registration one = register("one", InstanceState.APPLIED, digest, drifted);
        Registration two = register("two", InstanceState.HELD, digest, List.of())) {
      assertThat(one).isNotSameAs(two);
      assertThat(verify(tree()).instances())
          .extracting(InstanceDifference::detail)
          .containsExactly("changed by someone else: a", "its state is held");
    }
  }

  @Test
  void anInstanceThatIsGoneWithoutAWordDiffersAndOneThatEndedInOrderDoesNot()
      throws InterruptedException {
    Digest digest = publish();
    register("lost", InstanceState.APPLIED, digest, List.of()).close();
    register("stopped", InstanceState.STOPPED, digest, List.of()).close();
    assertThat(kinds(verify(tree()))).containsExactly(Kind.NOT_LIVE);
  }

  @Test
  void publishedBytesThatAreNotWhatTheManifestSaysAreFound() throws InterruptedException {
    FileTree sound = Trees.of("a", "1", "b", "2");
    FileTree rotten = new Rotten(sound.manifest());
    SortedMap<LayerName, FileTree> published =
        new TreeMap<>(Map.of(LayerName.of(FILE_MGR), rotten));
    Plan nothing = new Plan(WEATHER, 1, new TreeMap<>(), 1, List.of());
    VerifyReport report =
        new Verifier(store.instances())
            .verify(
                WEATHER,
                nothing,
                ComponentStates.of(published),
                viewpoint -> Optional.empty(),
                ComponentSelection.ALL,
                Progress.NONE);
    assertThat(report.inSync()).isFalse();
    assertThat(report.damaged())
        .extracting(Problem::where)
        .containsExactly("file-mgr/a", "file-mgr/b");
  }

  /** Says one thing in its manifest, and holds another of the same size. */
  private record Rotten(Manifest manifest) implements FileTree {
    @Override
    public void read(Collection<FileEntry> files, ContentSink sink)
        throws IOException, InterruptedException {
      for (FileEntry file : files) {
        sink.accept(file, new ByteArrayInputStream(new byte[(int) file.size()]));
      }
    }
  }

  private static final class NoSlot implements SessionSlot {
    @Override
    public Optional<String> load() {
      return Optional.empty();
    }

    @Override
    public void save(String key) {}
  }

  @Test
  void howManyPublishedFilesAreReadIsTold() throws InterruptedException {
    publish();
    List<Long> told = new ArrayList<>();
    publisher.verify(
        WEATHER,
        scan(tree()),
        (files, filesTotal, bytes, bytesTotal) -> told.addAll(List.of(files, filesTotal, bytes)));
    assertThat(told).containsExactly(1L, 2L, 1L, 2L, 2L, 2L);
  }
}
