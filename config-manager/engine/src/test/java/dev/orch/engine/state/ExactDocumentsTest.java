package dev.orch.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orch.engine.state.HostileStateTest.Format;
import dev.orch.model.CorruptDataException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A document holds what its value says and nothing more, or it is refused. */
class ExactDocumentsTest {
  private static final String FORMATS = "dev.orch.engine.state.HostileStateTest#formats";

  private static List<String> lines(Format format) {
    List<String> lines =
        new ArrayList<>(new String(format.document(), StandardCharsets.UTF_8).lines().toList());
    lines.remove(lines.size() - 1);
    return lines;
  }

  private static byte[] sealed(List<String> lines) {
    SealedText text = new SealedText(lines.get(0));
    lines.subList(1, lines.size()).forEach(text::line);
    return text.seal();
  }

  @ParameterizedTest
  @MethodSource(FORMATS)
  void whatIsReadIsWrittenAgainByteForByte(Format format) {
    assertThat(format.written().apply("place", format.document())).isEqualTo(format.document());
  }

  @ParameterizedTest
  @MethodSource(FORMATS)
  void aLineTooManyIsRefused(Format format) {
    List<String> lines = lines(format);
    lines.add("more");

    assertThatThrownBy(() -> format.written().apply("place", sealed(lines)))
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("place");
  }

  @ParameterizedTest
  @MethodSource(FORMATS)
  void aFieldTooManyIsRefusedOrPartOfTheText(Format format) {
    for (int i = 1; i < lines(format).size(); i++) {
      List<String> lines = lines(format);
      lines.set(i, lines.get(i) + " more");
      byte[] document = sealed(lines);
      try {
        assertThat(format.written().apply("place", document)).as(lines.get(i)).isEqualTo(document);
      } catch (CorruptDataException e) {
        assertThat(e).hasMessageContaining("place");
      }
    }
  }
}
