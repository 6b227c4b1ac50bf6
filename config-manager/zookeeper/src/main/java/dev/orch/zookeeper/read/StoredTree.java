package dev.orch.zookeeper.read;

import dev.orch.model.component.ContentSink;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.zookeeper.codec.StoredFile;
import dev.orch.zookeeper.connection.BulkReads;
import dev.orch.zookeeper.connection.Reads;
import dev.orch.zookeeper.layout.ProjectLayout;
import dev.orch.zookeeper.manifest.ManifestReader;
import dev.orch.zookeeper.manifest.StoredManifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/** The files of a component in a revision. */
public final class StoredTree implements FileTree {
  private final BulkReads bulk;
  private final ManifestReader manifests;
  private final ProjectLayout project;

  /** With more of its shards as soon as their files are asked for. */
  private volatile StoredManifest stored;

  public StoredTree(Reads reads, ProjectLayout project, StoredManifest stored) {
    this.bulk = new BulkReads(reads);
    this.manifests = new ManifestReader(reads);
    this.project = project;
    this.stored = stored;
  }

  @Override
  public Manifest manifest() {
    return stored.manifest();
  }

  @Override
  public void read(Collection<FileEntry> files, ContentSink sink)
      throws IOException, InterruptedException {
    List<StoredFile> small = new ArrayList<>();
    List<StoredFile> large = new ArrayList<>();
    StoredManifest known =
        manifests.with(project, stored, files.stream().map(FileEntry::path).toList());
    stored = known;
    for (FileEntry file : files) {
      StoredFile found = find(known, file);
      (found.parts() == 0 ? small : large).add(found);
    }
    readSmall(small, sink);
    for (StoredFile file : large) {
      readLarge(file, sink);
    }
  }

  private static StoredFile find(StoredManifest stored, FileEntry file) {
    return stored
        .file(file.path())
        .filter(found -> found.entry().equals(file))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "this tree has no file " + file.path() + " like that"));
  }

  private void readSmall(List<StoredFile> files, ContentSink sink)
      throws IOException, InterruptedException {
    BulkReads.Pull<StoredFile> contents =
        bulk.pull(
            files.stream()
                .map(
                    file ->
                        new BulkReads.Item<>(
                            file, project.at(file.at()), (int) file.entry().size()))
                .iterator());
    for (StoredFile file : files) {
      try (InputStream content = new ByteArrayInputStream(contents.next())) {
        sink.accept(file.entry(), content);
      }
    }
  }

  private void readLarge(StoredFile file, ContentSink sink)
      throws IOException, InterruptedException {
    BulkReads.Pull<Integer> parts =
        bulk.pull(
            IntStream.range(0, file.parts())
                .mapToObj(
                    part ->
                        new BulkReads.Item<>(
                            part, project.at(file.at().part(part)), file.sizeOfPart(part)))
                .iterator());
    try (InputStream content = new PartStream(parts)) {
      sink.accept(file.entry(), content);
    } catch (InterruptedIOException e) {
      if (Thread.interrupted()) {
        InterruptedException interrupted = new InterruptedException("interrupted while reading");
        interrupted.initCause(e);
        throw interrupted;
      }
      throw e;
    }
  }
}
