package dev.orch.oozie.client;

import dev.orch.oozie.server.JobId;
import dev.orch.oozie.server.OozieServer;
import dev.orch.oozie.server.OozieServerContract;
import dev.orch.oozie.testing.OozieProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The contract, kept by the real Oozie. */
final class OozieClientServerTest extends OozieServerContract {
  private static final long STEP_MILLIS = 50;

  private final OozieProcess oozie = OozieProcess.shared();

  @Override
  protected OozieServer server(String user) {
    return OozieConnection.of(URI.create(oozie.url()), user).open();
  }

  @Override
  protected URI write(String name, String content) throws IOException {
    Path file = oozie.directory().resolve("contract").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content, StandardCharsets.UTF_8);
    return URI.create("file://" + file);
  }

  @Override
  protected String gate() {
    return oozie.directory().resolve("gate").toString();
  }

  @Override
  protected void finish(JobId coordinator, int number) throws IOException {
    Path gate = Files.createDirectories(Path.of(gate()));
    Files.writeString(gate.resolve(coordinator + "@" + number), "", StandardCharsets.UTF_8);
  }

  @Override
  protected void step() throws InterruptedException {
    Thread.sleep(STEP_MILLIS);
  }
}
