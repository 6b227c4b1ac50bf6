package dev.orch.zookeeper.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.model.CorruptDataException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever someone stored, it is refused by name, and nothing worse happens. */
class HostileDocumentTest {
  private static final String PLACE = "/orch/projects/weather/culprit";

  private static final List<BiConsumer<String, byte[]>> READERS =
      List.of(
          HeadDocument::read,
          (place, bytes) -> RevisionDocument.read(place, Samples.REVISION, bytes),
          RevisionIndexDocument::read,
          ManifestDocument::read,
          FilesDocument::read,
          InstanceReportDocument::read,
          CommandDocument::read,
          OutputDocument::read,
          EventDocument::read,
          RolloutDocument::read,
          LeaseDocument::read,
          WriterDocument::read);

  private static void assertRefused(byte[] bytes) {
    for (BiConsumer<String, byte[]> reader : READERS) {
      assertThatThrownBy(() -> reader.accept(PLACE, bytes))
          .isInstanceOf(CorruptDataException.class)
          .hasMessageStartingWith(PLACE + ": ");
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "7",
        "\"text\"",
        "{",
        "{}",
        "{\"format\":1}",
        "{\"format\":2}",
        "{\"format\":\"1\"}",
        "{\"format\":1e400}",
        "{\"format\":99999999999999999999}",
        "{\"format\":999999999999999999999999999999999999999}",
        "{\"format\":1,\"format\":1}",
        "{\"format\":1}{}",
        "{\"format\":1,\"requires\":[\"phases\"]}",
        "{\"format\":1,\"requires\":\"phases\"}",
        "\u0000\u0001\u0002",
        "<xml/>",
      })
  void malformedDocumentsAreRefused(String document) {
    assertRefused(utf8(document));
  }

  @Test
  void deepNestingIsRefused() {
    assertRefused(utf8("{\"format\":1,\"x\":" + "[".repeat(100_000)));
    assertRefused(utf8("{\"a\":".repeat(100_000)));
    assertRefused(utf8("{\"format\":1,\"files\":" + "[".repeat(50) + "]".repeat(50) + "}"));
  }

  @Test
  void hugeDocumentsAreRefusedBeforeTheyAreParsed() {
    assertRefused(utf8("{\"format\":1,\"x\":\"" + "y".repeat(900_000) + "\"}"));
    assertRefused(new byte[1_000_000]);
  }

  @Test
  void hugeNamesNumbersAndCountsAreRefused() {
    assertRefused(utf8("{\"" + "n".repeat(5_000) + "\":1,\"format\":1}"));
    assertRefused(utf8("{\"format\":" + "9".repeat(10_000) + "}"));
    StringBuilder fields = new StringBuilder("{\"format\":1");
    for (int i = 0; i < 200; i++) {
      fields.append(",\"f").append(i).append("\":1");
    }
    assertRefused(utf8(fields.append('}').toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"projectId\":\"\\ud800\"",
        "\"projectId\":\"\\ude00\\ud83d\"",
        "\"projectId\":\"a\",\"later\":[\"\\udc00\"]",
        "\"projectId\":\"a\",\"\\ud800\":1"
      })
  void textThatCouldNotBeWrittenAgainIsRefused(String fields) {
    assertThatThrownBy(() -> HeadDocument.read("/head", headWith(fields)))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("half of a surrogate pair");
  }

  private static byte[] headWith(String fields) {
    return ("{\"format\":1," + fields + ",\"revision\":1,\"components\":{}}")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void numbersOfANewerVersionStayAsTheyAre() {
    HeadDocument head =
        HeadDocument.read(
            "/head", headWith("\"projectId\":\"a\",\"later\":[1E+400,0.12345678901234567,0.10]"));
    assertThat(new String(head.write(), StandardCharsets.UTF_8))
        .contains("\"later\":[1E+400,0.12345678901234567,0.10]");
  }

  @Test
  void whatANewerVersionRequiresIsNamed() {
    assertThatThrownBy(
            () -> HeadDocument.read(PLACE, utf8("{\"format\":1,\"requires\":[\"phases\"]}")))
        .hasMessageContaining("requires \"phases\"")
        .hasMessageContaining("this version of orch does not know");
    assertThatThrownBy(() -> HeadDocument.read(PLACE, utf8("{\"format\":2}")))
        .hasMessageContaining("expected format 1, found 2");
  }

  private static String golden(String name) {
    return new String(GoldenFilesTest.golden(name), StandardCharsets.UTF_8);
  }

  private static void assertManifestRefused(String from, String to) {
    String changed = golden("manifest.json").replace(from, to);
    assertThat(changed).isNotEqualTo(golden("manifest.json"));
    assertThatThrownBy(() -> ManifestDocument.read(PLACE, utf8(changed)))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageStartingWith(PLACE + ": ");
  }

  @Test
  void filesThatLeaveTheHomeOrTheProjectAreRefused() {
    assertManifestRefused("\"bin/start up.sh\"", "\"../start up.sh\"");
    assertManifestRefused("\"bin/start up.sh\"", "\"/etc/passwd\"");
    assertManifestRefused("\"bin/start up.sh\"", "\".orch/journal\"");
    assertManifestRefused("\"bin/start up.sh\"", "\"bin/\\u0000\"");
    assertManifestRefused(
        "\"at\":\"revisions/0000000003-00112233aabb/components/other/properties/",
        "\"at\":\"revisions/0000000003-00112233aabb/../../other/head/");
    assertManifestRefused("\"at\":\"revisions/", "\"at\":\"/zookeeper/");
  }

  @Test
  void sizesThatCannotBeAreRefused() {
    assertManifestRefused("\"size\":5", "\"size\":-5");
    assertManifestRefused("\"size\":5", "\"size\":5.5");
    assertManifestRefused("\"size\":5", "\"size\":900000000");
    assertManifestRefused("\"size\":300000", "\"size\":" + Long.MAX_VALUE);
    assertManifestRefused("\"partSize\":131072", "\"partSize\":0");
    assertManifestRefused("\"partSize\":131072", "\"partSize\":2000000000");
  }

  @Test
  void wrongDigestsAndKindsAreRefused() {
    assertManifestRefused("\"digest\":\"", "\"digest\":\"zz");
    assertManifestRefused("\"kind\":\"properties\"", "\"kind\":\"device\"");
    assertManifestRefused("\"spec\":{", "\"spec\":{\"layout\":\"sideways\",");
  }

  @Test
  void shardsThatAreNoPowerOfTwoAreRefused() {
    String sharded = golden("manifest-sharded.json");
    int start = sharded.indexOf("[{") + 1;
    String first = sharded.substring(start, sharded.indexOf("},", start) + 1);
    String three = sharded.replace("[{", "[" + first + ",{");
    assertThatThrownBy(() -> ManifestDocument.read(PLACE, utf8(three)))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("power of two");
  }

  @Test
  void hostileTextIsShownEscaped() {
    assertThatThrownBy(
            () -> HeadDocument.read(PLACE, utf8("{\"format\":1,\"requires\":[\"\\u001b[2J\"]}")))
        .hasMessageContaining("\\u001b")
        .hasMessageNotContaining("\u001b");
  }

  @Property(tries = 2_000)
  void anyByteChangedGivesADocumentOrARefusal(
      @ForAll @IntRange(max = 5) int which,
      @ForAll @IntRange(max = 100_000) int position,
      @ForAll byte replacement) {
    List<String> names =
        List.of(
            "head.json",
            "revision-committed.json",
            "manifest.json",
            "shard.json",
            "instance.json",
            "writer.json");
    byte[] document = GoldenFilesTest.golden(names.get(which));
    document[position % document.length] = replacement;
    readOrRefuse(which, document);
  }

  @Property(tries = 1_000)
  void anyBytesAreADocumentOrARefusal(
      @ForAll @IntRange(max = 5) int which, @ForAll byte[] document) {
    readOrRefuse(which, document);
  }

  private static void readOrRefuse(int which, byte[] document) {
    try {
      READERS.get(which).accept(PLACE, document);
    } catch (CorruptDataException e) {
      assertThat(e).hasMessageStartingWith(PLACE);
    }
  }
}
