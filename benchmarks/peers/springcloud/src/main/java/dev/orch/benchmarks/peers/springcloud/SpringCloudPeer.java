package dev.orch.benchmarks.peers.springcloud;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application whose properties come from ZooKeeper by Spring Cloud. It is told what to do:
 * {@code connect HOST:PORT}, {@code watch PROPERTIES} (starts with so many), {@code change TEXT}
 * (from before one of them is written until the application's environment has it). Answers each
 * with OK and the milliseconds it took, or FAILED and why.
 */
public final class SpringCloudPeer {
  private static final String ROOT = "/config/benchmarks/";

  /** What Spring Boot starts from; its own settings are given as it starts. */
  @EnableAutoConfiguration
  static class Application {}

  private final String connectString;
  private final CuratorFramework writer;
  private ConfigurableApplicationContext application;
  private volatile String expected = "";
  private volatile CountDownLatch missing = new CountDownLatch(0);

  private SpringCloudPeer(String connectString) throws InterruptedException {
    this.connectString = connectString;
    this.writer = CuratorFrameworkFactory.newClient(connectString, new RetryOneTime(1_000));
    writer.start();
    writer.blockUntilConnected();
  }

  public static void main(String[] args) throws Exception {
    PrintStream answers = System.out;
    System.setOut(System.err);
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    SpringCloudPeer peer = null;
    String line;
    while ((line = input.readLine()) != null) {
      String[] words = line.split(" ", 2);
      try {
        double millis = 0;
        switch (words[0]) {
          case "connect" -> peer = new SpringCloudPeer(words[1]);
          case "watch" -> peer.watch(Integer.parseInt(words[1]));
          default -> millis = peer.change(words[1]);
        }
        answers.printf(Locale.ROOT, "OK %.3f%n", millis);
      } catch (Exception e) {
        // Whatever the library threw, whoever waits for an answer is to get one.
        e.printStackTrace();
        answers.println("FAILED " + e.toString().replace('\n', ' '));
      }
    }
    System.exit(0);
  }

  private void watch(int properties) throws Exception {
    for (int i = 0; i < properties; i++) {
      writer.create().creatingParentsIfNeeded().forPath(ROOT + "p" + i, "0".getBytes(UTF_8));
    }
    application =
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.NONE)
            .properties(
                "spring.application.name=benchmarks",
                "spring.main.banner-mode=off",
                "spring.main.keep-alive=true",
                "logging.level.root=WARN",
                "spring.config.import=zookeeper:" + connectString,
                "spring.cloud.zookeeper.connect-string=" + connectString,
                "spring.cloud.zookeeper.config.root=config")
            .listeners((ApplicationListener<EnvironmentChangeEvent>) event -> changed())
            .run();
  }

  private void changed() {
    ConfigurableApplicationContext running = application;
    if (running != null && expected.equals(running.getEnvironment().getProperty("p0"))) {
      missing.countDown();
    }
  }

  private double change(String text) throws Exception {
    missing = new CountDownLatch(1);
    expected = text;
    long start = System.nanoTime();
    writer.setData().forPath(ROOT + "p0", text.getBytes(UTF_8));
    if (!missing.await(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the application was not told");
    }
    return (System.nanoTime() - start) / 1e6;
  }
}
