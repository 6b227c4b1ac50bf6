package dev.orch.model.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.Digest;
import dev.orch.model.path.ConfigPath;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ChangeListTest {
  @Property
  void aChangeListTurnsOneManifestIntoTheOther(
      @ForAll("manifests") Manifest before, @ForAll("manifests") Manifest after) {
    ChangeList changes = ChangeList.between(before, after);
    Map<ConfigPath, FileEntry> files = new TreeMap<>(before.files());
    changes.deleted().forEach(files::remove);
    changes.written().forEach(file -> files.put(file.path(), file));
    assertThat(files).isEqualTo(after.files());
    assertThat(changes.isEmpty()).isEqualTo(before.equals(after));
    assertThat(changes.changes()).extracting(Change::path).isSorted().doesNotHaveDuplicates();
    assertThat(changes.addedCount() + changes.modifiedCount() + changes.deletedCount())
        .isEqualTo(changes.changes().size());
  }

  @Provide
  Arbitrary<Manifest> manifests() {
    Arbitrary<FileEntry> entries =
        Arbitraries.integers()
            .between(0, 15)
            .flatMap(
                name ->
                    Arbitraries.integers()
                        .between(0, 3)
                        .map(
                            content ->
                                new FileEntry(
                                    new ConfigPath("f" + name),
                                    FileKind.CONFIGURATION,
                                    Digest.of(new byte[content]),
                                    content,
                                    content == 3)));
    return entries
        .list()
        .ofMaxSize(12)
        .map(
            list -> {
              Map<ConfigPath, FileEntry> byPath = new TreeMap<>();
              list.forEach(entry -> byPath.put(entry.path(), entry));
              return Manifest.of(new ArrayList<>(byPath.values()), ComponentSpec.DEFAULT);
            });
  }

  @Test
  void theStrongestReactionOfAnyChangedFileIsAskedForOnce() {
    ComponentSpec spec =
        ComponentSpec.ofCanonical(
            Map.of(
                "on-change.000.paths.000", "policy/**",
                "on-change.000.do", "reload",
                "on-change.001.paths.000", "docs/**",
                "on-change.001.do", "nothing"));
    assertThat(reaction(spec, "docs/a")).isEqualTo(Reaction.NOTHING);
    assertThat(reaction(spec, "docs/a", "policy/x")).isEqualTo(Reaction.RELOAD);
    assertThat(reaction(spec, "docs/a", "policy/x", "etc/y")).isEqualTo(Reaction.RESTART);
    assertThat(reaction(spec)).isEqualTo(Reaction.NOTHING);
  }

  private static Reaction reaction(ComponentSpec spec, String... changed) {
    ArrayList<FileEntry> files = new ArrayList<>();
    for (String path : changed) {
      files.add(
          new FileEntry(
              new ConfigPath(path), FileKind.CONFIGURATION, Digest.of(new byte[0]), 0, false));
    }
    ChangeList changes = ChangeList.between(Manifest.EMPTY, Manifest.of(files, spec));
    return ActionList.of(changes, spec).reaction();
  }
}
