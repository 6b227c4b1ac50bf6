package dev.orch.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.engine.SeenMemory.Seen;
import dev.orch.engine.fs.Stamp;
import dev.orch.model.ComponentName;
import dev.orch.model.Digest;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileKind;
import dev.orch.model.component.Manifest;
import dev.orch.model.component.Reaction;
import dev.orch.model.path.ConfigPath;
import dev.orch.testing.ParserTrial;
import dev.orch.testing.Trials;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever lies in a home's {@code .orch}, it is the document that was written, or refused. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileStateTest {
  private static final String PLACE = "/home/.orch/culprit";
  private static final long SEED = 20261125;
  private static final int DOCUMENTS = Trials.of(10_000);

  private static final Digest DIGEST = Digest.of("x".getBytes(StandardCharsets.UTF_8));
  private static final FileEntry FILE = file("etc/a b.properties", FileKind.PROPERTIES, false);
  private static final FileEntry SCRIPT = file("bin/grüß dich.sh", FileKind.CONFIGURATION, true);
  private static final Stamp STAMP = new Stamp(1, 1_760_000_000_123_456_789L, "(dev=1f,ino=42)");

  /** One kind of document. */
  static final class Format {
    private final String name;
    private final byte[] document;
    private final BiFunction<String, byte[], byte[]> written;

    Format(String name, byte[] document, BiFunction<String, byte[], byte[]> written) {
      this.name = name;
      this.document = document;
      this.written = written;
    }

    String name() {
      return name;
    }

    byte[] document() {
      return document.clone();
    }

    /** What the parser makes of a document at a place, written again. */
    BiFunction<String, byte[], byte[]> written() {
      return written;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static FileEntry file(String path, FileKind kind, boolean executable) {
    return new FileEntry(new ConfigPath(path), kind, DIGEST, 1, executable);
  }

  static Stream<Format> formats() {
    return Stream.of(
        format("inventory", inventory(), Inventory::parse, Inventory::format),
        format(
            "journal",
            new Journal(
                Journal.Direction.BACK, Journal.Phase.STOPPED, DIGEST, "a\\b\nc \u202e reason"),
            Journal::parse,
            Journal::format),
        format("plan", plan(), Plan::parse, Plan::format),
        format(
            "failed",
            new FailedApply(12, DIGEST, "two\nlines"),
            FailedApply::parse,
            FailedApply::format),
        format(
            "seen",
            new Seen("id \n with\\odd text", new ComponentName("file-mgr"), 12),
            SeenFormat::parse,
            SeenFormat::format));
  }

  private static <T> Format format(
      String name, T value, BiFunction<String, byte[], T> parse, Function<T, byte[]> write) {
    return new Format(
        name, write.apply(value), (place, document) -> write.apply(parse.apply(place, document)));
  }

  private static Inventory inventory() {
    return new Inventory(
        12,
        Manifest.of(
            List.of(FILE, SCRIPT),
            ComponentSpec.ofCanonical(Map.of("trigger", "command", "command.stop", "a\\b\nc"))),
        new TreeSet<>(List.of(new ConfigPath("etc"), new ConfigPath("bin"))),
        Map.of(FILE.path(), STAMP),
        List.of(DIGEST, Digest.of(new byte[] {1})));
  }

  private static Plan plan() {
    return new Plan(
        12,
        DIGEST,
        true,
        "20261125T000000Z-r12",
        Reaction.RELOAD,
        true,
        DIGEST,
        List.of(
            new Step.Flip(new ConfigPath("current"), null, DIGEST, true),
            new Step.Switched(FILE.path(), new Step.Former(FILE, STAMP, true), null),
            new Step.Switched(SCRIPT.path(), null, SCRIPT),
            new Step.Delete(0, new Step.Former(FILE, STAMP, true)),
            new Step.RemoveDirectory(new ConfigPath("etc"), true),
            new Step.Aside(new ConfigPath("in the way")),
            new Step.MakeDirectory(new ConfigPath("bin")),
            new Step.Put(1, SCRIPT, null),
            new Step.Put(2, FILE, new Step.Former(FILE, STAMP, false)),
            new Step.Note(FILE, file("etc/a b.properties", FileKind.CONFIGURATION, false))));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void whatWasWrittenIsReadAsItWas(Format format) {
    assertThat(format.written().apply(PLACE, format.document())).isEqualTo(format.document());
  }

  @ParameterizedTest
  @MethodSource("formats")
  void aSealedDocumentIsReadAsItWasOrNotAtAll(Format format) {
    ParserTrial trial =
        new ParserTrial(
            format.name(),
            PLACE,
            document ->
                assertThat(format.written().apply(PLACE, document)).isEqualTo(format.document()));
    trial.run(SEED, DOCUMENTS, format.document());
    assertThat(trial.refused()).isGreaterThan(DOCUMENTS * 9 / 10);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void whatSomeoneSealedHimselfIsReadOrRefused(Format format) {
    ParserTrial trial =
        new ParserTrial(
            format.name() + ", sealed anew",
            PLACE,
            document -> {
              byte[] read = format.written().apply(PLACE, sealedAnew(document));
              assertThat(format.written().apply(PLACE, read)).isEqualTo(read);
            });
    trial.run(SEED, DOCUMENTS, Arrays.copyOf(format.document(), format.document().length - 70));
    assertThat(trial.refused()).isGreaterThan(DOCUMENTS / 2);
  }

  private static byte[] sealedAnew(byte[] body) {
    byte[] seal = ("seal " + Digest.of(body).hex() + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] whole = Arrays.copyOf(body, body.length + seal.length);
    System.arraycopy(seal, 0, whole, body.length, seal.length);
    return whole;
  }
}
