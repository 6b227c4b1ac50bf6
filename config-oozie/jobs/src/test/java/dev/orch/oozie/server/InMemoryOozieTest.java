package dev.orch.oozie.server;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

final class InMemoryOozieTest extends OozieServerContract {
  private final Map<URI, byte[]> files = new HashMap<>();
  private final InMemoryOozie oozie =
      new InMemoryOozie(Instant.parse("2026-06-01T00:00:00Z"), files::get);

  @Override
  protected OozieServer server(String user) {
    return oozie;
  }

  @Override
  protected URI write(String name, String content) {
    URI uri = URI.create("memory:/contract/" + name);
    files.put(uri, content.getBytes(StandardCharsets.UTF_8));
    return uri;
  }

  @Override
  protected String gate() {
    return "memory:/gate";
  }

  @Override
  protected void finish(JobId coordinator, int number) {
    oozie.finish(coordinator, 1);
  }

  @Override
  protected void step() {
    oozie.advance(Duration.ofSeconds(1));
  }
}
