package dev.orch.zookeeper.connection;

import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.Quoted;
import dev.orch.model.path.ConfigPath;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.zookeeper.common.PathUtils;

/**
 * ZooKeeper's connect string, taken apart: {@code host[:port],…[/chroot]}, IPv6 addresses in
 * brackets, port 2181 if none is given.
 *
 * <p>The chroot is not handed to the client but put before every path by the layout, so that it can
 * be made when it is missing, level by level, which a client inside it cannot do.
 *
 * @param servers at least one, not resolved
 * @param chroot empty, or an absolute path
 */
public record ConnectString(List<InetSocketAddress> servers, String chroot) {
  private static final int DEFAULT_PORT = 2181;
  private static final int MAX_PORT = 65_535;
  private static final int MAX_LENGTH = 4096;
  private static final Pattern SERVER =
      Pattern.compile(
          "(?:\\[([0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(?:%\\w+)?)]|([A-Za-z0-9._-]+))(?::(\\d{1,5}))?");

  public ConnectString {
    servers = List.copyOf(servers);
  }

  /**
   * Takes it apart.
   *
   * @throws InvalidInputException listing everything that is wrong with it
   */
  public static ConnectString parse(String text) {
    List<Problem> problems = new ArrayList<>();
    List<InetSocketAddress> servers = new ArrayList<>();
    String trimmed = text.strip();
    if (trimmed.length() > MAX_LENGTH) {
      problems.add(new Problem("connect string", "expected at most " + MAX_LENGTH + " characters"));
    } else {
      int slash = trimmed.indexOf('/');
      String hosts = slash < 0 ? trimmed : trimmed.substring(0, slash);
      for (String server : hosts.split(",", -1)) {
        parseServer(server.strip()).ifPresentOrElse(servers::add, () -> problems.add(bad(server)));
      }
      if (slash >= 0) {
        chrootProblem(trimmed.substring(slash)).ifPresent(problems::add);
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(
          "the connect string " + Quoted.of(text) + " is not well-formed", problems);
    }
    return new ConnectString(servers, chrootOf(trimmed));
  }

  private static Optional<InetSocketAddress> parseServer(String server) {
    Matcher matcher = SERVER.matcher(server);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    int port = matcher.group(3) == null ? DEFAULT_PORT : Integer.parseInt(matcher.group(3));
    return port == 0 || port > MAX_PORT
        ? Optional.empty()
        : Optional.of(InetSocketAddress.createUnresolved(host, port));
  }

  private static Problem bad(String server) {
    return new Problem(
        "connect string", "expected host:port,…/chroot, found " + Quoted.of(server) + " as server");
  }

  private static String chrootOf(String text) {
    int slash = text.indexOf('/');
    return slash < 0 || slash == text.length() - 1 ? "" : text.substring(slash);
  }

  private static Optional<Problem> chrootProblem(String chroot) {
    if (chroot.equals("/")) {
      return Optional.empty();
    }
    try {
      PathUtils.validatePath(chroot);
    } catch (IllegalArgumentException e) {
      return Optional.of(
          new Problem(
              "connect string", "the chroot " + Quoted.of(chroot) + " is not a znode path"));
    }
    return ConfigPath.problem(chroot.substring(1)).map(what -> new Problem("connect string", what));
  }

  /** The servers alone, as the client takes them. */
  public String serverList() {
    return String.join(",", servers.stream().map(ConnectString::toText).toList());
  }

  static String toText(InetSocketAddress server) {
    String host = server.getHostString();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + server.getPort();
  }

  @Override
  public String toString() {
    return serverList() + chroot;
  }
}
