package dev.orch.cli.oozie;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.orch.cli.fixture.Agents;
import dev.orch.cli.fixture.DiskTree;
import dev.orch.cli.fixture.OrchProcess;
import dev.orch.cli.fixture.Result;
import dev.orch.cli.fixture.Site;
import dev.orch.oozie.testing.KdcProcess;
import dev.orch.oozie.testing.OozieProcess;
import dev.orch.testing.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Jobs on a cluster that asks for Kerberos: a real KDC, HDFS and Oozie. Java knows one {@code
 * krb5.conf} for all its life, and Hadoop one way to log in, so every call is a process of its own
 * and this JVM never comes to Kerberos.
 */
@Timeout(300)
class KerberosTest {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Duration LONG = Duration.ofHours(10);
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Pattern RENEWED = Pattern.compile("the ticket of etl@ORCH.TEST is renewed");

  @TempDir static Path servers;
  private static KdcProcess kdc;
  private static OozieProcess oozie;

  @TempDir Path dir;
  private final int run = COUNT.incrementAndGet();
  private DiskTree tree = new DiskTree(Path.of(""));

  @BeforeAll
  static void start() throws Exception {
    kdc = KdcProcess.start(servers.resolve("kdc"));
    oozie = OozieProcess.startWithKerberos(servers.resolve("oozie"), kdc);
    Path site = servers.resolve("conf/core-site.xml");
    Files.createDirectories(site.getParent());
    // As it is on a cluster's edge, but that connections are not kept: each call is a new one, and
    // needs a ticket.
    Files.writeString(
        site,
        """
        <configuration>
          <property><name>hadoop.security.authentication</name><value>kerberos</value></property>
          <property><name>dfs.namenode.kerberos.principal</name><value>server/localhost@ORCH.TEST</value></property>
          <property><name>dfs.data.transfer.protection</name><value>authentication</value></property>
          <property><name>ipc.client.connection.maxidletime</name><value>100</value></property>
        </configuration>
        """,
        StandardCharsets.UTF_8);
  }

  @AfterAll
  static void end() {
    oozie.close();
    kdc.close();
  }

  @BeforeEach
  void component() {
    tree = new DiskTree(dir.resolve("tree"));
    says("auth: kerberos");
    job("a", "");
    job("b", "");
  }

  private void says(String more) {
    tree.file(
        "jobs/component.yaml",
        "trigger: oozie\noozie: { url: '" + oozie.url() + "', " + more + " }\n");
  }

  private void job(String name, String comment) {
    JobTexts.write(tree, "jobs/" + name, "kerberos" + run + name, comment);
  }

  private String home() {
    return oozie.hdfs() + "/kerberos" + run;
  }

  /** Nobody in particular. */
  private OrchProcess stranger() throws IOException {
    return OrchProcess.in(dir)
        .option(kdc.jvmOption(LONG))
        .env("HADOOP_CONF_DIR", servers.resolve("conf").toString())
        .env("KRB5CCNAME", dir.resolve("no-tickets").toString());
  }

  private OrchProcess user(String name) throws IOException {
    return with(stranger(), name, kdc.keytab(name));
  }

  private static OrchProcess with(OrchProcess orch, String principal, Path keytab) {
    return orch.env("ORCH_KERBEROS_PRINCIPAL", principal + "@" + KdcProcess.REALM)
        .env("ORCH_KERBEROS_KEYTAB", keytab.toString());
  }

  private Result apply(OrchProcess orch) throws IOException, InterruptedException {
    return orch.run("apply", tree.path() + "/jobs", "--home", home());
  }

  private static void assertExit(int exit, Result result) {
    assertThat(result.exit()).as(result.toString()).isEqualTo(exit);
  }

  private Result jobs() throws IOException, InterruptedException {
    return user("etl")
        .env("ORCH_OOZIE_AUTH", "kerberos")
        .run("jobs", "--home", home(), "--oozie", oozie.url());
  }

  @Test
  void jobsAreBroughtToOozieByAKeytab() throws Exception {
    Result first = apply(user("etl"));

    assertExit(0, first);
    assertThat(first.out()).contains("a    changed", "b    changed");
    assertThat(oozie.auditLog()).anyMatch(line -> line.contains("[etl]"));
    job("b", "<!-- changed -->");
    Result second = apply(user("etl"));
    assertExit(0, second);
    assertThat(second.out()).contains("a    untouched", "b    changed");
    assertThat(jobs().out()).containsPattern("\na +(PREP|RUNNING)");
  }

  @Test
  void anAgentOutlivesItsTicketsAndAnOutageOfTheKdc() throws Exception {
    Duration lifetime = Duration.ofSeconds(10);
    OrchProcess java =
        with(
            stranger()
                .option(kdc.jvmOption(lifetime))
                .option("-Dorg.slf4j.simpleLogger.log.dev.orch.hadoop=debug"),
            "etl",
            kdc.keytab("etl"));
    try (Site site = new Site();
        Agents agents = new Agents(dir, site, site.orch("weather"), java)) {
      publish(site);
      agents.start("jobs", "edge1", home());
      agents.awaitApplied(1, "edge1");

      awaitRenewals(agents, 3);
      job("b", "<!-- changed -->");
      publish(site);
      agents.awaitApplied(2, "edge1");

      kdc.pause();
      try {
        Await.until(
            "it says that its ticket is not renewed",
            LIMIT,
            () -> agents.said("edge1").contains("is not renewed"));
      } finally {
        kdc.resume();
      }
      Await.until("it is let in again", LIMIT, () -> agents.said("edge1").contains("in again"));
      job("b", "<!-- changed again -->");
      publish(site);
      agents.awaitApplied(3, "edge1");
      assertThat(agents.said("edge1")).doesNotContain("ERROR");
    }
  }

  private void publish(Site site) {
    Result published = site.orch("weather").run("publish", tree.path());
    assertExit(0, published);
  }

  private static void awaitRenewals(Agents agents, int count) {
    Await.until(
        count + " renewals",
        LIMIT,
        () -> RENEWED.matcher(agents.said("edge1")).results().count() >= count);
  }

  @Test
  void whoeverIsNotLetInChangesNothing() throws Exception {
    assertExit(0, apply(user("etl")));
    String before = jobs().out();
    job("b", "<!-- changed -->");

    Result falseKey = apply(with(stranger(), "etl", kdc.keytab(KdcProcess.FALSE_KEYS)));
    assertExit(4, falseKey);
    assertThat(falseKey.err())
        .contains("could not log in to Kerberos as etl@ORCH.TEST with ", "kinit -kt");
    Result unknown = apply(with(stranger(), KdcProcess.UNKNOWN, kdc.keytab(KdcProcess.FALSE_KEYS)));
    assertExit(4, unknown);
    assertThat(unknown.err()).contains("could not log in to Kerberos as gone@ORCH.TEST with ");
    Result nobody = apply(stranger());
    assertExit(4, nobody);
    assertThat(nobody.err())
        .contains("give kerberos.principal and kerberos.keytab, or get a")
        .doesNotContain("\tat ");
    Result simple = apply(stranger().env("HADOOP_CONF_DIR", dir.toString()));
    assertExit(4, simple);
    assertThat(simple.err()).contains("core-site.xml in HADOOP_CONF_DIR must say so");
    Result away = apply(user("etl").option(kdc.jvmOptionWithoutKdc(unusedPort())));
    assertExit(3, away);
    assertThat(away.err())
        .contains("could not log in to Kerberos as etl@ORCH.TEST: ", "servers in krb5.conf");

    assertThat(jobs().out()).isEqualTo(before);
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  @Tag("full")
  void settingsThatCannotBeRightAreToldBeforeAnyoneIsAsked() throws Exception {
    OrchProcess away = stranger().option(kdc.jvmOptionWithoutKdc(unusedPort()));

    Result missing = apply(with(away, "etl", dir.resolve("none.keytab")));
    assertExit(2, missing);
    assertThat(missing.err()).contains("none.keytab: expected a keytab, found no such file");
    Result directory = apply(with(away, "etl", dir));
    assertExit(2, directory);
    assertThat(directory.err()).contains(dir + ": expected a keytab that this user may read");
    Result another = apply(with(away, "etl", kdc.keytab("guest")));
    assertExit(2, another);
    assertThat(another.err()).contains("expected a key of etl@ORCH.TEST, found none");
    Result half = apply(away.env("ORCH_KERBEROS_PRINCIPAL", "etl"));
    assertExit(2, half);
    assertThat(half.err())
        .contains("orch.kerberos.keytab: expected a principal and its keytab, found only the");
  }

  @Test
  @Tag("full")
  void aComponentThatDoesNotSayKerberosIsToldToSayIt() throws Exception {
    says("user: etl");

    Result result = apply(user("etl"));

    assertExit(4, result);
    assertThat(result.err()).contains("401", "oozie: { auth: kerberos }");
    assertExit(0, apply(user("etl").env("ORCH_OOZIE_AUTH", "kerberos")));
    Result misspelt = apply(user("etl").env("ORCH_OOZIE_AUTH", "kerberso"));
    assertExit(2, misspelt);
    assertThat(misspelt.err())
        .contains("orch.oozie.auth: expected simple or kerberos, found kerberso");
  }

  @Test
  @Tag("full")
  void jobsOfAnotherUserAreForThoseWhoMayActForThem() throws Exception {
    says("auth: kerberos, user: etl");

    Result guest = apply(user("guest"));
    assertThat(guest.exit()).as(guest.toString()).isNotZero();
    assertThat(guest.err() + guest.out()).contains("guest", "proxyuser");
    Result deployer = apply(user("deployer"));
    assertExit(0, deployer);
    assertThat(jobs().out()).as("seen by the one whose they are").containsPattern("\na +[PR]");
  }

  @Test
  @Tag("full")
  void ticketsOfTheCacheServeToo() throws Exception {
    says("auth: kerberos, user: etl");
    OrchProcess person = stranger().env("KRB5CCNAME", kdc.ticketCache().toString());

    assertExit(0, apply(person));

    Result onThisMachine =
        stranger().run("apply", tree.path() + "/jobs", "--home", dir.resolve("home").toString());
    assertExit(4, onThisMachine);
    assertThat(onThisMachine.err())
        .contains("there is no ticket to come to Kerberos with", "by kinit");
  }

  @ParameterizedTest
  @CsvSource({
    "302, found that it sends us on to http://elsewhere.example.org/login",
    "200, found that it lets everyone in",
    "401, 401 Unauthorized",
    "403, 403 Forbidden"
  })
  void whatIsNoOozieWithKerberosIsToldAndShownNothingMore(int status, String told)
      throws Exception {
    AtomicInteger calls = new AtomicInteger();
    HttpServer strange =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    strange.createContext(
        "/",
        call -> {
          calls.incrementAndGet();
          call.getResponseHeaders().add("Location", "http://elsewhere.example.org/login");
          call.sendResponseHeaders(status, -1);
          call.close();
        });
    strange.start();
    try {
      Result result =
          user("etl")
              .run(
                  "apply",
                  tree.path() + "/jobs",
                  "--home=" + dir.resolve("home"),
                  "--oozie=http://localhost:" + strange.getAddress().getPort() + "/oozie");

      assertExit(4, result);
      assertThat(result.err()).contains("could not come to http://localhost:", told);
      assertThat(calls).hasValue(1);
    } finally {
      strange.stop(0);
    }
  }
}
