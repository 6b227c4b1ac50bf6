package dev.orch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.model.path.ConfigPath;
import dev.orch.testing.HostilePaths;
import dev.orch.testing.Trees;
import dev.orch.testing.Trials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No spelling of a path leads out of a home or to orch's own files. */
class HostilePathsTest {
  private static final long SEED = 20261125;
  private static final int SPELLINGS = Trials.of(150_000);
  private static final int APPLIED = Trials.of(3_000);
  private static final int FILES_OF_AN_APPLY = 100;

  private final Path sandbox = FastDirectories.make();
  private final Path home = sandbox.resolve("a/home");

  @BeforeEach
  void fillTheSandbox() throws IOException {
    Files.createDirectories(home);
    HomeFiles.write(sandbox, "etc/passwd", "theirs");
    HomeFiles.write(sandbox, "a/etc", "theirs");
    HomeFiles.write(sandbox, "a/b", "theirs");
  }

  @AfterEach
  void deleteTheSandbox() {
    FastDirectories.delete(sandbox);
  }

  @Test
  void whateverIsAcceptedLiesBelowTheHomeAndIsNotOrchs() {
    Set<String> distinct = new HashSet<>();
    List<String> wronglyAccepted = new ArrayList<>();
    int[] refused = new int[1];
    Path root = Path.of("/srv/home");
    new HostilePaths(SEED)
        .forEach(
            SPELLINGS,
            spelling -> {
              distinct.add(spelling);
              if (ConfigPath.problem(spelling).isPresent()) {
                refused[0]++;
                return;
              }
              Path target = root.resolve(new ConfigPath(spelling).value());
              boolean staysBelow =
                  target.normalize().equals(target)
                      && target.startsWith(root)
                      && root.relativize(target).toString().equals(spelling);
              if (!staysBelow
                  || new ConfigPath(spelling).names().stream().anyMatch(HostilePaths::isOrch)) {
                wronglyAccepted.add(escaped(spelling));
              }
            });
    assertThat(wronglyAccepted).isEmpty();
    System.out.printf(
        Locale.ROOT,
        "paths: %,d spellings, %,d of them distinct, %,d refused%n",
        SPELLINGS,
        distinct.size(),
        refused[0]);
    assertThat(distinct).hasSizeGreaterThan(SPELLINGS * 2 / 3);
    assertThat(refused[0]).isBetween(SPELLINGS / 2, SPELLINGS - APPLIED);
  }

  private static String escaped(String spelling) {
    StringBuilder escaped = new StringBuilder();
    spelling.chars().forEach(c -> escaped.append(String.format("\\u%04x", c)));
    return escaped.toString();
  }

  @Test
  void whatIsAppliedUnderAcceptedSpellingsIsAllThatIsEverWritten() throws Exception {
    SortedMap<String, String> outside = outside();
    int applies = 0;
    int files = 0;
    try (HomeFixture fixture = new HomeFixture(home)) {
      for (Map<String, byte[]> content : accepted()) {
        FileTree tree = Trees.ofBytes(content);
        assertThat(fixture.apply(++applies, tree)).isInstanceOf(Outcome.Applied.class);
        fixture.assertIs(tree);
        files += content.size();
        assertThat(HomeFiles.below(home, home.resolve(".orch")).keySet())
            .containsExactlyInAnyOrder("lock", "inventory", "scratch");
        assertThat(outside()).isEqualTo(outside);
      }
      assertThat(fixture.apply(++applies, Trees.of())).isInstanceOf(Outcome.Applied.class);
      fixture.assertIs(Trees.of());
    }
    System.out.printf(
        Locale.ROOT, "paths: %,d accepted ones applied, in %d applies%n", files, applies);
    assertThat(files).isGreaterThan(APPLIED / 2);
    assertThat(outside()).isEqualTo(outside);
  }

  /** Sets of files that can stand side by side. */
  private static List<Map<String, byte[]>> accepted() {
    Set<String> paths = new HashSet<>();
    new HostilePaths(SEED + 1)
        .forEach(
            SPELLINGS,
            spelling -> {
              if (paths.size() < APPLIED && ConfigPath.problem(spelling).isEmpty()) {
                paths.add(spelling);
              }
            });
    List<Map<String, byte[]>> sets = new ArrayList<>();
    for (String path : paths.stream().sorted().toList()) {
      Map<String, byte[]> roomy =
          sets.stream()
              .filter(set -> set.size() < FILES_OF_AN_APPLY && canStandIn(set, path))
              .findFirst()
              .orElseGet(() -> addSet(sets));
      roomy.put(path, path.getBytes(StandardCharsets.UTF_8));
    }
    return sets;
  }

  private static Map<String, byte[]> addSet(List<Map<String, byte[]>> sets) {
    Map<String, byte[]> fresh = new TreeMap<>();
    sets.add(fresh);
    return fresh;
  }

  private static boolean canStandIn(Map<String, byte[]> set, String path) {
    List<ConfigPath> together = new ArrayList<>();
    set.keySet().forEach(other -> together.add(new ConfigPath(other)));
    together.add(new ConfigPath(path));
    return Manifest.collisions(together).isEmpty();
  }

  private SortedMap<String, String> outside() {
    SortedMap<String, String> found = HomeFiles.below(sandbox, sandbox);
    found.keySet().removeIf(path -> path.startsWith("a/home/"));
    return found;
  }
}
