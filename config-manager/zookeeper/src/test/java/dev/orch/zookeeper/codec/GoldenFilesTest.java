package dev.orch.zookeeper.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.command.CommandProgress;
import dev.orch.model.event.Event;
import dev.orch.model.event.EventKind;
import dev.orch.model.instance.Announcement;
import dev.orch.model.instance.InstanceReport;
import dev.orch.model.rollout.Lease;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * What is stored is read by other versions and other languages: a change of a golden file is a
 * change of the format.
 */
class GoldenFilesTest {
  static byte[] golden(String name) {
    try (InputStream file =
        Objects.requireNonNull(GoldenFilesTest.class.getResourceAsStream(name), name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .stripTrailing()
          .getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError("cannot read " + name, e);
    }
  }

  private static void assertGolden(String name, byte[] written) {
    assertThat(new String(written, StandardCharsets.UTF_8))
        .isEqualTo(new String(golden(name), StandardCharsets.UTF_8));
  }

  @Test
  void head() {
    assertGolden("head.json", Samples.head().write());
    assertThat(HeadDocument.read("/head", golden("head.json"))).isEqualTo(Samples.head());
  }

  @Test
  void headWithLayers() {
    assertGolden("head-layered.json", Samples.layered().write());
    assertThat(HeadDocument.read("/head", golden("head-layered.json")))
        .isEqualTo(Samples.layered());
  }

  @Test
  void tombstone() {
    assertGolden("head-cleared.json", Samples.tombstone().write());
    assertThat(HeadDocument.read("/head", golden("head-cleared.json")))
        .isEqualTo(Samples.tombstone());
  }

  @Test
  void headWithRollouts() {
    assertGolden("head-rollouts.json", Samples.rollingOut().write());
    assertThat(HeadDocument.read("/head", golden("head-rollouts.json")))
        .isEqualTo(Samples.rollingOut());
  }

  @Test
  void rollout() {
    assertGolden("rollout.json", RolloutDocument.write(Samples.rollout()));
    assertThat(RolloutDocument.read("/rollout", golden("rollout.json")))
        .isEqualTo(Samples.rollout());
  }

  @Test
  void lease() {
    Lease lease = new Lease(Samples.REVISION.toString(), 3);
    assertGolden("lease.json", LeaseDocument.write(lease));
    assertThat(LeaseDocument.read("/holders/x", golden("lease.json"))).isEqualTo(lease);
  }

  @Test
  void revisionBeingWritten() {
    assertGolden("revision-writing.json", new RevisionDocument.Writing().write());
    assertThat(readRevision("revision-writing.json")).isEqualTo(new RevisionDocument.Writing());
  }

  @Test
  void revisionCommitted() {
    assertGolden("revision-committed.json", Samples.committed().write());
    assertThat(readRevision("revision-committed.json"))
        .usingRecursiveComparison()
        .isEqualTo(Samples.committed());
  }

  @Test
  void revisionPruned() {
    RevisionDocument pruned = new RevisionDocument.Pruned(1234, 3);
    assertGolden("revision-pruned.json", pruned.write());
    assertThat(readRevision("revision-pruned.json")).isEqualTo(pruned);
  }

  @Test
  void indexOfRevisions() {
    assertGolden("revision-index.json", Samples.index().write());
    assertThat(RevisionIndexDocument.read("/revisions", golden("revision-index.json")))
        .isEqualTo(Samples.index());
  }

  private static RevisionDocument readRevision(String name) {
    return RevisionDocument.read("/revisions/x", Samples.REVISION, golden(name));
  }

  @Test
  void manifestWhole() {
    assertGolden("manifest.json", Samples.whole().write());
    assertThat(ManifestDocument.read("/m", golden("manifest.json"))).isEqualTo(Samples.whole());
  }

  @Test
  void manifestSharded() {
    assertGolden("manifest-sharded.json", Samples.sharded().write());
    assertThat(ManifestDocument.read("/m", golden("manifest-sharded.json")))
        .isEqualTo(Samples.sharded());
  }

  @Test
  void shard() {
    assertGolden("shard.json", new FilesDocument(Samples.files()).write());
    assertThat(FilesDocument.read("/s", golden("shard.json")).files()).isEqualTo(Samples.files());
  }

  @Test
  void instanceReport() {
    assertGolden("instance.json", InstanceReportDocument.write(Samples.report()));
    assertThat(InstanceReportDocument.read("/i", golden("instance.json")))
        .isEqualTo(Samples.report());
  }

  @Test
  void instanceReportWithoutLabelsAndEndpoints() {
    InstanceReport plain = InstanceReportDocument.read("/i", golden("instance-plain.json"));
    assertThat(plain.announced()).isEqualTo(Announcement.NONE);
    assertGolden("instance-plain.json", InstanceReportDocument.write(plain));
  }

  @Test
  void command() {
    assertGolden("command.json", Samples.command().write());
    assertThat(CommandDocument.read("/c", golden("command.json"))).isEqualTo(Samples.command());
  }

  @Test
  void commandThatNobodyBeganWith() {
    CommandDocument queued =
        new CommandDocument(Samples.command().request(), CommandProgress.QUEUED);
    assertGolden("command-queued.json", queued.write());
    assertThat(CommandDocument.read("/c", golden("command-queued.json"))).isEqualTo(queued);
  }

  @Test
  void event() {
    assertGolden("event.json", EventDocument.write(Samples.event()));
    assertThat(EventDocument.read("/e", golden("event.json"))).isEqualTo(Samples.event());
  }

  @Test
  void aKindOfEventThatIsNotKnownIsRead() {
    String newer = new String(golden("event.json"), StandardCharsets.UTF_8);
    Event read =
        EventDocument.read(
            "/e", newer.replace("applied", "promoted").getBytes(StandardCharsets.UTF_8));
    assertThat(read.kind()).isEqualTo(EventKind.OTHER);
    assertThat(read.remark()).contains("promoted: größer");
  }

  @Test
  void output() {
    assertGolden("output.json", Samples.output().write());
    assertThat(OutputDocument.read("/o", golden("output.json"))).isEqualTo(Samples.output());
  }

  @Test
  void settings() {
    assertGolden("settings.json", Samples.settings().write());
    assertThat(SettingsDocument.read("/settings", golden("settings.json")))
        .isEqualTo(Samples.settings());
    assertThat(SettingsDocument.read("/settings", SettingsDocument.none().write()))
        .isEqualTo(SettingsDocument.none());
  }

  @Test
  void writer() {
    assertGolden("writer.json", Samples.writer().write());
    assertThat(WriterDocument.read("/writer", golden("writer.json"))).isEqualTo(Samples.writer());
  }
}
