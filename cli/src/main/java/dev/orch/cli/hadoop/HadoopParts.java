package dev.orch.cli.hadoop;

import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.invocation.UsageException;
import dev.orch.model.home.RemoteHomes;
import dev.orch.model.source.RemoteTrees;
import dev.orch.oozie.definition.DefinitionSchemas;
import dev.orch.oozie.deploy.JobPlatform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The parts of orch that stand on Hadoop's client and Oozie's, in {@code lib/hadoop} of the
 * installation: 55 MB that no command opens before it needs them. Connectors for other file systems
 * are found there too. Without an installation they are looked for on the class path.
 */
public final class HadoopParts {
  private static final Path DIRECTORY = Path.of("lib", "hadoop");

  private static final Map<Path, ClassLoader> LOADERS = new ConcurrentHashMap<>();

  private final ClassLoader loader;

  private HadoopParts(ClassLoader loader) {
    this.loader = loader;
  }

  /** Those of this call's installation. */
  public static HadoopParts of(Invocation invocation) {
    ClassLoader own = HadoopParts.class.getClassLoader();
    Optional<Path> directory =
        invocation.installation().map(home -> home.resolve(DIRECTORY)).filter(Files::isDirectory);
    // One for the whole process: a second would load Hadoop a second time.
    ClassLoader loader =
        directory.map(it -> LOADERS.computeIfAbsent(it, d -> loaderOf(d, own))).orElse(own);
    // Hadoop looks for its classes by it, on whatever thread it is called, for the process's life.
    Thread.currentThread().setContextClassLoader(loader);
    return new HadoopParts(loader);
  }

  private static ClassLoader loaderOf(Path directory, ClassLoader parent) {
    List<URL> jars = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".jar")).sorted().toList()) {
        jars.add(file.toUri().toURL());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new URLClassLoader("hadoop", jars.toArray(URL[]::new), parent);
  }

  /**
   * What jobs live on.
   *
   * @throws UsageException when the parts are not there
   */
  public JobPlatform jobs() {
    return load(JobPlatform.class);
  }

  /**
   * By what Oozie judges definitions.
   *
   * @throws UsageException when the parts are not there
   */
  public DefinitionSchemas definitionSchemas() {
    return load(DefinitionSchemas.class);
  }

  /**
   * Homes on Hadoop's file systems.
   *
   * @throws UsageException when the parts are not there
   */
  public RemoteHomes homes() {
    return load(RemoteHomes.class);
  }

  /**
   * Trees on Hadoop's file systems.
   *
   * @throws UsageException when the parts are not there
   */
  public RemoteTrees trees() {
    return load(RemoteTrees.class);
  }

  private <T> T load(Class<T> part) {
    return ServiceLoader.load(part, loader)
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "this installation lacks lib/hadoop, which this needs",
                    "Unpack the distribution again, with lib/hadoop."));
  }
}
