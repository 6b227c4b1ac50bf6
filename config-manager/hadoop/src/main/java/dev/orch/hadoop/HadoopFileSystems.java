package dev.orch.hadoop;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.security.PrivilegedExceptionAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.AbstractFileSystem;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.UserGroupInformation;
import org.jspecify.annotations.Nullable;

/**
 * Hadoop's file systems, whichever there are classes for: {@code hdfs:}, {@code webhdfs:} and
 * {@code file:} come with Hadoop's client, others with connectors beside it. Safe for use by
 * several threads; what it opened is closed with it.
 */
public final class HadoopFileSystems implements AutoCloseable {
  private static final List<String> FILES = List.of("core-site.xml", "hdfs-site.xml");

  /**
   * How long things are waited for where the cluster's files do not say it. A file that was just
   * written is first looked for after 20 ms instead of 400, which is what a small file takes, and
   * for 20 s in all instead of 12. A server that does not let us connect is given up after half a
   * minute instead of a quarter of an hour: somebody waits, or an agent tries again anyway.
   */
  private static final Map<String, String> PATIENCE =
      Map.of(
          "dfs.client.block.write.locateFollowingBlock.initial.delay.ms", "20",
          "dfs.client.block.write.locateFollowingBlock.retries", "10",
          "ipc.client.connect.timeout", "10000",
          "ipc.client.connect.max.retries.on.timeouts", "2",
          "ipc.client.connect.max.retries", "5",
          "fs.s3a.attempts.maximum", "2",
          "fs.s3a.retry.limit", "4");

  private final Configuration configuration;
  private final List<FileSystem> opened = new ArrayList<>();

  /** Null where the process's own user acts. */
  private final @Nullable HadoopLogin login;

  private HadoopFileSystems(Configuration configuration, @Nullable HadoopLogin login) {
    this.configuration = configuration;
    this.login = login;
  }

  /**
   * Reads the cluster's settings, and logs in if they ask for Kerberos.
   *
   * @throws dev.orch.model.InvalidInputException as {@link HadoopLogin#open}
   * @throws dev.orch.model.RefusedException as {@link HadoopLogin#open}
   * @throws dev.orch.model.StoreUnavailableException as {@link HadoopLogin#open}
   */
  public static HadoopFileSystems open(HadoopSettings settings) {
    Configuration site = new Configuration(false);
    java.nio.file.Path directory = settings.configuration();
    if (directory != null) {
      for (String name : FILES) {
        java.nio.file.Path file = directory.resolve(name);
        if (Files.isRegularFile(file)) {
          site.addResource(new Path(file.toUri()));
        }
      }
    }
    Configuration configuration = new Configuration();
    configuration.setClassLoader(HadoopFileSystems.class.getClassLoader());
    PATIENCE.forEach(configuration::set);
    site.forEach(entry -> configuration.set(entry.getKey(), entry.getValue()));
    // The only checksum that does not depend on how a file was cut into blocks.
    configuration.set("dfs.checksum.combine.mode", "COMPOSITE_CRC");
    // Otherwise Hadoop closes them at a signal, while whoever has opened them still ends in order.
    configuration.setBoolean("fs.automatic.close", false);
    UserGroupInformation.setConfiguration(configuration);
    return new HadoopFileSystems(
        configuration,
        // Without a key Hadoop itself goes by the ticket cache.
        settings.hasKey() && UserGroupInformation.isSecurityEnabled()
            ? HadoopLogin.open(settings)
            : null);
  }

  /**
   * Local files get their checksums from orch; Hadoop's would lie beside them as .NAME.crc. Only
   * where a local directory is what was asked for: others buffer in local files what they upload,
   * and rely on Hadoop's own class for these.
   */
  private static Configuration plainLocalFiles(Configuration configuration) {
    Configuration plain = new Configuration(configuration);
    plain.setClass("fs.file.impl", PlainLocalFileSystem.class, FileSystem.class);
    plain.setClass(
        "fs.AbstractFileSystem.file.impl", PlainLocalFiles.class, AbstractFileSystem.class);
    return plain;
  }

  private static boolean isLocal(URI location, Configuration configuration) {
    String scheme = location.getScheme();
    return "file"
        .equals(scheme == null ? FileSystem.getDefaultUri(configuration).getScheme() : scheme);
  }

  /**
   * A directory, which need not exist. Without an authority it is the default file system's.
   *
   * @throws dev.orch.model.InvalidInputException when no class reads such a file system
   * @throws dev.orch.model.StoreUnavailableException when it cannot be reached
   */
  public HadoopDirectory directory(URI location) throws IOException {
    try {
      Configuration used =
          isLocal(location, configuration) ? plainLocalFiles(configuration) : configuration;
      FileSystem fileSystem = acting(() -> FileSystem.newInstance(location, used));
      synchronized (opened) {
        opened.add(fileSystem);
      }
      return new HadoopDirectory(
          fileSystem,
          fileSystem.makeQualified(path(location)),
          () -> acting(() -> FileContext.getFileContext(fileSystem.getUri(), used)));
    } catch (IOException | IllegalArgumentException e) {
      throw HadoopErrors.opening(location, e);
    } catch (RuntimeException | LinkageError e) {
      // So Hadoop tells of a class that it has the name of, as it has of the connectors' classes.
      if (HadoopErrors.isConnectorMissing(e)) {
        throw HadoopErrors.opening(location, e);
      }
      throw e;
    }
  }

  /** A file system keeps for all its life whom it was opened as. */
  private <T> T acting(Callable<T> opening) throws IOException {
    try {
      if (login == null) {
        return opening.call();
      }
      UserGroupInformation user = login.user();
      return login.call(() -> user.doAs((PrivilegedExceptionAction<T>) opening::call));
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  /** Without the slash that ends the URI of a local directory. */
  private static Path path(URI location) {
    String path = location.getPath() == null ? "" : location.getPath();
    return new Path(location.getScheme(), location.getAuthority(), path.isEmpty() ? "/" : path);
  }

  @Override
  public void close() throws IOException {
    List<FileSystem> all;
    synchronized (opened) {
      all = List.copyOf(opened);
      opened.clear();
    }
    IOException failure = null;
    for (FileSystem fileSystem : all) {
      try {
        fileSystem.close();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (login != null) {
      login.close();
    }
    if (failure != null) {
      throw failure;
    }
  }
}
