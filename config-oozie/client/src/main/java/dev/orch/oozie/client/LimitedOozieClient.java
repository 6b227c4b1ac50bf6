package dev.orch.oozie.client;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import org.apache.oozie.client.OozieClient;
import org.apache.oozie.client.OozieClientException;
import org.jspecify.annotations.Nullable;

/**
 * Oozie's client, with limits of time, a user's name, and without its own ideas of trying again.
 */
final class LimitedOozieClient extends OozieClient {
  private static final Set<String> CHANGING = Set.of("POST", "PUT");

  private final int connectMillis;
  private final int answerMillis;
  private final String user;
  private final @Nullable KerberosNegotiation kerberos;

  /** Its answer may have another pass. */
  private volatile @Nullable HttpURLConnection last;

  /**
   * Creates it from its parts.
   *
   * @param kerberos null where the server takes a name for a proof; closed with it
   */
  LimitedOozieClient(OozieConnection connection, @Nullable KerberosNegotiation kerberos) {
    super(connection.url().toString());
    this.connectMillis = Math.toIntExact(connection.connectLimit().toMillis());
    this.answerMillis = Math.toIntExact(connection.answerLimit().toMillis());
    this.user = connection.user();
    this.kerberos = kerberos;
  }

  /** What is asked of Oozie's client. */
  interface Call<T> {
    T on(OozieClient client) throws OozieClientException;
  }

  /**
   * Makes a call, and again where the server takes our pass no more: it has done nothing yet then,
   * so that even a change can be asked for again.
   */
  <T> T make(Call<T> call) throws OozieClientException {
    if (kerberos == null) {
      return call.on(this);
    }
    try {
      return as(kerberos, call);
    } catch (OozieClientException e) {
      if (!isUnauthorized(e)) {
        throw e;
      }
      kerberos.forget();
      return as(kerberos, call);
    }
  }

  /**
   * As whose tickets these are: where a body need not be sent again, Java itself shows a ticket to
   * a server that asks for one, and otherwise takes one from the user's cache.
   */
  private <T> T as(KerberosNegotiation known, Call<T> call) throws OozieClientException {
    T answer = known.use(() -> call.on(this));
    HttpURLConnection answered = last;
    if (answered != null) {
      known.take(answered);
    }
    return answer;
  }

  static boolean isUnauthorized(OozieClientException e) {
    String code = Objects.requireNonNullElse(e.getErrorCode(), "");
    return code.endsWith("401") || code.equals("AUTHENTICATION");
  }

  void close() {
    if (kerberos != null) {
      kerberos.close();
    }
  }

  /** Oozie's own sleeps between tries and prints. */
  @Override
  protected HttpURLConnection createRetryableConnection(URL url, String method) throws IOException {
    try {
      return createConnection(url, method);
    } catch (OozieClientException e) {
      throw new IOException(e);
    }
  }

  @Override
  protected HttpURLConnection createConnection(URL url, String method)
      throws IOException, OozieClientException {
    HttpURLConnection connection = known(url, method);
    connection.setConnectTimeout(connectMillis);
    connection.setReadTimeout(answerMillis);
    if (CHANGING.contains(method)) {
      // The JDK sends a request again, unasked, when the connection breaks before an answer comes,
      // unless its body is a stream. A submission sent twice is two jobs.
      connection.setChunkedStreamingMode(0);
    }
    return connection;
  }

  private HttpURLConnection known(URL url, String method) throws IOException, OozieClientException {
    if (kerberos == null) {
      return super.createConnection(with(url, "user.name"), method);
    }
    KerberosNegotiation.Pass pass = kerberos.pass();
    HttpURLConnection connection =
        super.createConnection(pass.user().equals(user) ? url : with(url, "doAs"), method);
    connection.setRequestProperty("Cookie", pass.cookie());
    // Java would show the cookie to whomever an answer leads to.
    connection.setInstanceFollowRedirects(false);
    last = connection;
    return connection;
  }

  private URL with(URL url, String parameter) throws IOException {
    String text = url.toString();
    return URI.create(
            text
                + (text.contains("?") ? "&" : "?")
                + parameter
                + "="
                + URLEncoder.encode(user, StandardCharsets.UTF_8))
        .toURL();
  }
}
