package dev.orch.oozie.client;

import dev.orch.oozie.server.OozieServer;
import java.net.URI;
import java.time.Duration;

/**
 * Where an Oozie server is and how it is talked to.
 *
 * @param url its base, such as {@code http://oozie.example.org:11000/oozie}
 * @param user whom calls are made as; without Kerberos the server takes our word for it
 * @param connectLimit how long connecting may take; at least a millisecond
 * @param answerLimit how long the server may stay silent; at least a millisecond
 */
public record OozieConnection(URI url, String user, Duration connectLimit, Duration answerLimit) {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  public OozieConnection {
    if (connectLimit.toMillis() < 1 || answerLimit.toMillis() < 1) {
      throw new IllegalArgumentException(
          "expected limits of at least 1 ms, found " + connectLimit + " and " + answerLimit);
    }
  }

  /** With the usual limits: 10 s to connect, 60 s of silence. */
  public static OozieConnection of(URI url, String user) {
    return new OozieConnection(url, user, CONNECT, ANSWER);
  }

  /** The server there; nothing is asked of it yet. */
  public OozieServer open() {
    return new OozieClientServer(new Calls(this, new LimitedOozieClient(this, null)));
  }

  /**
   * The same for a server that asks for Kerberos: calls are made as whose tickets these are, and on
   * behalf of {@link #user} if the server knows that one by another name.
   *
   * @param tickets closed with the server
   */
  public OozieServer open(Tickets tickets) {
    return new OozieClientServer(
        new Calls(this, new LimitedOozieClient(this, new KerberosNegotiation(this, tickets))));
  }
}
