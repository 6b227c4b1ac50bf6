package dev.orch.config;

import dev.orch.engine.HomeSnapshot;
import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileKind;
import dev.orch.model.path.ConfigPath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads a home as one revision. */
final class HomeReader {
  private final Path home;
  private final List<ConfigPath> propertiesFiles;
  private final Duration atMost;

  /**
   * Creates it from its parts.
   *
   * @param propertiesFiles in the order in which they are merged; if there is none, all
   * @param atMost how long to try while files are being replaced
   */
  HomeReader(Path home, List<ConfigPath> propertiesFiles, Duration atMost) {
    this.home = home;
    this.propertiesFiles = List.copyOf(propertiesFiles);
    this.atMost = atMost;
  }

  /**
   * The revision that is in the home, or nothing if there is none yet.
   *
   * @throws InvalidInputException when properties files that are merged are missing or malformed,
   *     listing all of them
   * @throws dev.orch.model.CorruptDataException when files are not what orch placed
   * @throws IOException when the home cannot be read, or was not at rest in time
   */
  Optional<HomeConfiguration> read() throws IOException, InterruptedException {
    Optional<HomeSnapshot> snapshot = HomeSnapshot.read(home, atMost);
    return snapshot.map(this::configuration);
  }

  /**
   * The revision that is in the home.
   *
   * @throws dev.orch.model.OrchException when it cannot be had, for whatever reason
   */
  HomeConfiguration require() {
    try {
      return read()
          .orElseThrow(
              () ->
                  new ConfigurationException(
                      "nothing was put into the home " + home + " yet",
                      "See that something is published, and that the home's agent runs.",
                      null));
    } catch (IOException e) {
      throw new ConfigurationException(
          "the home " + home + " cannot be read: " + e,
          "See what is said, and to the home's agent; it is tried again.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConfigurationException(
          "interrupted while the home " + home + " was read", "Load again.", e);
    }
  }

  private HomeConfiguration configuration(HomeSnapshot snapshot) {
    Map<String, ConfigurationFile> files = new TreeMap<>();
    for (FileEntry entry : snapshot.manifest().files().values()) {
      files.put(entry.path().value(), file(snapshot, entry));
    }
    Collection<String> merge = merged(snapshot).stream().map(ConfigPath::value).toList();
    failOnUnusable(snapshot.revision(), merge, files);
    Long revision = snapshot.revision() == 0 ? null : snapshot.revision();
    return new HomeConfiguration(
        Configuration.of(revision, new LoadedFiles(files), merge), snapshot.manifest().digest());
  }

  private ConfigurationFile file(HomeSnapshot snapshot, FileEntry entry) {
    Path place = home.resolve(snapshot.place(entry.path()));
    byte[] bytes = snapshot.content(entry.path());
    boolean properties =
        entry.kind() == FileKind.PROPERTIES || propertiesFiles.contains(entry.path());
    return properties
        ? ConfigurationFile.ofProperties(entry.path().value(), place, bytes, entry.digest())
        : ConfigurationFile.of(place, bytes, entry.digest());
  }

  private Collection<ConfigPath> merged(HomeSnapshot snapshot) {
    if (!propertiesFiles.isEmpty()) {
      return propertiesFiles;
    }
    return snapshot.manifest().files().values().stream()
        .filter(entry -> entry.kind() == FileKind.PROPERTIES)
        .map(FileEntry::path)
        .toList();
  }

  private static void failOnUnusable(
      long revision, Collection<String> merge, Map<String, ConfigurationFile> files) {
    List<Problem> problems = new ArrayList<>();
    for (String name : merge) {
      ConfigurationFile file = files.get(name);
      if (file == null) {
        problems.add(new Problem(name, "expected in revision " + revision + ", found none"));
      } else {
        file.malformed().ifPresent(what -> problems.add(new Problem(name, what)));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(
          "properties files of revision " + revision + " cannot be loaded", problems);
    }
  }
}
