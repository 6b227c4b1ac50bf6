package dev.orch.zookeeper;

import dev.orch.model.ProjectName;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.Head;
import dev.orch.model.revision.ProjectSettings;
import dev.orch.model.revision.ProjectUsage;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.revision.RevisionStore;
import dev.orch.model.revision.Subscription;
import dev.orch.model.revision.WriteSession;
import dev.orch.zookeeper.codec.SettingsDocument;
import dev.orch.zookeeper.connection.Connection;
import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.connection.StandingWatch;
import dev.orch.zookeeper.layout.Layout;
import dev.orch.zookeeper.layout.ProjectLayout;
import dev.orch.zookeeper.manifest.ManifestReader;
import dev.orch.zookeeper.manifest.OpenedManifests;
import dev.orch.zookeeper.read.RevisionReader;
import dev.orch.zookeeper.read.StoredTree;
import dev.orch.zookeeper.read.UsageReader;
import dev.orch.zookeeper.write.ZooKeeperWriteSession;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Revisions in ZooKeeper. */
final class ZooKeeperRevisionStore implements RevisionStore {
  private final Connection connection;
  private final Layout layout;
  private final Clock clock;
  private final Random random;
  private final Reads reads;
  private final RevisionReader revisions;
  private final OpenedManifests opened = new OpenedManifests();

  ZooKeeperRevisionStore(Connection connection, Layout layout, Clock clock, Random random) {
    this.connection = connection;
    this.layout = layout;
    this.clock = clock;
    this.random = random;
    this.reads = new Reads(connection);
    this.revisions = new RevisionReader(reads, layout);
  }

  @Override
  public List<ProjectName> projects() throws InterruptedException {
    return revisions.projects();
  }

  @Override
  public Optional<Head> head(ProjectName project) throws InterruptedException {
    return revisions.head(project);
  }

  @Override
  public Optional<Head> latestHead(ProjectName project) throws InterruptedException {
    return revisions.latestHead(project);
  }

  @Override
  public FileTree open(ProjectName project, ComponentHead state) throws InterruptedException {
    return open(project, state, Manifest.EMPTY);
  }

  @Override
  public FileTree open(ProjectName project, ComponentHead state, Manifest like)
      throws InterruptedException {
    ProjectLayout place = layout.project(project);
    return new StoredTree(reads, place, opened.read(new ManifestReader(reads), place, state, like));
  }

  @Override
  public List<RevisionInfo> history(ProjectName project, int limit) throws InterruptedException {
    return revisions.history(project, limit);
  }

  @Override
  public Optional<RevisionInfo> revision(ProjectName project, long number)
      throws InterruptedException {
    return revisions.revision(project, number);
  }

  @Override
  public ProjectSettings settings(ProjectName project) throws InterruptedException {
    String path = layout.project(project).settings();
    return reads
        .latest(path)
        .map(node -> SettingsDocument.read(path, node.data()).settings())
        .orElse(ProjectSettings.NONE);
  }

  @Override
  public Optional<ProjectUsage> usage(ProjectName project) throws InterruptedException {
    Optional<Head> head = revisions.latestHead(project);
    return head.isEmpty()
        ? Optional.empty()
        : Optional.of(new UsageReader(reads, layout.project(project)).read(head.get()));
  }

  @Override
  public long bytesHeld(ProjectName project) throws InterruptedException {
    return revisions.bytesHeld(project);
  }

  @Override
  public Subscription watchHead(ProjectName project, Runnable lookAgain) {
    return StandingWatch.ofNode(connection, layout.project(project).head(), lookAgain);
  }

  @Override
  public WriteSession write(ProjectName project, String writer, Duration lockWait)
      throws InterruptedException {
    return ZooKeeperWriteSession.open(
        connection, layout, opened, project, writer, lockWait, clock, random);
  }
}
