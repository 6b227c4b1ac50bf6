package dev.orch.zookeeper.write;

import dev.orch.model.Digest;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.HashedBytes;
import dev.orch.model.path.ConfigPath;
import dev.orch.model.revision.CommitProgress;
import dev.orch.zookeeper.codec.RevisionDocument;
import dev.orch.zookeeper.codec.StoredFile;
import dev.orch.zookeeper.layout.Layout;
import dev.orch.zookeeper.layout.ProjectLayout;
import dev.orch.zookeeper.manifest.NewNode;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes the subtree of a new revision: nobody reads it before it is committed. */
final class AttemptWriter {
  private static final byte[] NO_DATA = {};

  private final ProjectLayout project;
  private final CommitPlan plan;
  private final FencedBatches batches;
  private final Set<String> made = new HashSet<>();

  AttemptWriter(
      Writer writer, Fence fence, ProjectLayout project, CommitPlan plan, CommitProgress progress) {
    this.project = project;
    this.plan = plan;
    Counter counter = new Counter(plan, progress);
    this.batches = new FencedBatches(writer, fence, counter::stored);
  }

  private static final class Counter {
    private final CommitProgress progress;
    private final long files;
    private final long bytes;
    private long filesDone;
    private long bytesDone;

    Counter(CommitPlan plan, CommitProgress progress) {
      this.progress = progress;
      this.files = plan.filesToWrite();
      this.bytes = plan.fileBytesToWrite();
    }

    void stored(int moreFiles, long moreBytes) {
      filesDone += moreFiles;
      bytesDone += moreBytes;
      progress.update(filesDone, files, bytesDone, bytes);
    }
  }

  /**
   * Writes everything. The last of it may still be on its way then.
   *
   * @return what knows of that
   * @throws IOException when the desired tree cannot be read, or is not what its manifest says
   */
  FencedBatches write() throws IOException, InterruptedException {
    String root = project.revision(plan.revision());
    made.add(project.revisions());
    create(root, new RevisionDocument.Writing().write(), 0, 0);
    for (CommitPlan.NewComponent component : plan.written()) {
      // First, because a file's or shard's parents would make the manifest's node without data.
      List<NewNode> documents = component.documents();
      createDocument(documents.get(documents.size() - 1));
      for (NewNode shard : documents.subList(0, documents.size() - 1)) {
        createDocument(shard);
      }
      writeFiles(component);
    }
    return batches;
  }

  private void createDocument(NewNode document) throws InterruptedException {
    create(project.at(document.at()), document.data(), 0, 0);
  }

  private void create(String path, byte[] data, int files, long bytes) throws InterruptedException {
    ensureParents(path);
    made.add(path);
    batches.add(FencedBatches.Change.create(path, data, files, bytes));
  }

  private void ensureParents(String path) throws InterruptedException {
    String parent = Layout.parent(path);
    if (!made.contains(parent)) {
      create(parent, NO_DATA, 0, 0);
    }
  }

  private void writeFiles(CommitPlan.NewComponent component)
      throws IOException, InterruptedException {
    Map<ConfigPath, StoredFile> expected = new HashMap<>();
    component.files().forEach(file -> expected.put(file.entry().path(), file));
    if (expected.isEmpty()) {
      return;
    }
    component
        .tree()
        .read(
            component.files().stream().map(StoredFile::entry).toList(),
            (entry, content) -> {
              StoredFile file = expected.remove(entry.path());
              if (file == null) {
                throw new IOException(entry.path() + " was read without being asked for");
              }
              writeFile(file, content);
            });
    if (!expected.isEmpty()) {
      throw new IOException(expected.keySet().iterator().next() + " could not be read");
    }
  }

  private void writeFile(StoredFile file, InputStream content)
      throws IOException, InterruptedException {
    String path = project.at(file.at());
    HashedBytes hashed = HashedBytes.behind(content).orElse(null);
    if (hashed != null && file.parts() == 0) {
      requireUnchanged(file.entry(), hashed.bytes().length, hashed.digest());
      create(path, hashed.bytes(), 1, hashed.bytes().length);
      return;
    }
    MessageDigest sha256 = Digest.newSha256();
    if (file.parts() == 0) {
      // One byte more than it should have tells a file that has grown.
      byte[] bytes = content.readNBytes((int) file.entry().size() + 1);
      sha256.update(bytes);
      requireUnchanged(file.entry(), bytes.length, Digest.finish(sha256));
      create(path, bytes, 1, bytes.length);
      return;
    }
    create(path, NO_DATA, 0, 0);
    long size = 0;
    for (int part = 0; part < file.parts(); part++) {
      boolean last = part == file.parts() - 1;
      byte[] bytes = content.readNBytes(file.sizeOfPart(part));
      sha256.update(bytes);
      size += bytes.length;
      create(project.at(file.at().part(part)), bytes, last ? 1 : 0, bytes.length);
    }
    requireUnchanged(file.entry(), content.read() < 0 ? size : size + 1, Digest.finish(sha256));
  }

  private static void requireUnchanged(FileEntry file, long size, Digest digest)
      throws IOException {
    if (size != file.size() || !digest.equals(file.digest())) {
      throw new IOException(file.path() + " changed while it was being published");
    }
  }
}
