package dev.orch.cli.remote;

import dev.orch.agent.InstanceIdentity;
import dev.orch.agent.command.CommandOverrides;
import dev.orch.agent.remote.RemoteSetup;
import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.plugin.Plugins;
import dev.orch.model.Digest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** How components are restarted whose homes are not on this machine. */
final class RemoteSetups {
  private RemoteSetups() {}

  static RemoteSetup of(
      Invocation invocation,
      InstanceIdentity identity,
      String host,
      URI home,
      CommandOverrides commands) {
    String writer =
        System.getProperty("user.name")
            + "@"
            + host
            + " (process "
            + ProcessHandle.current().pid()
            + ")";
    return new RemoteSetup(
        identity,
        writer,
        commands,
        scratch(invocation, identity, home),
        Plugins.of(invocation).triggers());
  }

  /** The same each time, so that a command that a dead agent left behind is found and ended. */
  private static Path scratch(Invocation invocation, InstanceIdentity identity, URI home) {
    Digest place = Digest.of(home.toString().getBytes(StandardCharsets.UTF_8));
    String user = invocation.properties().value("user.home");
    return Path.of(user == null ? "." : user, ".orch", "homes")
        .resolve(place.abbreviated() + "-" + identity.instance())
        .toAbsolutePath();
  }
}
