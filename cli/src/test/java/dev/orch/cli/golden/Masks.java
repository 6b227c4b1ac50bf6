package dev.orch.cli.golden;

import dev.orch.engine.report.HostName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Puts a name for what is another in each run: times, ids, ports, the host, and sizes of documents
 * that hold one of these.
 */
final class Masks {
  private static final String SIZE = "[0-9.]+ (?:B|KiB|MiB)";

  /** In their tables columns are as wide as what is masked: two blanks are put between them. */
  private static final Set<String> TABLES = Set.of("history", "status", "du");

  private final Map<Pattern, String> masks = new LinkedHashMap<>();

  Masks(World world) {
    String host = Pattern.quote(HostName.ofThisNode());
    mask(Pattern.quote(world.directory() + "/"), "");
    mask(Pattern.quote(world.directory().toString()), ".");
    mask(Pattern.quote(world.connect()), "<zk>");
    mask("@" + host + "\\b", "@<host>");
    mask("(?<=  )" + host + "(?= +(?:yes|no))", "<host>");
    mask("(\"(?:host|publishId|projectId)\" : )\"[^\"]+\"", "$1\"<masked>\"");
    mask("(\"(?:pid|bytes|bytesAdded|bytesHeld|bytesFreed)\" : )\\d+", "$1<n>");
    mask("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "<time>");
    mask("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d", "<time>");
    mask("\\(\\d+\\.\\d\\d s, publish [0-9a-f-]+\\)", "(<t> s, publish <id>)");
    mask("(?m)^(publish   )[0-9a-f-]+", "$1<id>");
    mask("(?<=added {1,6}|add about |holds |hold |at most | of )" + SIZE, "<size>");
    mask("\\d+\\.\\d ms a read", "<t> ms a read");
    mask("\\d+ ms (?:ahead of|behind) this machine", "<t> ms off this machine");
    mask("\\d[^\\s\"]*, \\d+ MiB heap", "<version>, <n> MiB heap");
  }

  /**
   * Without what says how far work is that takes longer than a second, as it does on a machine that
   * is busy: lines where no person looks, and on a terminal what is wiped out again.
   */
  static String withoutProgress(String text) {
    return text.replaceAll("\r\u001b\\[K[^\r\n]*(?=\r\u001b\\[K)", "")
        .replace("\r\u001b[K", "")
        .replaceAll("(?m)^orch: [a-z ]+: \\d+ of \\d+ files, [^\n]*\n", "");
  }

  private void mask(String pattern, String replacement) {
    masks.put(Pattern.compile(pattern), replacement);
  }

  /** What a call of this command printed, without what varies. */
  String apply(String command, String text) {
    String masked = text;
    for (Map.Entry<Pattern, String> mask : masks.entrySet()) {
      masked = mask.getKey().matcher(masked).replaceAll(mask.getValue());
    }
    if (command.equals("du")) {
      masked = masked.replaceAll(SIZE, "<size>");
    }
    return TABLES.contains(command) ? masked.replaceAll("(?<=\\S)  +(?=\\S)", "  ") : masked;
  }
}
