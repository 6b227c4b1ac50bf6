package dev.orch.publisher.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.component.ChangeList;
import dev.orch.model.component.FileTree;
import dev.orch.model.layer.LayerName;
import dev.orch.testing.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnifiedDiffTest {
  private static List<String> diff(FileTree before, FileTree after) throws Exception {
    List<String> texts = new ArrayList<>();
    UnifiedDiff.of(
        new ComponentPlan(
            LayerName.parse("file-mgr"),
            ComponentFate.CHANGED,
            before,
            after,
            ChangeList.between(before.manifest(), after.manifest()),
            after.manifest().spec()),
        diff -> texts.add(diff.text()));
    return texts;
  }

  @Test
  void changedLinesAreShownWithThreeLinesOfContext() throws Exception {
    String text = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
    assertThat(diff(Trees.of("etc/a", text), Trees.of("etc/a", text.replace("5", "five"))))
        .containsExactly(
            """
            --- a/file-mgr/etc/a
            +++ b/file-mgr/etc/a
            @@ -2,7 +2,7 @@
             2
             3
             4
            -5
            +five
             6
             7
             8
            """);
  }

  @Test
  void newAndDeletedFilesAreShownWhole() throws Exception {
    assertThat(diff(Trees.of("gone", "old\n"), Trees.of("new", "fresh")))
        .containsExactly(
            "--- a/file-mgr/gone\n+++ /dev/null\n@@ -1 +0,0 @@\n-old\n",
            """
            --- /dev/null
            +++ b/file-mgr/new
            @@ -0,0 +1 @@
            +fresh
            \\ No newline at end of file
            """);
  }

  @Test
  void binariesAndLargeFilesAreShownBySizeAndDigest() throws Exception {
    FileTree before =
        Trees.ofBytes(Map.of("blob", new byte[] {0, 1}, "large", new byte[2_000_000]));
    FileTree after = Trees.ofBytes(Map.of("blob", new byte[] {0, 1, 2}, "large", new byte[1]));
    assertThat(diff(before, after))
        .allMatch(text -> text.lines().count() == 3)
        .anyMatch(text -> text.contains("binary: 2 bytes ") && text.contains(" -> 3 bytes "))
        .anyMatch(text -> text.contains("binary: 2000000 bytes "));
  }

  @Test
  void controlCharactersAreShownNotSent() throws Exception {
    assertThat(diff(Trees.of("a", "x\n"), Trees.of("a", "x\r\n\u001b[2Jy\n")))
        .singleElement()
        .asString()
        .contains("+x\\r\n")
        .contains("+\\u001b[2Jy\n");
  }

  @Test
  void aChangedModeIsSaid() throws Exception {
    assertThat(diff(Trees.of("run.sh", "x\n"), Trees.builder().executable("run.sh", "x\n").build()))
        .singleElement()
        .asString()
        .endsWith("executable now\n");
  }
}
