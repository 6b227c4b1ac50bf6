package dev.orch.oozie.testing;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DFSConfigKeys;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.oozie.server.EmbeddedOozieServer;
import org.apache.oozie.server.guice.OozieGuiceModule;

/**
 * Runs an Oozie server and HDFS on loopback until its standard input ends, so that it never
 * outlives whoever started it. See {@link OozieProcess} for how it is started.
 *
 * <p>Its first argument is its work directory; a second start in the same one finds jobs, files and
 * ports as the first left them. With {@value #HDFS_ALONE} after it there is no Oozie; with {@value
 * #KERBEROS} and the path of a keytab, all of it asks for Kerberos. When all answers, it prints one
 * line: {@code READY}, the URL of Oozie, the URI of HDFS, and the file in which Oozie notes each
 * call that changes something, separated by tabs. Whatever else it or its libraries say is on
 * standard error.
 */
public final class OozieTestServer {
  static final String HDFS_ALONE = "--hdfs-alone";
  static final String KERBEROS = "--kerberos=";

  private static final int USAGE = 2;
  private static final int FAILED = 1;

  private OozieTestServer() {}

  /** Runs it. */
  public static void main(String[] arguments) throws Exception {
    List<String> options =
        List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
    if (arguments.length == 0
        || options.stream().anyMatch(it -> !it.equals(HDFS_ALONE) && !it.startsWith(KERBEROS))) {
      System.err.println(
          "usage: OozieTestServer WORK_DIRECTORY [" + HDFS_ALONE + "] [" + KERBEROS + "KEYTAB]");
      System.exit(USAGE);
    }
    boolean hdfsAlone = options.contains(HDFS_ALONE);
    Optional<Path> keytab =
        options.stream()
            .filter(it -> it.startsWith(KERBEROS))
            .map(it -> Path.of(it.substring(KERBEROS.length())))
            .findFirst();
    PrintStream ready = System.out;
    System.setOut(System.err);
    try {
      ServerDirectory directory =
          ServerDirectory.open(Path.of(arguments[0]).toAbsolutePath(), keytab.orElse(null));
      // Before any class that logs: jars of Hadoop's tests bring settings of their own.
      directory.systemProperties().forEach(System::setProperty);
      run(directory, !hdfsAlone, ready);
      // Oozie and Hadoop leave threads behind that are no daemons.
      System.exit(0);
    } catch (Throwable t) {
      t.printStackTrace();
      System.exit(FAILED);
    }
  }

  private static void run(ServerDirectory directory, boolean withOozie, PrintStream ready)
      throws Exception {
    boolean fresh = !Files.exists(directory.hdfs());
    MiniDFSCluster hdfs = startHdfs(directory, fresh);
    try {
      if (fresh) {
        openToAll(hdfs);
      }
      EmbeddedOozieServer oozie = withOozie ? startOozie() : null;
      ready.println(
          String.join(
              "\t",
              "READY",
              directory.oozieUrl(),
              hdfs.getURI().toString(),
              directory.auditLog().toString()));
      ready.flush();
      System.in.transferTo(OutputStream.nullOutputStream());
      if (oozie != null) {
        oozie.shutdown();
        closeDatabase(directory);
      }
    } finally {
      // Closing it deletes its files, and so does its "shutdown without deleting", at exit.
      hdfs.shutdownDataNodes();
      hdfs.shutdownNameNodes();
    }
  }

  private static MiniDFSCluster startHdfs(ServerDirectory directory, boolean fresh)
      throws IOException {
    Configuration configuration = new Configuration(false);
    configuration.addResource("core-default.xml");
    configuration.addResource("hdfs-default.xml");
    configuration.addResource("core-site.xml");
    try (InputStream site = Files.newInputStream(directory.hadoopSite())) {
      configuration.addResource(site);
      configuration.size();
    }
    UserGroupInformation.setConfiguration(configuration);
    configuration.setInt(DFSConfigKeys.DFS_NAMENODE_SAFEMODE_EXTENSION_KEY, 0);
    return new MiniDFSCluster.Builder(configuration, directory.hdfs().toFile())
        .nameNodePort(directory.hdfsPort())
        .numDataNodes(1)
        .format(fresh)
        .build();
  }

  /** Any user may put files where they like, as on a site where directories were made for them. */
  private static void openToAll(MiniDFSCluster hdfs) throws IOException {
    FileSystem files = hdfs.getFileSystem();
    files.setPermission(
        new org.apache.hadoop.fs.Path("/"), FsPermission.createImmutable((short) 0777));
  }

  private static EmbeddedOozieServer startOozie() throws Exception {
    Injector injector = Guice.createInjector(new OozieGuiceModule());
    EmbeddedOozieServer server = injector.getInstance(EmbeddedOozieServer.class);
    server.setup();
    server.start();
    return server;
  }

  /** Without it the next start would find what was written until some seconds ago. */
  private static void closeDatabase(ServerDirectory directory) throws SQLException {
    try (Connection connection = DriverManager.getConnection(directory.databaseUrl(), "sa", "");
        Statement statement = connection.createStatement()) {
      statement.execute("SHUTDOWN");
    }
  }

  static String resource(String name) throws IOException {
    try (InputStream stream = OozieTestServer.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IOException("expected a resource " + name + " beside OozieTestServer");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
