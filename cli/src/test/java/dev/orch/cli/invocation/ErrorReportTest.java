package dev.orch.cli.invocation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.output.Messages;
import dev.orch.cli.output.Output;
import dev.orch.model.CorruptDataException;
import dev.orch.model.InvalidInputException;
import dev.orch.model.OutcomeUnknownException;
import dev.orch.model.Problem;
import dev.orch.model.RefusedException;
import dev.orch.model.StoreUnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorReportTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void everyProblemHasALineOfItsOwn() {
    var invalid =
        new InvalidInputException(
            "the tree is not valid",
            List.of(new Problem("b/y", "second"), new Problem("a/x", "first")));
    assertThat(report(invalid, false)).isEqualTo(2);
    assertThat(err.toString(UTF_8).lines())
        .containsExactly(
            "orch: the tree is not valid",
            "  a/x: first",
            "  b/y: second",
            "orch: Mend what is listed and try again; nothing was written.");
  }

  @Test
  void eachKindOfFailureHasItsCode() {
    assertThat(report(new UsageException("m", "a"), false)).isEqualTo(2);
    assertThat(report(new StoreUnavailableException("m", "a", null), false)).isEqualTo(3);
    assertThat(report(new OutcomeUnknownException("3fa9", null), false)).isEqualTo(3);
    assertThat(report(new RefusedException("m", "a"), false)).isEqualTo(4);
    assertThat(report(new CorruptDataException("/head", "m", null), false)).isEqualTo(4);
    assertThat(report(new NoSuchFileException("/x"), false)).isEqualTo(2);
    assertThat(report(new AccessDeniedException("/x"), false)).isEqualTo(4);
    assertThat(report(new UncheckedIOException(new IOException("disk full")), false)).isEqualTo(70);
    assertThat(report(new IllegalStateException("m"), false)).isEqualTo(70);
    assertThat(report(new InterruptedException(), false)).isEqualTo(130);
  }

  @Test
  void anUnknownOutcomeNamesThePublishToAskFor() {
    report(new OutcomeUnknownException("3fa9c1e2", null), false);
    assertThat(err.toString(UTF_8)).contains("orch history --publish-id 3fa9c1e2");
  }

  @Test
  void aDefectSaysHowToReportItAndShowsItsTraceOnlyWhenAsked() {
    report(new IllegalStateException("odd"), false);
    assertThat(err.toString(UTF_8)).contains("odd", "--verbose").doesNotContain("\tat ");
    report(new IllegalStateException("odd"), true);
    assertThat(err.toString(UTF_8)).contains("\tat ");
  }

  @Test
  void aReaderWhoLeftIsNoNews() {
    assertThat(report(failureOf("Broken pipe"), true)).isEqualTo(141);
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @Test
  void outputThatGotLostIsAFailure() {
    assertThat(report(failureOf("No space left on device"), false)).isEqualTo(70);
    assertThat(err.toString(UTF_8)).contains("standard output", "No space left");
  }

  private static Throwable failureOf(String message) {
    Output out =
        new Output(
            new OutputStream() {
              @Override
              public void write(int value) throws IOException {
                throw new IOException(message);
              }
            },
            false);
    out.line("x");
    try {
      out.flush();
    } catch (RuntimeException e) {
      return e;
    }
    throw new AssertionError("must fail");
  }

  private int report(Throwable failure, boolean verbose) {
    return new ErrorReport(new Messages(err, false), verbose).report(failure).code();
  }
}
