package dev.orch.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the run is told: {@code --quick}, {@code --output=DIR}, {@code --work=DIR}, {@code
 * --distribution=FILE}, {@code --peers=DIR}, {@code --docs=DIR}, {@code --more=ARGUMENTS}, and
 * names of rows, in which * stands for anything; all rows if none is named.
 *
 * @param work on a real disk
 * @param docs where the page is that the table is written into, if it is to be
 */
record Arguments(
    boolean quick,
    Path output,
    Path work,
    Path peers,
    Optional<Path> distribution,
    Optional<Path> docs,
    List<String> rows) {

  private static final String MORE = "--more=";

  Arguments {
    rows = List.copyOf(rows);
  }

  static Arguments parse(List<String> args) {
    boolean quick = false;
    List<String> rows = new ArrayList<>();
    Path target = Path.of("target").toAbsolutePath();
    Path output = target.resolve("benchmarks");
    Path work = target;
    Path peers = target.resolve("peers");
    Path distribution = null;
    Path docs = null;
    for (String arg : spread(args)) {
      int equals = arg.indexOf('=');
      String name = equals < 0 ? arg : arg.substring(0, equals);
      String value = arg.substring(equals + 1);
      switch (name) {
        case "--quick" -> quick = true;
        case "--output" -> output = absolute(value);
        case "--work" -> work = absolute(value);
        case "--peers" -> peers = absolute(value);
        case "--distribution" -> distribution = absolute(value);
        case "--docs" -> docs = absolute(value);
        default -> {
          if (name.startsWith("-")) {
            throw new IllegalArgumentException(
                "expected --quick, --output=, --work=, --peers=, --distribution=, --docs= or names"
                    + " of rows, found "
                    + arg);
          }
          rows.add(arg);
        }
      }
    }
    return new Arguments(
        quick,
        output,
        work,
        peers,
        Optional.ofNullable(distribution),
        Optional.ofNullable(docs),
        rows);
  }

  /** With each word of {@code --more=WORDS} as an argument of its own. */
  private static List<String> spread(List<String> args) {
    return args.stream()
        .flatMap(
            arg ->
                arg.startsWith(MORE)
                    ? Pattern.compile(" +").splitAsStream(arg.substring(MORE.length()))
                    : Stream.of(arg))
        .filter(arg -> !arg.isEmpty())
        .toList();
  }

  private static Path absolute(String path) {
    return Path.of(path).toAbsolutePath();
  }

  boolean wants(String row) {
    return rows.isEmpty() || rows.stream().anyMatch(pattern -> matches(pattern, row));
  }

  private static boolean matches(String pattern, String row) {
    return Pattern.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), row);
  }
}
