package dev.orch.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.distribution.Installation.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example plug-in, built and installed as its page says, in real processes. */
class PluginsIT {
  @TempDir Path dir;

  private Installation installation;

  @BeforeEach
  void buildAndInstall() throws Exception {
    installation = Installation.unpack(dir);
    Path home = installation.home();
    Path sources = home.resolve("examples/plugins/src/example");
    runTool(
        "javac",
        "--release",
        "17",
        "-cp",
        home + "/lib/*",
        "-d",
        dir.resolve("classes").toString(),
        sources.resolve("ZipTrees.java").toString(),
        sources.resolve("JournalTriggers.java").toString());
    jar(
        home.resolve("plugins/example.jar"),
        "--manifest",
        home.resolve("examples/plugins/manifest.txt").toString(),
        "-C",
        dir.resolve("classes").toString(),
        ".",
        "-C",
        home.resolve("examples/plugins/jar").toString(),
        ".");
    Files.writeString(home.resolve("plugins/broken.jar"), "no jar", UTF_8);
  }

  private void jar(Path jar, String... content) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("--create", "--file", jar.toString()));
    arguments.addAll(List.of(content));
    runTool("jar", arguments.toArray(String[]::new));
  }

  /** One of the Java that runs this. */
  private void runTool(String tool, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home", ""), "bin", tool).toString());
    command.addAll(List.of(arguments));
    Result result = installation.run(Map.of(), command.toArray(String[]::new));
    assertThat(result.exit()).as(result.toString()).isZero();
  }

  @Test
  void aZippedTreeIsPublishedAndItsTriggerAskedInSpiteOfABrokenJar() throws Exception {
    Result listed = installation.orch(Map.of(), "plugins");
    assertThat(listed.exit()).as(listed.toString()).isZero();
    assertThat(listed.out())
        .startsWith(
            """
            KIND     NAME             JAR          CLASS
            tree     zip              example.jar  example.ZipTrees
            trigger  example.journal  example.jar  example.JournalTriggers
            not used: broken.jar expected a readable jar""");

    Path component = Files.createDirectories(dir.resolve("tree/comp"));
    Files.writeString(component.resolve("a.txt"), "1", UTF_8);
    Files.writeString(component.resolve("component.yaml"), "trigger: example.journal\n", UTF_8);
    jar(dir.resolve("tree.zip"), "--no-manifest", "-C", dir.resolve("tree").toString(), ".");
    Process server = installation.serve(dir);
    try {
      Map<String, String> site =
          Map.of("ORCH_ZK_CONNECT", Installation.firstLine(server), "ORCH_PROJECT", "weather");
      Result published = installation.orch(site, "publish", "zip:" + dir.resolve("tree.zip"));
      assertThat(published.exit()).as(published.toString()).isZero();
      assertThat(published.err()).contains("warning: the plug-in broken.jar");
      Path home = dir.resolve("home");
      Result once =
          installation.orch(site, "agent", "-c", "comp", "--home", home.toString(), "--once");
      assertThat(once.exit()).as(once.toString()).isZero();
      assertThat(home.resolve("a.txt")).hasContent("1");
      assertThat(home.resolve("journal.log")).hasContent("prepare comp 1\nactivate comp 1\n");
    } finally {
      server.destroy();
      if (!server.waitFor(30, TimeUnit.SECONDS)) {
        server.destroyForcibly();
      }
    }
  }
}
