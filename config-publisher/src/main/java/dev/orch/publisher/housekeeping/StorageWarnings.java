package dev.orch.publisher.housekeeping;

import dev.orch.model.ProjectName;
import dev.orch.model.revision.ProjectUsage;
import dev.orch.model.settings.ByteSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Says that it is getting too much before ZooKeeper suffers. A server holds every znode in memory,
 * and whole in addition the last 500 transactions; by default its heap is 1,000 MB, and its answers
 * have at most 1 MiB.
 */
public final class StorageWarnings {
  /** Bytes of data over all projects: a quarter of a default heap, as much again is overhead. */
  static final long MANY_BYTES = 256L * 1024 * 1024;

  /** Znodes over all projects: each costs some hundred bytes besides its data. */
  static final long MANY_ZNODES = 500_000;

  /** Names in one place, in bytes: half of the largest answer, beyond which nobody can list it. */
  static final long LONG_LISTING = 512 * 1024;

  /** The part of a project's limit, in percent, from which on it is said. */
  private static final int NEAR_LIMIT = 80;

  private StorageWarnings() {}

  /** Of a project that holds so many bytes, and may hold at most {@code limit}. */
  public static Optional<String> ofProject(ProjectName project, long bytes, long limit) {
    return bytes > limit / 100 * NEAR_LIMIT
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "project %s holds %s of at most %s: take large files out of the tree, keep fewer"
                    + " revisions (orch retention) and prune, or raise --project-limit",
                project,
                ByteSize.format(bytes),
                ByteSize.format(limit)))
        : Optional.empty();
  }

  /** Of these projects, and of all of them together; one line each, with what to do. */
  public static List<String> of(Map<ProjectName, ProjectUsage> projects, long limit) {
    List<String> warnings = new ArrayList<>();
    ProjectUsage.Amount all = ProjectUsage.Amount.ZERO;
    for (Map.Entry<ProjectName, ProjectUsage> entry : projects.entrySet()) {
      ProjectUsage usage = entry.getValue();
      all = all.plus(usage.total());
      ofProject(entry.getKey(), usage.total().bytes(), limit).ifPresent(warnings::add);
      if (usage.largestListing() > LONG_LISTING) {
        warnings.add(
            String.format(
                Locale.ROOT,
                "listing %s takes %s of the 1 MiB that ZooKeeper can answer with; beyond that it can"
                    + " be neither listed nor deleted: spread its files over directories, keep fewer"
                    + " revisions, or forget dead instances",
                usage.fullestPlace(),
                ByteSize.format(usage.largestListing())));
      }
    }
    if (all.bytes() > MANY_BYTES) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "ZooKeeper holds %s for orch, all of it in memory: give its servers a heap of at least"
                  + " %s (SERVER_JVMFLAGS=-Xmx…), or prune",
              ByteSize.format(all.bytes()),
              ByteSize.format(4 * all.bytes())));
    }
    if (all.znodes() > MANY_ZNODES) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "orch has %,d znodes, each of which costs a server memory and the start time: prune, or"
                  + " publish fewer and larger files",
              all.znodes()));
    }
    return warnings;
  }
}
