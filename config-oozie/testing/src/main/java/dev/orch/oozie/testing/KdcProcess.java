package dev.orch.oozie.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A Kerberos server as a process that tests start, with users, servers and their keytabs. It ends
 * when this JVM does. Programs find it by a file of settings, which Java reads once for a whole
 * JVM: whoever is to use it is a process of its own. Safe for use by several threads.
 */
public final class KdcProcess implements AutoCloseable {
  /** Of all its principals. */
  public static final String REALM = "ORCH.TEST";

  /** Its users: the first two are like others, {@code deployer} may act for others at Oozie. */
  public static final List<String> USERS = List.of("etl", "guest", "deployer");

  /** The name of a keytab that has another key than the KDC for the first user. */
  public static final String FALSE_KEYS = "false";

  /** A principal that has a key there and is not known to the KDC. */
  public static final String UNKNOWN = "gone";

  static final String CACHE = "tickets";
  static final String SERVERS = "servers";
  static final String SERVER = "server/localhost@" + REALM;
  static final String HTTP = "HTTP/localhost@" + REALM;

  private static final int READY_WORDS = 2;

  private final Path directory;
  private final ReadyProcess process;
  private final Path settings;

  private KdcProcess(Path directory, ReadyProcess process) throws IOException {
    this.directory = directory;
    this.process = process;
    this.settings = write("servers", Integer.parseInt(process.word(1)), Duration.ofHours(10));
  }

  /**
   * Started, and it answers.
   *
   * @param directory for its keytabs and settings
   */
  public static KdcProcess start(Path directory) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    return new KdcProcess(
        directory,
        ReadyProcess.start(
            directory, List.of(), "KdcTestServer", List.of(directory.toString()), READY_WORDS));
  }

  /** The keys of a user, or {@link #FALSE_KEYS}. */
  public Path keytab(String name) {
    return directory.resolve(name + ".keytab");
  }

  /** What is in the first user's cache since the KDC was started: {@code KRB5CCNAME}. */
  public Path ticketCache() {
    return directory.resolve(CACHE);
  }

  /** For the JVM of a server: its tickets last longer than any test. */
  String jvmOption() {
    return jvmOption(settings);
  }

  /**
   * For the JVM of one whose tickets last this long.
   *
   * @param lifetime at least a second
   */
  public String jvmOption(Duration lifetime) throws IOException {
    return jvmOption(
        write(
            "tickets-" + lifetime.toSeconds() + "s", Integer.parseInt(process.word(1)), lifetime));
  }

  /** For the JVM of one that looks for a KDC where none is. */
  public String jvmOptionWithoutKdc(int unusedPort) throws IOException {
    return jvmOption(write("nowhere", unusedPort, Duration.ofHours(10)));
  }

  private static String jvmOption(Path settings) {
    return "-Djava.security.krb5.conf=" + settings;
  }

  private Path write(String name, int port, Duration lifetime) throws IOException {
    Path file = directory.resolve("krb5-" + name + ".conf");
    return Files.writeString(
        file,
        """
        [libdefaults]
          default_realm = %s
          ticket_lifetime = %ds
          udp_preference_limit = 1
          kdc_timeout = 2000
          max_retries = 1
          dns_lookup_kdc = false
        [realms]
          %s = {
            kdc = 127.0.0.1:%d
          }
        """
            .formatted(REALM, lifetime.toSeconds(), REALM, port),
        StandardCharsets.UTF_8);
  }

  /** Stops it where it is: connections are taken, and nothing is answered. */
  public void pause() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** Lets it go on. */
  public void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    int exit =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    if (exit != 0) {
      throw new IOException(String.format(Locale.ROOT, "kill -%s ended with %d", name, exit));
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
