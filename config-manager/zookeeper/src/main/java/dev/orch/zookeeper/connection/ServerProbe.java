package dev.orch.zookeeper.connection;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Finds out why no server gives a session, for the message to the user. Each server is tried on a
 * daemon thread of its own, since a name server that does not answer cannot be interrupted.
 */
final class ServerProbe {
  private static final int MAX_SERVERS = 16;
  private static final int MIN_TIMEOUT_MILLIS = 50;

  private final Map<InetSocketAddress, String> answers = new ConcurrentHashMap<>();
  private final List<InetSocketAddress> servers;

  private ServerProbe(List<InetSocketAddress> servers) {
    this.servers = servers;
  }

  static ServerProbe start(List<InetSocketAddress> servers, Deadline until) {
    ServerProbe probe = new ServerProbe(servers.stream().limit(MAX_SERVERS).toList());
    int timeout = (int) Math.max(MIN_TIMEOUT_MILLIS, until.leftNanos() / 1_000_000 * 9 / 10);
    for (InetSocketAddress server : probe.servers) {
      Thread thread =
          new Thread(
              () -> probe.answers.put(server, tryOne(server, timeout)),
              "orch-probe-" + ConnectString.toText(server));
      thread.setDaemon(true);
      thread.start();
    }
    return probe;
  }

  private static String tryOne(InetSocketAddress server, int timeoutMillis) {
    try (Socket socket = new Socket()) {
      InetSocketAddress resolved = new InetSocketAddress(server.getHostString(), server.getPort());
      if (resolved.isUnresolved()) {
        return "unknown host";
      }
      socket.connect(resolved, timeoutMillis);
      return "accepts connections, but gives no session";
    } catch (SocketTimeoutException e) {
      return "no answer";
    } catch (UnknownHostException e) {
      return "unknown host";
    } catch (NoRouteToHostException e) {
      return "no route";
    } catch (ConnectException e) {
      return "connection refused";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** What is known by now, {@code host:port answer, …}. */
  String describe() {
    Map<String, String> found = new LinkedHashMap<>();
    for (InetSocketAddress server : servers) {
      found.put(ConnectString.toText(server), answers.getOrDefault(server, "no answer"));
    }
    return found.entrySet().stream()
        .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
        .collect(Collectors.joining(", "));
  }
}
