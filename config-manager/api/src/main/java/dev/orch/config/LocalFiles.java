package dev.orch.config;

import dev.orch.model.Digest;
import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.path.ConfigPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Files of the local file system: those given, loaded at once, and others below the same base. */
final class LocalFiles implements FileSet {
  private final Path base;
  private final LoadedFiles given;
  private final Map<String, ConfigurationFile> others = new ConcurrentHashMap<>();

  private LocalFiles(Path base, LoadedFiles given) {
    this.base = base;
    this.given = given;
  }

  /**
   * Reads the given properties files now.
   *
   * @throws InvalidInputException listing every one that is missing, unreadable or malformed
   */
  static LocalFiles load(Path base, Collection<Path> propertiesFiles) {
    SortedMap<String, ConfigurationFile> files = new TreeMap<>();
    List<Problem> problems = new ArrayList<>();
    for (Path path : propertiesFiles) {
      Path file = base.resolve(path).normalize();
      String name = nameOf(base, path);
      try {
        ConfigurationFile loaded = propertiesFile(file, name);
        loaded.malformed().ifPresent(what -> problems.add(new Problem(file.toString(), what)));
        files.put(name, loaded);
      } catch (IOException e) {
        problems.add(new Problem(file.toString(), reason(e)));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException("local configuration files cannot be loaded", problems);
    }
    return new LocalFiles(base, new LoadedFiles(files));
  }

  /** By its path below the base; a file elsewhere as it was given. */
  static String nameOf(Path base, Path given) {
    Path file = base.resolve(given).normalize();
    if (!file.startsWith(base)) {
      return given.toString();
    }
    return base.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
  }

  private static byte[] read(Path file) throws IOException {
    // Not every non-regular file fails when it is read: a pipe would wait for a writer.
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException("expected a regular file, found another kind");
    }
    return Files.readAllBytes(file);
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "expected a file, found none";
    }
    return "cannot be read: " + e;
  }

  private static ConfigurationFile propertiesFile(Path file, String name) throws IOException {
    byte[] bytes = read(file);
    return ConfigurationFile.ofProperties(name, file, bytes, Digest.of(bytes));
  }

  @Override
  public SortedMap<String, ConfigurationFile> loaded() {
    return given.loaded();
  }

  @Override
  public Optional<ConfigurationFile> find(String name) {
    Optional<ConfigurationFile> loaded = given.find(name);
    if (loaded.isPresent() || ConfigPath.problem(name).isPresent()) {
      return loaded;
    }
    Path file = base.resolve(name);
    if (!Files.isRegularFile(file)) {
      return Optional.ofNullable(others.get(name));
    }
    return Optional.of(others.computeIfAbsent(name, wanted -> readOther(file, wanted)));
  }

  private static ConfigurationFile readOther(Path file, String name) {
    try {
      if (name.endsWith(".properties")) {
        return propertiesFile(file, name);
      }
      byte[] bytes = read(file);
      return ConfigurationFile.of(file, bytes, Digest.of(bytes));
    } catch (IOException e) {
      throw new ConfigurationException(file + ": " + reason(e), "Mend the file and ask again.", e);
    }
  }
}
