package dev.orch.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.engine.fs.Stamp;
import dev.orch.engine.state.Step.Former;
import dev.orch.model.CorruptDataException;
import dev.orch.model.Digest;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileKind;
import dev.orch.model.component.Manifest;
import dev.orch.model.component.Reaction;
import dev.orch.model.path.ConfigPath;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What plans and inventories say of versioned components, and only of them. */
class VersionedDocumentsTest {
  private static final ConfigPath PATH = new ConfigPath("etc/a b");
  private static final Digest ONE = Digest.parse("11".repeat(32));
  private static final Digest TWO = Digest.parse("22".repeat(32));
  private static final FileEntry BEFORE =
      new FileEntry(PATH, FileKind.CONFIGURATION, ONE, 1, false);
  private static final FileEntry AFTER = new FileEntry(PATH, FileKind.PROPERTIES, TWO, 2, true);
  private static final Former FORMER = new Former(BEFORE, new Stamp(1, 2, "(dev=1,ino=3)"), true);

  private static Plan plan(Step... steps) {
    return new Plan(7, ONE, true, "name", Reaction.RESTART, false, TWO, List.of(steps));
  }

  @Test
  void aPlanOfAFlipIsReadAsItWasWritten() {
    ConfigPath link = new ConfigPath("current");
    Plan plan =
        plan(
            new Step.Switched(PATH, FORMER, AFTER),
            new Step.Switched(PATH, FORMER, null),
            new Step.Switched(PATH, null, AFTER),
            new Step.Flip(link, ONE, TWO, false),
            new Step.Flip(link, null, TWO, true),
            new Step.Flip(link, ONE, null, false));
    String text = new String(plan.format(), StandardCharsets.UTF_8);

    assertThat(Plan.parse("plan", plan.format())).isEqualTo(plan);
    assertThat(text.lines().skip(7).toList().subList(0, 7))
        .containsExactly(
            "within " + TWO,
            "switch p x " + TWO + " 2 k - - " + ONE + " 1 1 2 (dev=1,ino=3) etc/a b",
            "leave k - - " + ONE + " 1 1 2 (dev=1,ino=3) etc/a b",
            "arrive p x " + TWO + " 2 etc/a b",
            "flip " + ONE + " " + TWO + " - current",
            "flip - " + TWO + " a current",
            "flip " + ONE + " - - current");
  }

  @Test
  void aFileThatChangesItsPlaceIsOneChangeOrNone() {
    Plan moved = plan(new Step.Switched(PATH, null, AFTER), new Step.Delete(0, FORMER));
    Former same = new Former(AFTER, FORMER.stamp(), false);
    Plan unchanged = plan(new Step.Switched(PATH, same, null), new Step.Put(0, AFTER, null));

    assertThat(moved.actions(false).changes().modifiedCount()).isEqualTo(1);
    assertThat(moved.actions(true).changes().changes()).hasSize(1);
    assertThat(unchanged.actions(false).changes().changes()).isEmpty();
  }

  private static Inventory inventory(String layout, Digest... older) {
    Manifest manifest =
        Manifest.of(List.of(AFTER), ComponentSpec.ofCanonical(Map.of("layout", layout)));
    return new Inventory(7, manifest, new TreeSet<>(), Map.of(), List.of(older));
  }

  @Test
  void anInventoryNamesTheDirectoriesThatStay() {
    Inventory versioned = inventory("versioned", TWO, ONE);
    Inventory read = Inventory.parse("inventory", versioned.format());

    assertThat(read.versioned()).isTrue();
    assertThat(read.older()).containsExactly(TWO, ONE);
    assertThat(read.withRevision(8).withStamps(Map.of()).older()).containsExactly(TWO, ONE);
    assertThat(new String(versioned.format(), StandardCharsets.UTF_8).lines())
        .containsSubsequence("rev " + versioned.manifest().digest(), "rev " + TWO, "rev " + ONE);
  }

  @Test
  void aDirectoryThatIsNamedTwiceStaysOnce() {
    Digest own = inventory("in-place").manifest().digest();
    Inventory read =
        Inventory.parse("inventory", inventory("in-place", own, TWO, own, TWO).format());

    assertThat(read.older()).containsExactly(TWO);
    assertThat(Inventory.parse("inventory", read.format()).older()).containsExactly(TWO);
  }

  @Test
  void aReasonThatIsCutIsReadAsItWasWritten() {
    Journal cut =
        new Journal(
            Journal.Direction.BACK, Journal.Phase.STOPPED, ONE, "a".repeat(3999) + "\ud83d\ude00");

    assertThat(cut.reason()).isEqualTo("a".repeat(3999));
    assertThat(Journal.parse("journal", cut.format())).isEqualTo(cut);
  }

  @Test
  void aProgramThatKnowsOnlyFilesInPlaceRefusesAVersionedInventoryAndReadsAnyOther() {
    assertThat(new String(inventory("versioned").format(), StandardCharsets.UTF_8))
        .contains("\nrev ");
    assertThat(new String(inventory("in-place").format(), StandardCharsets.UTF_8))
        .doesNotContain("\nrev ");
  }

  @Test
  void aTornDocumentIsRecognised() {
    assertTornIsRecognised(
        inventory("versioned", TWO).format(), document -> Inventory.parse("inventory", document));
    assertTornIsRecognised(
        plan(new Step.Flip(PATH, ONE, TWO, false)).format(),
        document -> Plan.parse("plan", document));
  }

  private static void assertTornIsRecognised(byte[] document, Consumer<byte[]> parser) {
    for (int length = 0; length < document.length; length++) {
      byte[] torn = Arrays.copyOf(document, length);
      assertThatThrownBy(() -> parser.accept(torn)).isInstanceOf(CorruptDataException.class);
    }
  }
}
