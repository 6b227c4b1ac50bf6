package dev.orch.oozie.testing;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What the server keeps where: its settings, written at each start; data, logs and ports, kept from
 * one start to the next.
 */
final class ServerDirectory {
  private final Path root;
  private final int ooziePort;
  private final int hdfsPort;

  /** Of the servers' principals; null where nobody asks for Kerberos. */
  private final @Nullable Path keytab;

  private ServerDirectory(Path root, @Nullable Path keytab, int ooziePort, int hdfsPort) {
    this.root = root;
    this.keytab = keytab;
    this.ooziePort = ooziePort;
    this.hdfsPort = hdfsPort;
  }

  /** Made or found again, with the settings written. */
  static ServerDirectory open(Path root, @Nullable Path keytab) throws IOException {
    Files.createDirectories(root);
    Path file = root.resolve("ports.properties");
    Properties ports = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        ports.load(reader);
      }
    } else {
      ports.setProperty("oozie", Integer.toString(freePort()));
      ports.setProperty("hdfs", Integer.toString(freePort()));
      try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
        ports.store(writer, null);
      }
    }
    ServerDirectory directory =
        new ServerDirectory(
            root,
            keytab,
            Integer.parseInt(ports.getProperty("oozie")),
            Integer.parseInt(ports.getProperty("hdfs")));
    directory.writeSettings();
    return directory;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void writeSettings() throws IOException {
    Files.createDirectories(configuration().resolve("hadoop-conf"));
    Files.createDirectories(configuration().resolve("action-conf"));
    Files.createDirectories(root.resolve("data"));
    Files.createDirectories(root.resolve("logs"));
    Files.createDirectories(root.resolve("jsp"));
    write("oozie-site.xml", configuration().resolve("oozie-site.xml"));
    write("oozie-log4j.properties", configuration().resolve("oozie-log4j.properties"));
    write("hadoop-site.xml", hadoopSite());
    Files.writeString(configuration().resolve("adminusers.txt"), "", StandardCharsets.UTF_8);
  }

  private void write(String resource, Path file) throws IOException {
    Files.writeString(
        file,
        OozieTestServer.resource(resource)
            .replace("<!-- @KERBEROS@ -->", kerberos(resource))
            .replace("@ROOT@", root.toString())
            .replace("@PORT@", Integer.toString(ooziePort))
            .replace("@DATABASE@", databaseUrl())
            .replace("@USER@", System.getProperty("user.name")),
        StandardCharsets.UTF_8);
  }

  private String kerberos(String resource) throws IOException {
    return keytab == null || !resource.endsWith(".xml")
        ? ""
        : OozieTestServer.resource("kerberos-" + resource)
            .replace("@KEYTAB@", keytab.toString())
            .replace("@SERVER@", KdcProcess.SERVER)
            .replace("@HTTP@", KdcProcess.HTTP);
  }

  private Path configuration() {
    return root.resolve("conf");
  }

  Path hadoopSite() {
    return configuration().resolve("hadoop-conf/core-site.xml");
  }

  Path hdfs() {
    return root.resolve("hdfs");
  }

  int hdfsPort() {
    return hdfsPort;
  }

  String oozieUrl() {
    // A ticket is for a host by name.
    return "http://" + (keytab == null ? "127.0.0.1" : "localhost") + ":" + ooziePort + "/oozie";
  }

  Path auditLog() {
    return root.resolve("logs/oozie-audit.log");
  }

  String databaseUrl() {
    return "jdbc:hsqldb:file:" + root.resolve("data/oozie");
  }

  /** Where Oozie and its libraries look for all this. */
  Map<String, String> systemProperties() {
    return Map.of(
        "log4j.configuration", configuration().resolve("oozie-log4j.properties").toUri().toString(),
        "oozie.home.dir", root.toString(),
        "oozie.config.dir", configuration().toString(),
        "oozie.data.dir", root.resolve("data").toString(),
        "oozie.log.dir", root.resolve("logs").toString());
  }
}
