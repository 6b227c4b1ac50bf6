package dev.orch.zookeeper.codec;

import dev.orch.model.Digest;
import dev.orch.model.InstanceId;
import dev.orch.model.command.CommandProgress;
import dev.orch.model.command.CommandRequest;
import dev.orch.model.command.CommandResult;
import dev.orch.model.command.CommandVerb;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileKind;
import dev.orch.model.component.Manifest;
import dev.orch.model.event.Event;
import dev.orch.model.event.EventKind;
import dev.orch.model.instance.Announcement;
import dev.orch.model.instance.Endpoints;
import dev.orch.model.instance.InstanceReport;
import dev.orch.model.instance.InstanceState;
import dev.orch.model.instance.Labels;
import dev.orch.model.layer.ComponentState;
import dev.orch.model.layer.LayerName;
import dev.orch.model.output.OutputPlace;
import dev.orch.model.path.ConfigPath;
import dev.orch.model.revision.Authorship;
import dev.orch.model.revision.ComponentHead;
import dev.orch.model.revision.Head;
import dev.orch.model.revision.ProjectSettings;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.model.revision.RevisionKind;
import dev.orch.model.revision.SourceCommit;
import dev.orch.model.rollout.Phase;
import dev.orch.model.rollout.Rollout;
import dev.orch.zookeeper.layout.Location;
import dev.orch.zookeeper.layout.RevisionName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** One of each stored document, as the golden files have them. */
final class Samples {
  static final RevisionName REVISION = new RevisionName(12, "3fa9c1e2a0b4");
  static final LayerName FILE_MGR = LayerName.parse("file-mgr");
  private static final Instant TIME = Instant.parse("2026-11-20T12:00:00Z");

  private Samples() {}

  static Digest digest(String of) {
    return Digest.of(of.getBytes(StandardCharsets.UTF_8));
  }

  private static SortedMap<LayerName, ComponentHead> components() {
    return new TreeMap<>(
        Map.of(
            FILE_MGR,
            new ComponentHead(digest("component"), Location.manifest(REVISION, FILE_MGR).value())));
  }

  static HeadDocument head() {
    return new HeadDocument(
        new Head("5e4f5c1e-7a53-4f0b-9c37-0d2f4e4f7f10", 12, false, components()),
        new TreeMap<>(Map.of("future", "{\"a\":[1,2]}")));
  }

  static HeadDocument layered() {
    TreeMap<LayerName, ComponentHead> layers = new TreeMap<>(components());
    for (String name : List.of("_base/file-mgr", "file-mgr@rack=a", "file-mgr@fm-3")) {
      LayerName layer = LayerName.parse(name);
      layers.put(
          layer, new ComponentHead(digest(name), Location.manifest(REVISION, layer).value()));
    }
    return new HeadDocument(
        new Head("5e4f5c1e-7a53-4f0b-9c37-0d2f4e4f7f10", 12, false, layers), new TreeMap<>());
  }

  static HeadDocument rollingOut() {
    return new HeadDocument(
        new Head(
            "5e4f5c1e-7a53-4f0b-9c37-0d2f4e4f7f10",
            12,
            false,
            components(),
            new TreeMap<>(Map.of(FILE_MGR.component(), REVISION.toString()))),
        new TreeMap<>());
  }

  private static ComponentState state(String of) {
    return ComponentState.of(
        FILE_MGR.component(),
        new ComponentHead(digest(of), Location.manifest(REVISION, FILE_MGR).value()));
  }

  static Rollout rollout() {
    return new Rollout(
        new Rollout.Plan(
            REVISION.toString(),
            12,
            state("target"),
            10,
            state("stable"),
            List.of(state("overtaken")),
            2,
            true,
            Duration.ofSeconds(30),
            Duration.ofMinutes(5)),
        new TreeSet<>(List.of(new InstanceId("node-1"), new InstanceId("node-2"))),
        Phase.HALTED,
        true,
        1,
        "canary node-1 failed");
  }

  static HeadDocument tombstone() {
    return new HeadDocument(
        new Head("5e4f5c1e-7a53-4f0b-9c37-0d2f4e4f7f10", 13, true, new TreeMap<>()),
        new TreeMap<>());
  }

  static RevisionIndexDocument index() {
    return new RevisionIndexDocument(
        17,
        List.of(
            new RevisionSummary(
                new RevisionName(13, "8a7b6c5d4e3f"), 0, new RevisionSummary.Writing()),
            new RevisionSummary(
                REVISION, 1, new RevisionSummary.Committed(RevisionKind.PUBLISH, 4711)),
            new RevisionSummary(
                new RevisionName(3, "00112233aabb"), 2, new RevisionSummary.Pruned(1234, 3))));
  }

  static RevisionDocument committed() {
    return new RevisionDocument.Committed(
        new RevisionInfo(
            12,
            "3fa9c1e2a0b4",
            11,
            RevisionKind.PUBLISH,
            new Authorship(
                "alice", "build7", "new types\n\"quoted\" ü", new SourceCommit("git:3fa9", true)),
            TIME,
            4711,
            components()));
  }

  static List<StoredFile> files() {
    return List.of(
        new StoredFile(
            new FileEntry(
                new ConfigPath("bin/start up.sh"),
                FileKind.CONFIGURATION,
                digest("start"),
                5,
                true),
            Location.file(
                REVISION, FILE_MGR, FileKind.CONFIGURATION, new ConfigPath("bin/start up.sh")),
            0),
        new StoredFile(
            new FileEntry(
                new ConfigPath("etc/ü.properties"),
                FileKind.PROPERTIES,
                digest("large"),
                300_000,
                false),
            Location.file(
                new RevisionName(3, "00112233aabb"),
                LayerName.parse("other"),
                FileKind.PROPERTIES,
                new ConfigPath("elsewhere.properties")),
            131_072));
  }

  static ManifestDocument whole() {
    ComponentSpec spec = ComponentSpec.ofCanonical(Map.of("trigger", "none"));
    Manifest manifest = Manifest.of(files().stream().map(StoredFile::entry).toList(), spec);
    return new ManifestDocument(manifest.digest(), spec, files(), List.of());
  }

  static ManifestDocument sharded() {
    return new ManifestDocument(
        whole().digest(),
        whole().spec(),
        List.of(),
        List.of(
            new ShardReference(
                digest("0"), digest("files"), 40_000, Location.shard(REVISION, FILE_MGR, 0)),
            new ShardReference(
                digest("1"),
                null,
                39_999,
                Location.shard(new RevisionName(9, "00112233aabb"), FILE_MGR, 1))));
  }

  static InstanceReport report() {
    return new InstanceReport(
        "node1",
        4711,
        "/opt/filemgr",
        InstanceState.HELD,
        11,
        digest("component"),
        12,
        List.of(new ConfigPath("etc/a b")),
        "in the way: etc/a b",
        TIME,
        announcement(),
        true);
  }

  static Announcement announcement() {
    return new Announcement(
        Labels.parse(List.of("rack=a", "dc=x-1")),
        Endpoints.parse(List.of("rpc=node1:9000", "web=[::1]:8080")));
  }

  static CommandDocument command() {
    return new CommandDocument(
        new CommandRequest(CommandVerb.RESTART, "alice", "build7", Duration.ofMinutes(2)),
        CommandProgress.claimedBy("0c9f")
            .ended(CommandResult.failed("start: exit code 3"), Duration.ofMillis(1234)));
  }

  static Event event() {
    return new Event(
        EventKind.APPLIED,
        FILE_MGR.component(),
        new InstanceId("node1"),
        12,
        "alice@build7",
        "größer");
  }

  static OutputDocument output() {
    return new OutputDocument(
        OutputDocument.State.ANSWERED, new OutputPlace("start#1@0c9f", 120), "größer\n");
  }

  static SettingsDocument settings() {
    return new SettingsDocument(
        new ProjectSettings(20), new TreeMap<>(Map.of("later", "{\"x\":[1]}")));
  }

  static WriterDocument writer() {
    return new WriterDocument("alice@build7, process 4711", TIME);
  }
}
