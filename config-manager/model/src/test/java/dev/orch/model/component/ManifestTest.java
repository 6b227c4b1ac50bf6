package dev.orch.model.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.Digest;
import dev.orch.model.Problem;
import dev.orch.model.path.ConfigPath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ManifestTest {
  private static final FileEntry PROPERTIES =
      new FileEntry(
          new ConfigPath("etc/a.properties"),
          FileKind.PROPERTIES,
          Digest.of("x=1\n".getBytes(StandardCharsets.UTF_8)),
          4,
          false);
  private static final FileEntry SCRIPT =
      new FileEntry(
          new ConfigPath("bin/grüß dich.sh"),
          FileKind.CONFIGURATION,
          Digest.of(new byte[0]),
          0,
          true);

  @Test
  void theDigestIsTheOneThatTheDescriptionGives() {
    ComponentSpec spec =
        ComponentSpec.ofCanonical(Map.of("trigger", "command", "command.stop", "a\\b\nc"));
    String lines =
        "orch component 1\n"
            + "spec command.stop=a\\\\b\\nc\n"
            + "spec trigger=command\n"
            + "file c x e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 0"
            + " bin/grüß dich.sh\n"
            + "file p - "
            + Digest.of("x=1\n".getBytes(StandardCharsets.UTF_8)).hex()
            + " 4 etc/a.properties\n";
    assertThat(Manifest.of(List.of(PROPERTIES, SCRIPT), spec).digest())
        .isEqualTo(Digest.of(lines.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void theDigestDoesNotDependOnTheOrderOfFiles() {
    List<FileEntry> files = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      files.add(file("f" + i, "content " + i));
    }
    Digest digest = Manifest.of(files, ComponentSpec.DEFAULT).digest();
    Collections.shuffle(files, new Random(7));
    assertThat(Manifest.of(files, ComponentSpec.DEFAULT).digest()).isEqualTo(digest);
  }

  @Test
  void everythingThatAComponentIsChangesItsDigest() {
    Manifest manifest = Manifest.of(List.of(PROPERTIES), ComponentSpec.DEFAULT);
    FileEntry p = PROPERTIES;
    List<FileEntry> others =
        List.of(
            new FileEntry(new ConfigPath("etc/b"), p.kind(), p.digest(), p.size(), false),
            new FileEntry(p.path(), FileKind.CONFIGURATION, p.digest(), p.size(), false),
            new FileEntry(p.path(), p.kind(), Digest.of(new byte[1]), p.size(), false),
            new FileEntry(p.path(), p.kind(), p.digest(), 5, false),
            new FileEntry(p.path(), p.kind(), p.digest(), p.size(), true));
    for (FileEntry other : others) {
      assertThat(Manifest.of(List.of(other), ComponentSpec.DEFAULT)).isNotEqualTo(manifest);
    }
    assertThat(
            Manifest.of(List.of(PROPERTIES), ComponentSpec.ofCanonical(Map.of("unknown", "key"))))
        .isNotEqualTo(manifest);
  }

  @Test
  void allCollisionsAreNamedAtOnce() {
    List<ConfigPath> paths =
        List.of(
            new ConfigPath("README"),
            new ConfigPath("readme"),
            new ConfigPath("caf\u00e9"),
            new ConfigPath("cafe\u0301"),
            new ConfigPath("a"),
            new ConfigPath("a/b/c"));
    assertThat(Manifest.collisions(paths))
        .extracting(Object::toString)
        .hasSize(3)
        .anySatisfy(p -> assertThat(p).startsWith("readme: cannot stand beside 'README'"))
        .anySatisfy(p -> assertThat(p).startsWith("cafe\u0301: cannot stand beside"))
        .anySatisfy(p -> assertThat(p).startsWith("a/b/c: lies below 'a'"));
    assertThatThrownBy(
            () -> Manifest.of(List.of(file("a", "1"), file("a/b", "2")), ComponentSpec.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsToldAtAGlanceIsWhatALookAtEachPairTells() {
    Random random = new Random(3);
    List<String> names = List.of("a", "b", "A", "a-b", "a.b", "é", "e\u0301", "ab");
    int apart = 0;
    for (int i = 0; i < 3_000; i++) {
      SortedMap<ConfigPath, String> byPath = new TreeMap<>();
      int usual = 1 + random.nextInt(names.size());
      for (int file = random.nextInt(5); file >= 0; file--) {
        StringBuilder path = new StringBuilder(names.get(random.nextInt(usual)));
        for (int level = random.nextInt(3); level > 0; level--) {
          path.append('/').append(names.get(random.nextInt(usual)));
        }
        byPath.put(new ConfigPath(path.toString()), "");
      }
      List<Problem> problems = Manifest.collisions(byPath);
      assertThat(problems).isEqualTo(Manifest.collisions(List.copyOf(byPath.keySet())));
      apart += problems.isEmpty() ? 1 : 0;
    }
    assertThat(apart).isBetween(500, 2_500);
  }

  @Test
  void aChangedManifestIsWhatItsFilesMake() {
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      Map<ConfigPath, FileEntry> files = new HashMap<>();
      for (int file = random.nextInt(20); file >= 0; file--) {
        FileEntry entry = file("f" + random.nextInt(30), "content " + random.nextInt(3));
        files.put(entry.path(), entry);
      }
      Manifest before = Manifest.of(files.values(), ComponentSpec.DEFAULT);
      List<FileEntry> without =
          before.files().values().stream().filter(file -> random.nextBoolean()).toList();
      without.forEach(file -> files.remove(file.path()));
      Map<ConfigPath, FileEntry> with = new HashMap<>();
      for (int file = random.nextInt(5); file > 0; file--) {
        FileEntry entry = file("f" + random.nextInt(40), "content " + random.nextInt(3));
        if (!files.containsKey(entry.path())) {
          with.put(entry.path(), entry);
        }
      }
      files.putAll(with);
      ComponentSpec spec = ComponentSpec.ofCanonical(Map.of("trigger", "none"));

      Manifest after = before.with(without, with.values(), spec);

      assertThat(after).isEqualTo(Manifest.of(files.values(), spec));
      assertThat(after.files().values()).containsExactlyInAnyOrderElementsOf(files.values());
    }
  }

  @Test
  void aChangeThatCollidesWithWhatStaysIsRefused() {
    Manifest before = Manifest.of(List.of(file("a", "1"), file("b/c", "2")), ComponentSpec.DEFAULT);
    for (String path : List.of("a", "b", "A", "a/below")) {
      assertThatThrownBy(
              () -> before.with(List.of(), List.of(file(path, "3")), ComponentSpec.DEFAULT))
          .as(path)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void theDigestOfSomeFilesIsOverTheirLinesAlone() {
    String line = "file c x " + SCRIPT.digest().hex() + " 0 bin/grüß dich.sh\n";
    assertThat(Manifest.digestOf(List.of(SCRIPT)))
        .isEqualTo(Digest.of(line.getBytes(StandardCharsets.UTF_8)));
    assertThat(Manifest.digestOf(List.of())).isEqualTo(Digest.of(new byte[0]));
  }

  @Test
  void filesAreFoundByTheirPathAndCountedTogether() {
    Manifest manifest = Manifest.of(List.of(PROPERTIES, file("b", "12345")), ComponentSpec.DEFAULT);
    assertThat(manifest.file(PROPERTIES.path())).contains(PROPERTIES);
    assertThat(manifest.file(new ConfigPath("etc"))).isEmpty();
    assertThat(manifest.totalSize()).isEqualTo(9);
    assertThat(manifest)
        .hasToString("manifest of 2 files, " + manifest.digest().abbreviated())
        .doesNotHaveSameHashCodeAs(Manifest.EMPTY);
  }

  @Test
  void aChangeOfTheBytesIsToldFromOneOfTheMode() {
    FileEntry p = PROPERTIES;
    FileEntry executable = new FileEntry(p.path(), p.kind(), p.digest(), p.size(), true);
    assertThat(new Change.Modified(p, executable).contentChanged()).isFalse();
    assertThat(new Change.Modified(p, file("etc/a.properties", "x=2\n")).contentChanged()).isTrue();
  }

  private static FileEntry file(String path, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return new FileEntry(
        new ConfigPath(path), FileKind.CONFIGURATION, Digest.of(bytes), bytes.length, false);
  }
}
