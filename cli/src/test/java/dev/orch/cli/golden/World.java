package dev.orch.cli.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.DiskTree;
import dev.orch.cli.fixture.Orch;
import dev.orch.cli.fixture.Result;
import dev.orch.cli.fixture.Site;
import dev.orch.cli.plugin.ForeignJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A small site whose every byte is known, but for times, ids, ports and the host's name: a project
 * with a history, one that was cleared, instances that run well, badly and no more, and a desired
 * tree that differs from what is live.
 */
final class World implements AutoCloseable {
  private final Site site = new Site();
  private final Path dir;
  private final DiskTree tree;
  private final Masks masks;
  private final Transcript making;

  /** Makes it all below this directory. */
  World(Path dir) throws Exception {
    this.dir = dir.toRealPath();
    this.tree = new DiskTree(this.dir.resolve("tree"));
    this.masks = new Masks(this);
    this.making = new Transcript(masks);
    make();
  }

  private void make() throws Exception {
    installation();
    tree.file("file-mgr/etc/filemgr.properties", "port=9000\npool=4\n")
        .file("file-mgr/policy/product-types.xml", "<types>\n  <type id=\"radar\"/>\n</types>\n")
        .file("file-mgr/component.yaml", "trigger: none\n")
        .file("ingest/etc/crawler.properties", "interval=5m\n")
        .file("ingest/etc/größe.txt", "über\n")
        .file("ingest/component.yaml", "command: { start: 'echo no luck; exit 3' }\n");
    publish("First");
    publish("Nothing new");
    tree.file("file-mgr/etc/filemgr.properties", "port=9000\npool=8\n")
        .file("file-mgr/etc/icon.bin", new byte[] {0, 1, 2, (byte) 0xff})
        .without("file-mgr/policy/product-types.xml");
    publish("Raise the pool: the archive answers too slowly in the hour after midnight");
    call("rollback", "--to", "1", "--author", "ada", "-m", "Not yet", "--yes");
    tree.file(
            "file-mgr/component.yaml",
            "trigger: none\non-change:\n  - { paths: [\"policy/**\"], do: reload }\n")
        .file("file-mgr/policy/product-types.xml", "<types/>\n");
    publish("Policy");
    new DiskTree(dir.resolve("radar")).file("site/a.txt", "a\n");
    call("publish", path("radar"), "--project", "radar", "--author", "ada");
    call("clear", "--project", "radar", "--author", "ada", "--yes");
    call("retention", "--revisions", "20");
    instances();
    call("export", path("exported"), "--component", "ingest", "--revision", "1");
    call("import", "home", path("fm-1"), "--to", path("imported/fm"), "--like", "**.xml");
    change();
  }

  private void installation() throws Exception {
    Path plugins = Files.createDirectories(dir.resolve("install/plugins"));
    ForeignJar.example().write(plugins.resolve("example.jar"), dir);
    Files.writeString(plugins.resolve("broken.jar"), "not a jar");
  }

  private void instances() throws Exception {
    agent("file-mgr", "fm-1");
    Files.writeString(dir.resolve("fm-1/etc/filemgr.properties"), "pool=1\n");
    agent("file-mgr", "fm-1");
    agent("file-mgr", "fm-2");
    call("forget", "--component", "file-mgr", "--instance", "fm-2", "--yes");
    agent("ingest", "in-1");
    call("retry", "--component", "ingest");
  }

  private void agent(String component, String instance) {
    String home = path(instance);
    call("agent", "--once", "--component", component, "--instance", instance, "--home", home);
  }

  /** What the desired tree has and the live revision has not. */
  private void change() {
    tree.file("file-mgr/policy/product-types.xml", "<types>\n  <type id=\"lidar\"/>\n</types>\n")
        .file("file-mgr/etc/new.properties", "a=1\n")
        .without("ingest/etc/größe.txt");
    new DiskTree(dir.resolve("broken"))
        .file("file-mgr/etc/a.xml", "<a>\n<b></a>\n")
        .file("file-mgr/etc/b.json", "{\"a\": 1,}\n")
        .file("file-mgr/component.yaml", "triger: none\n");
    new DiskTree(dir.resolve("all"))
        .file("weather/ingest/etc/crawler.properties", "interval=5m\n")
        .file("zoo/keeper/a.txt", "a\n");
    new DiskTree(dir.resolve("in-the-way")).file("etc/crawler.properties", "theirs\n");
  }

  private void publish(String message) {
    call("publish", path("tree"), "--author", "ada", "-m", message, "--allow-removals");
  }

  private void call(String... args) {
    add(making, List.of(args));
  }

  /** Runs one call, in this process, and adds what came of it. */
  Result add(Transcript transcript, List<String> args) {
    Result result = orch().run(args.toArray(String[]::new));
    assertThat(result.err()).doesNotContain("internal error");
    transcript.add(args, result.out(), Masks.withoutProgress(result.err()), result.exit());
    return result;
  }

  /** What was said while it was made. */
  Transcript making() {
    return making;
  }

  /** The variables of a call about it. */
  Map<String, String> environment() {
    return Map.of("ORCH_ZK_CONNECT", connect(), "ORCH_PROJECT", "weather");
  }

  /** A call about the project that has a history. */
  Orch orch() {
    return site.orch("weather").property("orch.install", path("install"));
  }

  /** A place in the directory, as an argument. */
  String path(String relative) {
    return dir.resolve(relative).toString();
  }

  Path directory() {
    return dir;
  }

  String connect() {
    return site.connect();
  }

  /** The arguments, where {@code @tree} stands for the place of {@code tree}. */
  List<String> arguments(String line) {
    return Arrays.stream(line.split(" "))
        .map(it -> it.startsWith("@") ? path(it.substring(1)) : it)
        .toList();
  }

  /** Where nothing is written yet. */
  Transcript transcript() {
    return new Transcript(masks);
  }

  @Override
  public void close() {
    site.close();
  }
}
