package dev.orch.cli.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.agent.trigger.TriggerFactory;
import dev.orch.cli.fixture.DiskTree;
import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Result;
import dev.orch.cli.fixture.Site;
import dev.orch.model.source.SourceTreeProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {
  @TempDir Path dir;

  private Orch orch() {
    return withPlugins(new Orch());
  }

  private Orch withPlugins(Orch orch) {
    return orch.property("orch.install", dir.resolve("install").toString());
  }

  private void install(ForeignJar jar, String name) throws IOException {
    jar.write(plugin(name), dir);
  }

  private Path plugin(String name) {
    return dir.resolve("install/plugins").resolve(name);
  }

  private String home() {
    return dir.resolve("home").toString();
  }

  private String zip(String... pathsAndTexts) throws IOException {
    Path zip = dir.resolve("tree.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (int i = 0; i < pathsAndTexts.length; i += 2) {
        out.putNextEntry(new ZipEntry(pathsAndTexts[i]));
        out.write(pathsAndTexts[i + 1].getBytes(UTF_8));
        out.closeEntry();
      }
    }
    return "zip:" + zip;
  }

  /** A trigger that writes a text of its own library to the home. */
  private static ForeignJar trigger(String name, String text) {
    return ForeignJar.ofVersion("1")
        .source(
            "lib.Text",
            "package lib; public class Text { public static String it() { " + text + " } }")
        .source(
            "foreign.Triggers",
            """
            package foreign;
            import dev.orch.agent.trigger.*;
            import dev.orch.engine.*;
            import java.nio.file.*;
            public class Triggers implements TriggerFactory {
              public String name() { return "%s"; }
              public Trigger create(TriggerSetup setup) {
                return new Trigger() {
                  public void ensure(TriggerContext c) {}
                  public void prepare(TriggerContext c) {}
                  public void undo(TriggerContext c) {}
                  public void activate(TriggerContext c) throws TriggerException {
                    try {
                      Files.writeString(Path.of(c.home()).resolve("said"), lib.Text.it());
                    } catch (java.io.IOException e) {
                      throw new TriggerException("cannot write", e);
                    }
                  }
                };
              }
            }
            """
                .formatted(name))
        .service(TriggerFactory.class, "foreign.Triggers");
  }

  private static ForeignJar tree(String constructor) {
    return ForeignJar.ofVersion("1")
        .source(
            "foreign.Trees",
            """
            package foreign;
            public class Trees implements dev.orch.model.source.SourceTreeProvider {
              public Trees() { %s }
              public String scheme() { return "foreign"; }
              public dev.orch.model.source.SourceTree open(java.net.URI it) {
                throw new IllegalStateException("not today");
              }
            }
            """
                .formatted(constructor))
        .service(SourceTreeProvider.class, "foreign.Trees");
  }

  @Test
  void aTreeOfAPluginIsPlannedPublishedAndVerified() throws IOException {
    install(ForeignJar.example(), "example.jar");
    String tree = zip("comp/etc/a.properties", "a=1\n", "comp/b/c.txt", "c");
    try (Site site = new Site()) {
      Orch orch = withPlugins(site.orch("weather"));
      assertThat(orch.run("plan", tree).exit()).isEqualTo(1);
      Result published = orch.run("publish", tree);
      assertThat(published.exit()).as(published.toString()).isZero();
      assertThat(orch.run("cat", "comp/etc/a.properties").out()).isEqualTo("a=1\n");
      assertThat(orch.run("verify", tree).exit()).isZero();
      assertThat(orch.run("explain", tree).exit()).isZero();

      String all = zip("ocean/comp/a.txt", "1", "land/comp/a.txt", "2");
      Result many =
          new Orch()
              .env("ORCH_ZK_CONNECT", site.connect())
              .property("orch.install", dir.resolve("install").toString())
              .run("publish", all, "--all-projects");
      assertThat(many.exit()).as(many.toString()).isZero();
      assertThat(orch.run("cat", "comp/a.txt", "-p", "land").out()).isEqualTo("2");
    }
  }

  @Test
  void aTriggerOfAPluginIsAskedByTheAgent() throws IOException {
    install(ForeignJar.example(), "example.jar");
    String tree = zip("comp/a.txt", "1", "comp/component.yaml", "trigger: example.journal\n");
    try (Site site = new Site()) {
      Orch orch = withPlugins(site.orch("weather"));
      Result published = orch.run("publish", tree);
      assertThat(published.exit()).as(published.toString()).isZero();
      Result once = orch.run("agent", "-c", "comp", "--home", home(), "--once");
      assertThat(once.exit()).as(once.toString()).isZero();
      assertThat(dir.resolve("home/journal.log")).hasContent("prepare comp 1\nactivate comp 1\n");

      Result without =
          site.orch("weather")
              .run("agent", "-c", "comp", "-i", "i2", "--home", home() + 2, "--once");
      assertThat(without.exit()).as(without.toString()).isEqualTo(4);
      assertThat(without.err())
          .contains("\"example.journal\", which this agent does not have; it has command, none");
      assertThat(dir.resolve("home2/a.txt")).doesNotExist();
    }
  }

  @Test
  void librariesOfTwoPluginsDoNotClash() throws IOException {
    install(trigger("foreign.one", "return \"one\";"), "one.jar");
    install(trigger("foreign.two", "return \"two\";"), "two.jar");
    for (String name : List.of("one", "two")) {
      String tree =
          new DiskTree(dir.resolve(name))
              .file("a.txt", name)
              .file("component.yaml", "trigger: foreign." + name + "\n")
              .path();
      Result applied = orch().run("apply", tree, "--home", home());
      assertThat(applied.exit()).as(applied.toString()).isZero();
      assertThat(dir.resolve("home/said")).hasContent(name);
    }
  }

  @Test
  void brokenOnesAreReportedEachOnceAndTheSoundOneWorks() throws IOException {
    install(ForeignJar.example(), "sound.jar");
    Files.writeString(plugin("corrupt.jar"), "no zip");
    install(tree("throw new IllegalStateException(\"out of order\");"), "constructor.jar");
    // On the class path of orch, but no plug-in is shown it.
    install(tree("new com.fasterxml.jackson.core.JsonFactory();"), "missing.jar");
    install(ForeignJar.ofVersion("2"), "newer.jar");
    install(ForeignJar.ofVersion("1"), "nothing.jar");
    install(trigger("command", "return \"\";"), "name.jar");
    install(tree("").service(SourceTreeProvider.class, "foreign.Tress"), "typo.jar");
    String tree = zip("a.txt", "1");

    Result applied = orch().run("apply", tree, "--home", home());

    assertThat(applied.exit()).as(applied.toString()).isZero();
    assertThat(dir.resolve("home/a.txt")).hasContent("1");
    assertThat(applied.err().lines().filter(line -> line.contains("warning: the plug-in")))
        .satisfiesExactly(
            it -> assertThat(it).contains("constructor.jar cannot be loaded", "out of order"),
            it -> assertThat(it).contains("corrupt.jar expected a readable jar"),
            it -> assertThat(it).contains("missing.jar cannot be loaded", "JsonFactory"),
            it -> assertThat(it).contains("name.jar makes triggers named \"command\""),
            it -> assertThat(it).contains("newer.jar expected Orch-Plugin-Api: 1", "found \"2\""),
            it -> assertThat(it).contains("nothing.jar expected a file in META-INF/services"),
            it -> assertThat(it).contains("typo.jar cannot be loaded", "foreign.Tress"));

    Result listed = orch().run("plugins");
    assertThat(listed.exit()).isZero();
    assertThat(listed.out())
        .startsWith(
            """
            KIND     NAME             JAR        CLASS
            tree     zip              sound.jar  example.ZipTrees
            trigger  example.journal  sound.jar  example.JournalTriggers
            not used: constructor.jar cannot be loaded""");
    assertThat(orch().run("plugins", "-o", "json").out())
        .contains(
            """
                {
                  "jar" : "sound.jar",
                  "kind" : "tree",
                  "name" : "zip",
                  "class" : "example.ZipTrees"
                },
            """)
        .contains("\"problem\" : \"expected a readable jar, found:", "\"jar\" : \"typo.jar\"");
  }

  @Test
  void aDirectoryLoadsNoPlugin() throws IOException {
    Files.createDirectories(plugin("x").getParent());
    Files.writeString(plugin("corrupt.jar"), "no zip");
    String tree = new DiskTree(dir.resolve("comp")).file("a.txt", "1").path();
    Result applied = orch().run("apply", tree, "--home", home());
    assertThat(applied.exit()).isZero();
    assertThat(applied.err()).doesNotContain("corrupt");
    Result byUri = orch().run("apply", dir.resolve("comp").toUri().toString(), "--home", home());
    assertThat(byUri.exit()).as(byUri.toString()).isZero();
    assertThat(byUri.err()).contains("up to date").doesNotContain("corrupt");
  }

  @Test
  void twoThatShareANameAreBothLeftAlone() throws IOException {
    install(trigger("foreign.same", "return \"1\";"), "a.jar");
    install(trigger("foreign.same", "return \"2\";"), "b.jar");
    install(tree(""), "c.jar");
    install(tree(""), "d.jar");
    String tree =
        new DiskTree(dir.resolve("comp"))
            .file("a.txt", "1")
            .file("component.yaml", "trigger: foreign.same\n")
            .path();
    Result held = orch().run("apply", tree, "--home", home());
    assertThat(held.exit()).as(held.toString()).isEqualTo(4);
    assertThat(held.err()).contains("could not be made: a.jar and b.jar each bring it");
    assertThat(dir.resolve("home/a.txt")).doesNotExist();

    Result refused = orch().run("apply", "foreign:x", "--home", home());
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err())
        .contains(
            "c.jar and d.jar each open trees of the scheme \"foreign\"", "Remove all but one");
  }

  @Test
  void aPluginThatIsNeededAndNotThereOrFailsIsAClearError() throws IOException {
    Result absent = orch().run("apply", "s3://bucket/x", "--home", home());
    assertThat(absent.exit()).as(absent.toString()).isEqualTo(2);
    assertThat(absent.err())
        .contains("no plug-in opens trees of the scheme \"s3\"", "Put the plug-in's jar into");

    install(tree(""), "trees.jar");
    Result failing = orch().run("apply", "foreign:x", "--home", home());
    assertThat(failing.exit()).as(failing.toString()).isEqualTo(2);
    assertThat(failing.err()).contains("trees.jar cannot open foreign:x", "not today");

    Result nonsense = orch().run("apply", "s3://a b", "--home", home());
    assertThat(nonsense.exit()).isEqualTo(2);
    assertThat(nonsense.err()).contains("blanks as %20");
  }

  @Test
  void aDefectOfATriggerEndsTheApplyAndIsUndone() throws IOException {
    install(trigger("foreign.one", "throw new NoClassDefFoundError(\"lib/Gone\");"), "one.jar");
    String tree =
        new DiskTree(dir.resolve("comp"))
            .file("a.txt", "1")
            .file("component.yaml", "trigger: foreign.one\n")
            .path();
    Result failed = orch().run("apply", tree, "--home", home());
    assertThat(failed.exit()).as(failed.toString()).isEqualTo(6);
    assertThat(failed.err()).contains("failed and undone", "one.jar failed", "lib/Gone");
    assertThat(dir.resolve("home/a.txt")).doesNotExist();
  }
}
