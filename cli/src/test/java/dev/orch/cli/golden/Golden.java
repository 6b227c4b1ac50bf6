package dev.orch.cli.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts that were looked at once, and are kept. */
final class Golden {
  private static final String UPDATE = "golden.update";
  private static final Path FILES = Path.of("src/test/resources/dev/orch/cli/golden");

  private Golden() {}

  /** Fails when the text is another; with {@code -Dgolden.update} writes it down instead. */
  static void compare(String name, String text) {
    Path file = FILES.resolve(name + ".txt");
    try {
      if (System.getProperty(UPDATE) != null) {
        Files.createDirectories(FILES);
        Files.writeString(file, text, UTF_8);
        return;
      }
      String expected = Files.exists(file) ? Files.readString(file, UTF_8) : "";
      assertThat(text)
          .as(
              "%s; write it anew with -D%s if it is meant, and look at the difference",
              file, UPDATE)
          .isEqualTo(expected);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
