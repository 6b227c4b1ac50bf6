package dev.orch.oozie.client;

import dev.orch.model.OrchException;
import dev.orch.model.RefusedException;
import dev.orch.model.StoreUnavailableException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.oozie.client.OozieClientException;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.Oid;
import org.jspecify.annotations.Nullable;

/**
 * Shows a ticket to an Oozie server once, for a cookie that lets calls in until the server has
 * enough of it (ten hours, or a restart). The ticket is shown to whom the URL names and to nobody
 * that answer leads to, and the server has to prove that it is that one.
 *
 * <p>Not Oozie's own: that keeps the cookie in a file in the user's home, where others of the same
 * user would find it. Safe for use by several threads.
 */
final class KerberosNegotiation implements AutoCloseable {
  private static final String MECHANISM = "1.3.6.1.5.5.2";
  private static final String SCHEME = "Negotiate ";
  private static final Pattern COOKIE = Pattern.compile("hadoop\\.auth=\"?([^\";]+)\"?");

  /** Who the server says that we are, by its rules for names. */
  private static final Pattern USER = Pattern.compile("(?:^|&)u=([^&]+)");

  private final OozieConnection server;
  private final Tickets tickets;
  private @Nullable Pass pass;

  KerberosNegotiation(OozieConnection server, Tickets tickets) {
    this.server = server;
    this.tickets = tickets;
  }

  /**
   * What lets calls in.
   *
   * @param cookie as the header of a call has it
   * @param user as whom the server knows us
   */
  record Pass(String cookie, String user) {}

  /**
   * The one there is, otherwise a new one.
   *
   * @throws RefusedException when the KDC has no ticket for the server, or the server does not let
   *     us in, or does not ask for tickets
   * @throws StoreUnavailableException when the server or the KDC cannot be reached
   */
  synchronized Pass pass() {
    Pass known = pass;
    if (known == null) {
      known = negotiate();
      pass = known;
    }
    return known;
  }

  /** The server takes it no more. */
  synchronized void forget() {
    pass = null;
  }

  /** Does something as whose tickets these are. */
  <T> T use(LimitedCall<T> action) throws OozieClientException {
    try {
      return tickets.use(action::make);
    } catch (OozieClientException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      // JAAS declares all that there is; what was called throws nothing else.
      throw new IllegalStateException(e);
    }
  }

  /** What asks Oozie something. */
  interface LimitedCall<T> {
    T make() throws OozieClientException;
  }

  /** The pass that the server gave with an answer, if it did. */
  synchronized void take(HttpURLConnection answered) {
    header(answered, "Set-Cookie", COOKIE).ifPresent(cookie -> pass = passOf(cookie));
  }

  private Pass passOf(String cookie) {
    Matcher user = USER.matcher(cookie);
    return new Pass("hadoop.auth=\"" + cookie + "\"", user.find() ? user.group(1) : server.user());
  }

  private Pass negotiate() {
    try {
      // All of it as that one: Java's HTTP may use a ticket of its own choice otherwise.
      return tickets.use(this::show);
    } catch (OrchException e) {
      throw e;
    } catch (GSSException e) {
      throw noTicket(e);
    } catch (IOException e) {
      throw new StoreUnavailableException(
          "could not come to " + server.url() + " with Kerberos: " + e.getMessage(),
          "See whether the URL is right and the server runs.",
          e);
    } catch (Exception e) {
      // JAAS declares all that there is; what was called throws nothing else.
      throw new IllegalStateException(e);
    }
  }

  private Pass show() throws GSSException, IOException {
    GSSManager manager = GSSManager.getInstance();
    GSSName name =
        manager.createName("HTTP@" + server.url().getHost(), GSSName.NT_HOSTBASED_SERVICE);
    GSSContext context =
        manager.createContext(name, new Oid(MECHANISM), null, GSSContext.DEFAULT_LIFETIME);
    try {
      context.requestMutualAuth(true);
      byte[] token = context.initSecContext(new byte[0], 0, 0);
      return read(ask(token), context);
    } finally {
      context.dispose();
    }
  }

  /** A call that does nothing but come in. */
  private HttpURLConnection ask(byte[] token) throws IOException {
    HttpURLConnection call =
        (HttpURLConnection)
            URI.create(server.url().toString().replaceAll("/+$", "") + "/versions")
                .toURL()
                .openConnection();
    call.setRequestMethod("OPTIONS");
    call.setInstanceFollowRedirects(false);
    call.setConnectTimeout(Math.toIntExact(server.connectLimit().toMillis()));
    call.setReadTimeout(Math.toIntExact(server.answerLimit().toMillis()));
    call.setRequestProperty("Authorization", SCHEME + Base64.getEncoder().encodeToString(token));
    return call;
  }

  private Pass read(HttpURLConnection call, GSSContext context) throws IOException, GSSException {
    int status = call.getResponseCode();
    if (status / 100 == 3) {
      throw rejected(
          "expected its answer to a ticket, found that it sends us on to "
              + call.getHeaderField("Location"),
          "Give the URL of the server itself.");
    }
    if (status != HttpURLConnection.HTTP_OK) {
      throw rejected(
          status + " " + call.getResponseMessage(),
          "See whether the server lets " + tickets.principal() + " in, and its log.");
    }
    Optional<String> cookie = header(call, "Set-Cookie", COOKIE);
    Optional<String> proof = header(call, "WWW-Authenticate", Pattern.compile(SCHEME + "(.+)"));
    if (cookie.isEmpty() || proof.isEmpty()) {
      throw rejected(
          "expected that it asks for Kerberos, found that it lets everyone in",
          "Leave out oozie: { auth: kerberos }, or see oozie.authentication.type of the server.");
    }
    byte[] answer = Base64.getMimeDecoder().decode(proof.get());
    context.initSecContext(answer, 0, answer.length);
    if (!context.isEstablished()) {
      throw rejected("it did not prove who it is", "See what answers at this URL.");
    }
    return passOf(cookie.get());
  }

  private static Optional<String> header(HttpURLConnection call, String name, Pattern pattern) {
    for (Map.Entry<String, List<String>> header : call.getHeaderFields().entrySet()) {
      if (name.equalsIgnoreCase(header.getKey())) {
        for (String value : header.getValue()) {
          Matcher matcher = pattern.matcher(value);
          if (matcher.find()) {
            return Optional.of(matcher.group(1));
          }
        }
      }
    }
    return Optional.empty();
  }

  private RefusedException rejected(String found, String advice) {
    return new RefusedException(
        "could not come to " + server.url() + " with Kerberos: " + found, advice);
  }

  private OrchException noTicket(GSSException e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String message =
        "could not come to "
            + server.url()
            + " with Kerberos as "
            + tickets.principal()
            + ": "
            + root.getMessage();
    return root instanceof IOException
        ? new StoreUnavailableException(
            message, "See whether the servers in krb5.conf run and can be reached.", e)
        : new RefusedException(
            message,
            "See whether the KDC knows HTTP/"
                + server.url().getHost()
                + ": the URL's host must be the one in the server's principal.",
            e);
  }

  @Override
  public void close() {
    tickets.close();
  }
}
