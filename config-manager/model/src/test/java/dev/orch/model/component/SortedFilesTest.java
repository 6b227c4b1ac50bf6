package dev.orch.model.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.path.ConfigPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SortedFilesTest {
  private record Numbered(ConfigPath path, int number) {}

  @Property
  void isWhatPuttingOneByOneMakes(@ForAll List<@IntRange(min = 0, max = 30) Integer> names) {
    TreeMap<ConfigPath, Numbered> expected = new TreeMap<>();
    List<Numbered> files =
        IntStream.range(0, names.size())
            .mapToObj(i -> new Numbered(new ConfigPath("a/f" + names.get(i)), i))
            .toList();
    files.forEach(file -> expected.put(file.path(), file));

    SortedMap<ConfigPath, Numbered> found = SortedFiles.byPath(files, Numbered::path);

    assertThat(found).isEqualTo(expected);
    assertThat(found.comparator()).isNull();
    assertThat(List.copyOf(found.keySet())).isEqualTo(List.copyOf(expected.keySet()));
    found.put(new ConfigPath("a/more"), new Numbered(new ConfigPath("a/more"), -1));
    assertThat(found).hasSize(expected.size() + 1);
  }

  @Property
  void comparingTellsOfEachPathThatDiffersAndOfNoOther(
      @ForAll Map<@IntRange(min = 0, max = 20) Integer, @IntRange(min = 0, max = 2) Integer> old,
      @ForAll Map<@IntRange(min = 0, max = 20) Integer, @IntRange(min = 0, max = 2) Integer> now) {
    SortedMap<ConfigPath, Numbered> before = numbered(old);
    SortedMap<ConfigPath, Numbered> after = numbered(now);
    SortedMap<ConfigPath, Numbered> made = new TreeMap<>(before);

    List<ConfigPath> told = new ArrayList<>();
    SortedFiles.compare(
        before.values(),
        after.values(),
        Numbered::path,
        (was, is) -> {
          ConfigPath path = is != null ? is.path() : Objects.requireNonNull(was).path();
          told.add(path);
          assertThat(is).isNotEqualTo(was);
          assertThat(is == null ? made.remove(path) : made.put(path, is)).isEqualTo(was);
        });

    assertThat(made).isEqualTo(after);
    assertThat(told).isSorted().doesNotHaveDuplicates();
  }

  private static SortedMap<ConfigPath, Numbered> numbered(Map<Integer, Integer> files) {
    SortedMap<ConfigPath, Numbered> numbered = new TreeMap<>();
    files.forEach(
        (name, number) -> {
          ConfigPath path = new ConfigPath("a/f" + name);
          numbered.put(path, new Numbered(path, number));
        });
    return numbered;
  }
}
