package dev.orch.benchmarks.micro;

import dev.orch.model.Digest;
import dev.orch.model.ProjectName;
import dev.orch.model.component.ChangeList;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.ContentSink;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileKind;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.layer.LayerName;
import dev.orch.model.path.ConfigPath;
import dev.orch.publisher.plan.ComponentStates;
import dev.orch.publisher.plan.Plan;
import dev.orch.publisher.plan.Planner;
import dev.orch.zookeeper.codec.FilesDocument;
import dev.orch.zookeeper.codec.StoredFile;
import dev.orch.zookeeper.layout.Location;
import dev.orch.zookeeper.layout.RevisionName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Hashing a file of 4 KiB, and what is done with the list of 20,000 of them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Steps {
  private static final int FILES = 20_000;
  private static final LayerName COMPONENT = LayerName.parse("component");
  private static final RevisionName REVISION = new RevisionName(1, "0123abcd");

  private byte[] content;
  private List<FileEntry> entries;
  private Manifest before;
  private Manifest after;
  private List<StoredFile> stored;
  private byte[] document;

  /** Makes what is worked on. */
  @Setup
  public void make() {
    content = new byte[4096];
    new Random(42).nextBytes(content);
    entries = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      entries.add(entry(i, i));
    }
    before = Manifest.of(entries, ComponentSpec.DEFAULT);
    List<FileEntry> changed = new ArrayList<>(entries);
    changed.set(FILES / 2, entry(FILES / 2, -1));
    after = Manifest.of(changed, ComponentSpec.DEFAULT);
    // As many as are in one shard of a manifest.
    stored =
        entries.subList(0, 200).stream()
            .map(
                entry ->
                    new StoredFile(
                        entry, Location.file(REVISION, COMPONENT, entry.kind(), entry.path()), 0))
            .toList();
    document = new FilesDocument(stored).write();
  }

  private static FileEntry entry(int number, int content) {
    return new FileEntry(
        new ConfigPath("d" + number / 50 + "/f" + number),
        FileKind.CONFIGURATION,
        Digest.of(Integer.toString(content).getBytes(StandardCharsets.US_ASCII)),
        4096,
        false);
  }

  /** The floor of {@link #hash}. */
  @Benchmark
  public byte[] hashByTheJdk() throws NoSuchAlgorithmException {
    return MessageDigest.getInstance("SHA-256").digest(content);
  }

  @Benchmark
  public Digest hash() {
    return Digest.of(content);
  }

  @Benchmark
  public Digest manifest() {
    return Manifest.of(entries, ComponentSpec.DEFAULT).digest();
  }

  @Benchmark
  public ChangeList diff() {
    return ChangeList.between(before, after);
  }

  @Benchmark
  public Plan plan() throws InterruptedException {
    return Planner.plan(
        new ProjectName("project"), 1, states(before), states(after), component -> true);
  }

  private static ComponentStates states(Manifest manifest) {
    TreeMap<LayerName, FileTree> trees = new TreeMap<>();
    trees.put(COMPONENT, new ManifestOnly(manifest));
    return ComponentStates.of(trees);
  }

  @Benchmark
  public byte[] encode() {
    return new FilesDocument(stored).write();
  }

  @Benchmark
  public FilesDocument decode() {
    return FilesDocument.read("a shard", document);
  }

  private record ManifestOnly(Manifest manifest) implements FileTree {
    @Override
    public void read(Collection<FileEntry> files, ContentSink sink) {
      throw new UnsupportedOperationException("a plan reads no contents");
    }
  }
}
