package dev.orch.zookeeper.connection;

import java.time.Duration;
import java.util.List;

/** What one server makes of a client. */
public sealed interface ServerHealth {
  /** {@code host:port}. */
  String server();

  /**
   * It gives no session.
   *
   * @param reason what it answered instead
   */
  record Silent(String server, String reason) implements ServerHealth {}

  /**
   * It gives sessions.
   *
   * @param latency of a small read, the median of some
   * @param clockAhead how far the clock of the ensemble's leader is ahead of this machine's;
   *     negative if behind; zero if nothing could be written to find out
   * @param troubles what it does not let orch do
   */
  record Answering(String server, Duration latency, Duration clockAhead, List<Trouble> troubles)
      implements ServerHealth {
    public Answering {
      troubles = List.copyOf(troubles);
    }
  }

  /**
   * Something that orch needs and does not get.
   *
   * @param place the znode
   */
  record Trouble(Kind kind, String place) {
    /** What it is. */
    public enum Kind {
      /** The server is older than ZooKeeper 3.6: its transactions cannot read. */
      TOO_OLD,
      /** The ACL does not let this client read. */
      NOT_READABLE,
      /** The ACL does not let this client make znodes. */
      NOT_WRITABLE,
      /** The server takes no request as large as some of orch's. */
      SMALL_REQUESTS_ONLY,
      /** It went silent while it was being asked. */
      LOST
    }
  }
}
