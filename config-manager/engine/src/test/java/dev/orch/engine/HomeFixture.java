package dev.orch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.component.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** A home with all that reconciles it. */
final class HomeFixture implements AutoCloseable {
  final SettableSource source = new SettableSource();
  final RecordingTrigger trigger = new RecordingTrigger();
  private final Path home;
  private final Clock clock;
  private LocalHome held;
  private Reconciler reconciler;

  HomeFixture(Path home) throws IOException {
    this(home, HomeOptions.DEFAULT);
  }

  HomeFixture(Path home, HomeOptions options) throws IOException {
    this(home, options, Clock.systemUTC());
  }

  HomeFixture(Path home, HomeOptions options, Clock clock) throws IOException {
    this.home = home;
    this.clock = clock;
    this.held = LocalHome.open(home, options);
    this.reconciler = new Reconciler(source, held, trigger, clock);
  }

  /** As after a restart. */
  void reopen(HomeOptions options) throws IOException {
    held.close();
    held = LocalHome.open(home, options);
    reconciler = new Reconciler(source, held, trigger, clock);
  }

  Path path(String path) {
    return home.resolve(path);
  }

  LocalHome held() {
    return held;
  }

  Reconciler reconciler() {
    return reconciler;
  }

  Outcome apply(long revision, FileTree tree) throws InterruptedException {
    source.publish(revision, tree);
    return reconcile();
  }

  Outcome reconcile() throws InterruptedException {
    return reconciler.reconcile();
  }

  void write(String path, String text) {
    HomeFiles.write(home, path, text);
  }

  String read(String path) throws IOException {
    return Files.readString(home.resolve(path));
  }

  void assertIs(FileTree tree) {
    assertThat(HomeFiles.in(home)).isEqualTo(HomeFiles.of(tree));
  }

  @Override
  public void close() {
    held.close();
  }
}
