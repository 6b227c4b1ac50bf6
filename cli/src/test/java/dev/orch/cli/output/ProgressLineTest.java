package dev.orch.cli.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.output.ProgressLine.Screen;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private static final Screen TERMINAL = new Screen(true, 80);
  private static final Screen ELSEWHERE = new Screen(false, 80);
  private static final String CLEAR = "\r\u001b[K";
  private static final long MIB = 1024 * 1024;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicLong now = new AtomicLong(17);

  private ProgressLine line(Screen screen, String what) {
    return new ProgressLine(new Messages(bytes, screen.rewritable()), screen, what, now::get);
  }

  private void pass(long millis) {
    now.addAndGet(Duration.ofMillis(millis).toNanos());
  }

  private String shown() {
    String shown = bytes.toString(UTF_8);
    bytes.reset();
    return shown;
  }

  @Test
  void onATerminalItIsABarThatIsRewrittenAndGoesAway() {
    try (ProgressLine line = line(TERMINAL, "publishing weather")) {
      pass(999);
      line.update(1, 9, 10, 90);
      assertThat(shown()).as("quick work").isEmpty();
      pass(1);
      line.update(250, 1000, MIB, 4 * MIB);
      assertThat(shown())
          .isEqualTo(
              CLEAR
                  + "publishing weather: [####...............] 250 of 1000 files, 1.0 MiB of 4.0 MiB");
      pass(99);
      line.update(500, 1000, 2 * MIB, 4 * MIB);
      assertThat(shown()).as("calm").isEmpty();
      pass(1);
      line.update(1000, 1000, 4 * MIB, 4 * MIB);
      assertThat(shown()).contains("[##################] 1000 of 1000 files").hasSize(4 + 79);
    }
    assertThat(shown()).isEqualTo(CLEAR);
  }

  @Test
  void whatHasNoBytesIsCountedAlone() {
    try (ProgressLine line = line(TERMINAL, "asking")) {
      pass(1_000);
      line.count(3, 12, "jobs");
      assertThat(shown())
          .isEqualTo(CLEAR + "asking: [#######.......................] 3 of 12 jobs");
      pass(50);
      line.count(4, 12, "jobs");
      assertThat(shown()).as("calm").isEmpty();
    }
  }

  @Test
  void elsewhereItIsALineEveryThreeSeconds() {
    try (ProgressLine line = line(ELSEWHERE, "publishing weather")) {
      pass(2_999);
      line.update(1, 9, 10, 90);
      assertThat(shown()).isEmpty();
      pass(1);
      line.update(2, 9, 20, 90);
      pass(2_999);
      line.update(3, 9, 30, 90);
      pass(1);
      line.update(4, 9, 40, 90);
    }
    assertThat(shown())
        .isEqualTo(
            """
            orch: publishing weather: 2 of 9 files, 20 B of 90 B
            orch: publishing weather: 4 of 9 files, 40 B of 90 B
            """);
  }

  @Test
  void quickWorkShowsNothingAnywhere() {
    for (Screen screen : new Screen[] {TERMINAL, ELSEWHERE}) {
      try (ProgressLine line = line(screen, "publishing weather")) {
        line.update(9, 9, 90, 90);
      }
      assertThat(shown()).isEmpty();
    }
  }

  @Test
  void itStaysWithinTheWidth() {
    for (String what : new String[] {"checking what is published of " + "x".repeat(100), "x"}) {
      for (int width = 1; width <= 120; width++) {
        ProgressLine line = line(new Screen(true, width), what);
        pass(1_000);
        line.update(123_456, 1_000_000, 5_000_000_000L, 9_000_000_000L);
        assertThat(shown().length()).as("width " + width).isLessThan(CLEAR.length() + width);
      }
    }
    ProgressLine narrow = line(new Screen(true, 50), "publishing weather");
    pass(1_000);
    narrow.update(1, 2, 5, 10);
    assertThat(shown()).isEqualTo(CLEAR + "publishing weather: 1 of 2 files, 5 B of 10 B");
  }

  @Test
  void emptyFilesAreCountedByNumber() {
    ProgressLine line = line(TERMINAL, "reading the tree");
    pass(1_000);
    line.update(1, 2, 0, 0);
    assertThat(shown()).contains("[###############...............] 1 of 2 files, 0 B of 0 B");
  }

  @Test
  void theScreenIsSaidByTheEnvironment() {
    assertThat(screen(true, Map.of())).isEqualTo(TERMINAL);
    assertThat(screen(false, Map.of())).isEqualTo(ELSEWHERE);
    assertThat(screen(true, Map.of("TERM", "dumb"))).isEqualTo(ELSEWHERE);
    assertThat(screen(true, Map.of("COLUMNS", "120"))).isEqualTo(new Screen(true, 120));
    assertThat(screen(true, Map.of("COLUMNS", "wide"))).isEqualTo(TERMINAL);
    assertThat(screen(true, Map.of("COLUMNS", "0"))).isEqualTo(TERMINAL);
  }

  private Screen screen(boolean terminal, Map<String, String> environment) {
    return Screen.of(
        new Invocation(
            new ByteArrayInputStream(new byte[0]),
            new Output(bytes, terminal),
            new Messages(bytes, terminal),
            terminal,
            name -> null,
            new HashMap<>(environment)::get));
  }
}
