package dev.orch.agent.health;

import dev.orch.engine.TriggerException;
import dev.orch.model.component.HealthCheck;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** A connection that can be made. */
record TcpAttempt(HealthCheck.Probe.Tcp probe) implements Attempt {
  @Override
  public void run(Duration limit) throws TriggerException {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(probe.host(), probe.port()), (int) Math.max(1, limit.toMillis()));
    } catch (IOException e) {
      throw new TriggerException("no connection to " + probe + ": " + e.getMessage(), e);
    }
  }
}
