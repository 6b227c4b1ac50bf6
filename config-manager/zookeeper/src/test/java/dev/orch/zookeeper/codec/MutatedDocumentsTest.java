package dev.orch.zookeeper.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.CorruptDataException;
import dev.orch.model.path.ConfigPath;
import dev.orch.testing.HostilePaths;
import dev.orch.testing.ParserTrial;
import dev.orch.testing.Trials;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sound documents, changed by someone who knows what they are made of. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MutatedDocumentsTest {
  private static final String PLACE = "/orch/projects/weather/culprit";
  private static final long SEED = 20261125;
  private static final int DOCUMENTS = Trials.of(10_000);

  /** What is read is written again: where that can be read too, it must be the same. */
  @FunctionalInterface
  interface Rewriter {
    byte[] rewrite(byte[] document);
  }

  record Format(String name, List<String> golden, Rewriter rewriter) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Format> formats() {
    return Stream.of(
        new Format(
            "head",
            List.of("head.json", "head-cleared.json", "head-rollouts.json"),
            document -> HeadDocument.read(PLACE, document).write()),
        new Format(
            "rollout",
            List.of("rollout.json"),
            document -> RolloutDocument.write(RolloutDocument.read(PLACE, document))),
        new Format(
            "lease",
            List.of("lease.json"),
            document -> LeaseDocument.write(LeaseDocument.read(PLACE, document))),
        new Format(
            "revision",
            List.of("revision-committed.json", "revision-writing.json", "revision-pruned.json"),
            document -> RevisionDocument.read(PLACE, Samples.REVISION, document).write()),
        new Format(
            "revision index",
            List.of("revision-index.json"),
            document -> RevisionIndexDocument.read(PLACE, document).write()),
        new Format(
            "manifest",
            List.of("manifest.json", "manifest-sharded.json"),
            document -> ManifestDocument.read(PLACE, document).write()),
        new Format(
            "shard",
            List.of("shard.json"),
            document -> FilesDocument.read(PLACE, document).write()),
        new Format(
            "instance",
            List.of("instance.json"),
            document -> InstanceReportDocument.write(InstanceReportDocument.read(PLACE, document))),
        new Format(
            "command",
            List.of("command.json", "command-queued.json"),
            document -> CommandDocument.read(PLACE, document).write()),
        new Format(
            "event",
            List.of("event.json"),
            document -> EventDocument.write(EventDocument.read(PLACE, document))),
        new Format(
            "output",
            List.of("output.json"),
            document -> OutputDocument.read(PLACE, document).write()),
        new Format(
            "settings",
            List.of("settings.json"),
            document -> SettingsDocument.read(PLACE, document).write()),
        new Format(
            "writer",
            List.of("writer.json"),
            document -> WriterDocument.read(PLACE, document).write()));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void aDocumentIsReadOrRefusedByItsPlace(Format format) {
    ParserTrial trial =
        new ParserTrial(
            format.name(),
            PLACE,
            document -> {
              byte[] once = format.rewriter().rewrite(document);
              assertThat(format.rewriter().rewrite(once)).isEqualTo(once);
            });
    trial.run(
        SEED,
        DOCUMENTS,
        format.golden().stream().map(GoldenFilesTest::golden).toArray(byte[][]::new));
    assertThat(trial.refused()).isGreaterThan(DOCUMENTS / 3);
  }

  @Test
  void aManifestWithAPathThatLeavesTheHomeIsRefusedInEverySpelling() {
    String manifest = new String(GoldenFilesTest.golden("manifest.json"), StandardCharsets.UTF_8);
    int[] refused = new int[1];
    int spellings = Trials.of(20_000);
    new HostilePaths(SEED)
        .forEach(
            spellings,
            spelling -> {
              if (ConfigPath.problem(spelling).isPresent()) {
                byte[] document = withPath(manifest, spelling);
                assertThatThrownBy(() -> ManifestDocument.read(PLACE, document))
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageStartingWith(PLACE);
                refused[0]++;
              }
            });
    System.out.printf(
        Locale.ROOT, "manifests with one of %,d paths: %,d refused%n", spellings, refused[0]);
    assertThat(refused[0]).isGreaterThan(spellings / 2);
  }

  /** Every character of the path is escaped, so that it arrives as it is. */
  private static byte[] withPath(String manifest, String path) {
    StringBuilder quoted = new StringBuilder("\"");
    path.chars().forEach(c -> quoted.append(String.format("\\u%04x", c)));
    return manifest
        .replace("\"bin/start up.sh\"", quoted.append('"'))
        .getBytes(StandardCharsets.UTF_8);
  }
}
