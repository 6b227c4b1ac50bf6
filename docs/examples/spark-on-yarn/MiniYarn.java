import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/**
 * A ResourceManager and a NodeManager until standard input ends. Settings for clients are written
 * to the directory that is named.
 */
public final class MiniYarn {
  private MiniYarn() {}

  public static void main(String[] arguments) throws Exception {
    YarnConfiguration settings = new YarnConfiguration();
    settings.set("fs.defaultFS", "file:///");
    settings.setInt("yarn.nodemanager.resource.memory-mb", 6144);
    settings.setInt("yarn.nodemanager.resource.cpu-vcores", 8);
    settings.setInt("yarn.scheduler.minimum-allocation-mb", 256);
    settings.set(
        "yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", "99.9");
    MiniYARNCluster cluster = new MiniYARNCluster("try", 1, 1, 1);
    cluster.init(settings);
    cluster.start();
    Configuration clients = new Configuration(false);
    clients.set("fs.defaultFS", "file:///");
    clients.set(
        "yarn.resourcemanager.address", cluster.getConfig().get("yarn.resourcemanager.address"));
    clients.set(
        "yarn.resourcemanager.scheduler.address",
        cluster.getConfig().get("yarn.resourcemanager.scheduler.address"));
    // Spark brings its own Hadoop.
    clients.set("yarn.application.classpath", "/nonexistent");
    write(clients, Path.of(arguments[0], "core-site.xml"));
    write(clients, Path.of(arguments[0], "yarn-site.xml"));
    Files.writeString(Path.of(arguments[0], "ready"), "");
    System.in.transferTo(OutputStream.nullOutputStream());
    cluster.stop();
    System.exit(0);
  }

  private static void write(Configuration settings, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      settings.writeXml(out);
    }
  }
}
