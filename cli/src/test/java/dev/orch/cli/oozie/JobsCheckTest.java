package dev.orch.cli.oozie;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.cli.fixture.DiskTree;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.output.Messages;
import dev.orch.cli.output.Output;
import dev.orch.engine.LocalSourceTree;
import dev.orch.model.Progress;
import dev.orch.publisher.scan.ComponentSelection;
import dev.orch.publisher.scan.TreeScanner;
import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsCheckTest {
  @TempDir Path dir;

  /** Loads every class anew, but for the JDK's, and keeps in mind which. */
  private static final class Listening extends URLClassLoader {
    private final Set<String> loaded = ConcurrentHashMap.newKeySet();

    Listening() throws MalformedURLException {
      super(classPath(), ClassLoader.getPlatformClassLoader());
    }

    private static URL[] classPath() throws MalformedURLException {
      List<URL> urls = new ArrayList<>();
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        urls.add(Path.of(entry).toUri().toURL());
      }
      return urls.toArray(URL[]::new);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      Class<?> found = super.findClass(name);
      loaded.add(name);
      return found;
    }
  }

  /** Runs in a class loader of its own. */
  public static final class Scan implements Runnable {
    private final Path tree;

    public Scan(Path tree) {
      this.tree = tree;
    }

    @Override
    public void run() {
      Invocation invocation =
          new Invocation(
              InputStream.nullInputStream(),
              new Output(OutputStream.nullOutputStream(), false, 0),
              new Messages(OutputStream.nullOutputStream(), false),
              false,
              name -> null,
              name -> null);
      try (TreeScanner scanner =
          new TreeScanner(
              TreeScanner.DEFAULT_MAX_FILE_SIZE, Progress.NONE, new JobsCheck(invocation))) {
        scanner.scan(new LocalSourceTree(tree), ComponentSelection.ALL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  private Set<String> loadedByScanOf(DiskTree tree) throws Exception {
    try (Listening loader = new Listening()) {
      Object scan =
          loader
              .loadClass(Scan.class.getName())
              .getConstructor(Path.class)
              .newInstance(Path.of(tree.path()));
      // The loader becomes that of the thread, and is closed.
      Thread thread = new Thread((Runnable) scan);
      thread.start();
      thread.join();
      return loader.loaded;
    }
  }

  @Test
  void nothingOfOozieIsLoadedBeforeAComponentAsksForIt() throws Exception {
    DiskTree tree =
        new DiskTree(dir)
            .file("app/component.yaml", "trigger: none\n")
            .file("app/job.properties", "a=b\n");
    assertThat(loadedByScanOf(tree))
        .contains(JobsCheck.class.getName())
        .noneMatch(name -> name.startsWith("dev.orch.oozie."));

    tree.file("jobs/component.yaml", "trigger: oozie\n")
        .file("jobs/a/job.properties", "oozie.wf.application.path=x\n")
        .file("jobs/a/workflow.xml", JobTexts.WORKFLOW);
    assertThat(loadedByScanOf(tree)).anyMatch(name -> name.startsWith("dev.orch.oozie."));
  }
}
