package dev.orch.cli.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Result;
import dev.orch.cli.golden.Terminal.Left;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every command prints: standard output, standard error and exit code. {@code -Dgolden.update}
 * writes the files anew; look at what differs before it is committed.
 */
class GoldenOutputTest {
  private static final String JSON = " -o json";
  private static final int COLUMNS = 80;

  /** Lines of calls by the name of their file; {@code @tree} is the directory of that name. */
  private static final Map<String, List<String>> CALLS = new TreeMap<>();

  static {
    calls("plan", "plan @tree", "plan @tree --diff", "plan @exported", "plan @tree -o json");
    calls("plan-many", "plan @all --all-projects", "plan @all --all-projects --detailed-exitcode");
    calls("plan-many", "plan @all --all-projects -o json");
    calls("explain", "explain @tree", "explain @exported -c ingest", "explain @tree -o json");
    calls("explain-many", "explain @all --all-projects", "explain @all --all-projects -o json");
    calls("verify", "verify @tree", "verify @tree -o json");
    calls("verify-many", "verify @all --all-projects", "verify @all --all-projects -o json");
    calls("publish", "publish @tree --dry-run", "publish @tree --dry-run -o json");
    calls("publish-many", "publish @all --all-projects --allow-removals --dry-run");
    calls("publish-many", "publish @all --all-projects --dry-run -o json");
    calls("rollback", "rollback --to 2 --dry-run --yes", "rollback --to 2 --dry-run -y -o json");
    calls("clear", "clear --dry-run --yes", "clear --component ingest --dry-run --yes -o json");
    calls("history", "history", "history --limit 1 -o json", "history --publish-id 00000000");
    calls("show", "show 2", "show 1 --diff", "show 2 -o json");
    calls("diff", "diff 1 2", "diff 1 4 --summary", "diff 1 3", "diff 1 2 -o json");
    calls("ls", "ls", "ls ingest/etc", "ls --revision 2", "ls ingest -o json");
    calls("tree", "tree", "tree ingest", "cat ingest/etc/größe.txt");
    calls("projects", "projects", "projects -o json");
    calls("status", "status", "status --project radar", "status -o json");
    calls("instances", "instances -c file-mgr", "instances -c file-mgr -o json");
    calls("events", "events", "events --project radar --limit 1", "events -o json");
    calls("exit-2", "events --limit -1");
    for (String verb : List.of("restart", "reload", "reconcile", "stop", "start")) {
      calls("commands", verb + " -c file-mgr", verb + " -c file-mgr -o json");
    }
    calls("exit-2", "restart -c file-mgr -i fm-3", "stop -c file-mgr --max-unavailable 0");
    calls("exit-2", "start -c file-mgr --expires 8d");
    calls("retention", "retention", "retention --project radar", "retention -o json");
    calls("prune", "prune --keep 2 --dry-run", "prune --keep 2 --dry-run -o json");
    calls("du", "du", "du -o json");
    calls("plugins", "plugins", "plugins -o json");
    calls("doctor", "doctor --home @fm-1", "doctor --home @none -o json");
    calls("apply", "apply @tree/ingest --home @in-the-way --dry-run");
    calls("apply", "apply @tree/ingest --home @empty --dry-run -o json");
    calls("usage", "--version", "pubish", "plan --dif", "plan a b", "history --limit none");
    calls("usage", "history --limit 0", "history --project ../x", "status --watch -o json");
    calls("usage", "--help", "plan --help", "agent --help");
    calls("exit-2", "publish @broken", "publish @none", "ls --project wether", "ls nothing");
    calls("exit-2", "show 99", "plan @tree --component ingset", "cat ingest/none");
    calls("exit-3", "ls --zk 127.0.0.1:1 --connect-timeout 100ms");
    calls("exit-4", "publish @all/zoo", "rollback --to 1", "publish @tree --expect-revision 1");
    calls("exit-4", "rollback --to 99 --yes", "apply @tree/ingest --home @in-the-way");
    calls("exit-6", "apply @exported/ingest --home @fresh --start-command false");
  }

  /** Those that a person sees otherwise than a program does, and some whose lines must fit. */
  private static final List<String> ON_TERMINAL =
      List.of("plan @tree --diff", "ls", "status --project radar", "history", "plan --help");

  @TempDir static Path dir;
  private static World world;
  private static Terminal terminal;

  private final Schemas schemas = new Schemas();

  private static void calls(String file, String... lines) {
    CALLS.computeIfAbsent(file, it -> new ArrayList<>()).addAll(List.of(lines));
  }

  @BeforeAll
  static void make() throws Exception {
    world = new World(dir);
    terminal = new Terminal(dir, Path.of(world.path("install")), world.environment());
  }

  @AfterAll
  static void end() {
    world.close();
  }

  /** Need an Oozie server; held against their schemas where one is. */
  private static final Set<String> CALLED_ELSEWHERE = Set.of("jobs", "adopt");

  @Test
  void whatIsSaidWhileTheWorldIsMade() {
    Golden.compare("making", world.making().toString());
  }

  @TestFactory
  Stream<DynamicTest> whereNoPersonLooks() {
    return CALLS.entrySet().stream()
        .map(it -> DynamicTest.dynamicTest(it.getKey(), () -> compare(it.getKey(), it.getValue())));
  }

  private void compare(String file, List<String> lines) {
    Transcript transcript = world.transcript();
    List<String> problems = new ArrayList<>();
    for (String line : lines) {
      Result result = world.add(transcript, arguments(line));
      if (line.endsWith(JSON) && !result.out().isEmpty()) {
        String command = line.substring(0, line.indexOf(' '));
        // Events are a document on each line.
        Stream<String> documents =
            command.equals("events") ? result.out().lines() : Stream.of(result.out());
        documents.forEach(
            document -> problems.addAll(schemas.problems(Schemas.name(command), document)));
      }
    }
    assertThat(problems).as("what docs/schemas does not allow").isEmpty();
    Golden.compare(file, transcript.toString());
  }

  @Test
  void aSavedPlanIsAsItsSchemaSays() throws Exception {
    Result result = world.add(world.transcript(), arguments("plan @tree --out @plan.json"));
    assertThat(result.exit()).isEqualTo(1);
    assertThat(schemas.problems("saved-plan", Files.readString(dir.resolve("plan.json"))))
        .isEmpty();
  }

  @Test
  void everyCommandThatPrintsJsonHasASchemaAndIsCalledHere() {
    List<String> commands =
        new Orch()
            .run("--help")
            .out()
            .lines()
            .dropWhile(line -> !line.equals("Commands:"))
            .skip(1)
            .takeWhile(line -> line.startsWith("  "))
            .map(line -> line.strip().split("\\s+", 2)[0])
            .filter(name -> new Orch().run(name, "--help").out().contains("--output=FORMAT"))
            .toList();
    assertThat(commands).hasSizeGreaterThan(15).allMatch(it -> Schemas.exists(Schemas.name(it)));
    assertThat(commands)
        .filteredOn(command -> !CALLED_ELSEWHERE.contains(command))
        .allMatch(
            command ->
                CALLS.values().stream()
                    .flatMap(List::stream)
                    .anyMatch(it -> it.startsWith(command + " ") && it.endsWith(JSON)));
  }

  @Test
  void whatCompletionOffers() {
    Transcript transcript = world.transcript();
    for (List<String> call :
        List.of(
            List.of("project", "status", "--project", ""),
            List.of("component", "status", "--component", ""),
            List.of("instance", "retry", "--instance", ""),
            List.of("instance", "retry", "--component", "ingest", "--instance", ""),
            List.of("revision", "show", ""),
            List.of("published", "cat", ""),
            List.of("published", "cat", "ingest/"))) {
      world.add(transcript, Stream.concat(Stream.of("__complete"), call.stream()).toList());
    }
    Golden.compare("completion", transcript.toString());
  }

  @Test
  void theLauncherOnPipesPrintsTheSame() throws Exception {
    for (String line : List.of("plan @tree --diff", "show 99")) {
      Left left = terminal.piped(arguments(line));
      Result here = world.add(world.transcript(), arguments(line));
      assertThat(left)
          .isEqualTo(new Left(here.out(), Masks.withoutProgress(here.err()), here.exit()));
    }
  }

  @Test
  void onATerminalOf80Columns() throws Exception {
    Terminal.require(dir);
    Transcript transcript = world.transcript();
    for (String line : ON_TERMINAL) {
      Left left = terminal.onTerminal(Map.of(), "", arguments(line));
      assertThat(left.out().lines().map(GoldenOutputTest::plain))
          .as(line)
          .allMatch(shown -> shown.codePointCount(0, shown.length()) <= COLUMNS);
      // Where a message is cut depends on how long the host's name is.
      if (!line.equals("history")) {
        transcript.add(arguments(line), left.out(), left.err(), left.exit());
      }
    }
    for (String line : List.of("rollback --to 1", "show 99")) {
      String question = line.startsWith("rollback") ? "[y/N]" : "";
      Left left = terminal.onTerminal(Map.of(), question, arguments(line));
      transcript.add(arguments(line), left.out(), left.err(), left.exit());
    }
    Golden.compare("terminal", transcript.toString());
  }

  @Test
  void onATerminalWithoutColour() throws Exception {
    Terminal.require(dir);
    Transcript transcript = world.transcript();
    List<String> args = arguments("plan @tree --diff");
    Left left = terminal.onTerminal(Map.of("NO_COLOR", "1"), "", args);
    Golden.compare(
        "terminal-no-color", transcript.add(args, left.out(), left.err(), left.exit()).toString());
    assertThat(left.out()).doesNotContain("\u001b").isEqualTo(terminal.piped(args).out());
  }

  private static String plain(String line) {
    return line.replaceAll("\u001b\\[[0-9;]*m", "");
  }

  private static List<String> arguments(String line) {
    return Arrays.stream(line.split(" "))
        .map(it -> it.startsWith("@") ? world.path(it.substring(1)) : it)
        .toList();
  }
}
