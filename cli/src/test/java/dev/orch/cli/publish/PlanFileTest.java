package dev.orch.cli.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.cli.plugin.TreeLocation;
import dev.orch.model.ComponentName;
import dev.orch.model.Digest;
import dev.orch.model.InvalidInputException;
import dev.orch.model.ProjectName;
import dev.orch.model.layer.LayerName;
import dev.orch.publisher.plan.ComponentStates;
import dev.orch.publisher.plan.PinnedPlan;
import dev.orch.publisher.plan.PlanPin;
import dev.orch.publisher.plan.Planner;
import dev.orch.publisher.scan.ComponentSelection;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanFileTest {
  private static final ProjectName WEATHER = new ProjectName("weather");
  private static final ComponentName FILE_MGR = new ComponentName("file-mgr");

  @TempDir Path dir;

  private static PinnedPlan planned() throws InterruptedException {
    var live =
        ComponentStates.of(
            new TreeMap<>(
                Map.of(
                    LayerName.of(FILE_MGR),
                    Trees.of("etc/a.properties", "a=1\n", "etc/old", "o"))));
    var desired =
        ComponentStates.of(
            new TreeMap<>(
                Map.of(
                    LayerName.of(FILE_MGR),
                    Trees.of("etc/a.properties", "a=22\n", "bin/neü", "n"))));
    SortedMap<LayerName, Digest> digests = desired.digests();
    return new PinnedPlan(
        Planner.plan(WEATHER, 3, live, desired, component -> true),
        new PlanPin(WEATHER, "4f1c", 3, ComponentSelection.of(List.of(FILE_MGR)), digests));
  }

  private static String golden() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(PlanFileTest.class.getResourceAsStream("saved-plan-1.json"))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private Path file(String text) throws IOException {
    return Files.writeString(dir.resolve("plan.json"), text, UTF_8);
  }

  @Test
  void theFormatStaysWhatItIs() throws Exception {
    Path file = dir.resolve("plan.json");
    PlanFile.write(
        file,
        planned(),
        TreeLocation.of(Path.of("/srv/weather")),
        Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC));
    assertThat(Files.readString(file, UTF_8)).isEqualTo(golden());
    assertThat(dir.toFile().list()).containsExactly("plan.json");
  }

  @Test
  void whatWasWrittenIsReadTheSame() throws Exception {
    SavedPlan plan = PlanFile.read(file(golden()));
    assertThat(plan)
        .isEqualTo(new SavedPlan(TreeLocation.of(Path.of("/srv/weather")), planned().pin()));
  }

  @Test
  void fieldsThatNobodyKnowsYetAreSkipped() throws Exception {
    String newer = golden().replace("\"kind\"", "\"later\" : [{\"x\" : {}}], \"kind\"");
    assertThat(PlanFile.read(file(newer)).pin()).isEqualTo(planned().pin());
  }

  @Test
  void aPlanThatNeedsANewerReaderIsRefused() throws Exception {
    String format = golden().replace("\"format\" : 1", "\"format\" : 2");
    assertInvalid(file(format), "expected format 1, found 2");
    String requires = golden().replace("\"kind\"", "\"requires\" : [\"x\"], \"kind\"");
    assertInvalid(file(requires), "needs a newer orch");
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() throws Exception {
    String text =
        golden()
            .replace("\"project\" : \"weather\"", "\"project\" : \"../x\"")
            .replace("\"baseRevision\" : 3", "\"baseRevision\" : -3")
            .replace("\"digest\" : \"", "\"digest\" : \"z");
    assertInvalid(file(text), "project: ", "baseRevision: ", "desired: ");
  }

  @Test
  void aComponentThatIsThereTwiceIsRefused() throws Exception {
    String item =
        "{\"component\" : \"file-mgr\", \"digest\" : \"" + Digest.of(new byte[0]) + "\"},";
    assertInvalid(
        file(golden().replace("\"desired\" : [", "\"desired\" : [" + item)), "is there twice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "null",
        "{\"format\":1}",
        "{\"kind\":\"orch-plan\"}",
        "{\"kind\":\"orch-plan\",\"format\":1}",
        "{\"kind\":\"orch-plan\",\"format\":1} {}",
        "{\"kind\":\"orch-plan\",\"kind\":\"orch-plan\",\"format\":1}",
        "{\"kind\":\"orch-plan\",\"format\":99999999999999999999999}",
        "{\"kind\":\"orch-plan\",\"format\":1,\"desired\":[[[]]],\"limitedTo\":{}}",
        "{\"kind\":\"orch-plan\",\"format\":1,\"desired\":[{}],\"tree\":\"\\u0000\"}",
        "PK\u0003\u0004 a plan of another tool",
      })
  void whatIsNoPlanIsRefused(String text) throws Exception {
    assertInvalid(file(text));
  }

  @Test
  void aPlanCutAnywhereIsRefused() throws Exception {
    String text = golden().strip();
    for (int length = 0; length < text.length(); length += 7) {
      assertInvalid(file(text.substring(0, length)));
    }
  }

  @Test
  void depthAndSizeAreBounded() throws Exception {
    String deep = "[".repeat(100_000);
    assertInvalid(file(golden().replace("\"kind\"", "\"x\" : " + deep + ", \"kind\"")));
    byte[] notText = golden().getBytes(UTF_8);
    notText[golden().indexOf("weather")] = (byte) 0xff;
    Files.write(dir.resolve("plan.json"), notText);
    assertInvalid(dir.resolve("plan.json"), "expected UTF-8");
    Files.write(dir.resolve("plan.json"), new byte[32 * 1024 * 1024 + 1]);
    assertInvalid(dir.resolve("plan.json"), "expected at most");
  }

  private static void assertInvalid(Path file, String... what) {
    assertThatThrownBy(() -> PlanFile.read(file))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e ->
                assertThat(e.problems().toString())
                    .contains(file.getFileName().toString())
                    .contains(what.length == 0 ? new String[] {"plan.json"} : what));
  }
}
