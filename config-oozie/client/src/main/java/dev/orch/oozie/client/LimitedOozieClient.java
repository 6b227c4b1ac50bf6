package dev.orch.oozie.client;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.oozie.client.OozieClient;
import org.apache.oozie.client.OozieClientException;

/**
 * Oozie's client, with limits of time, a user's name, and without its own ideas of trying again.
 */
final class LimitedOozieClient extends OozieClient {
  private static final Set<String> CHANGING = Set.of("POST", "PUT");

  private final int connectMillis;
  private final int answerMillis;
  private final String user;

  LimitedOozieClient(OozieConnection connection) {
    super(connection.url().toString());
    this.connectMillis = Math.toIntExact(connection.connectLimit().toMillis());
    this.answerMillis = Math.toIntExact(connection.answerLimit().toMillis());
    this.user = connection.user();
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
    HttpURLConnection connection = super.createConnection(withUser(url), method);
    connection.setConnectTimeout(connectMillis);
    connection.setReadTimeout(answerMillis);
    if (CHANGING.contains(method)) {
      // The JDK sends a request again, unasked, when the connection breaks before an answer comes,
      // unless its body is a stream. A submission sent twice is two jobs.
      connection.setChunkedStreamingMode(0);
    }
    return connection;
  }

  private URL withUser(URL url) throws IOException {
    String text = url.toString();
    return URI.create(
            text
                + (text.contains("?") ? "&" : "?")
                + "user.name="
                + URLEncoder.encode(user, StandardCharsets.UTF_8))
        .toURL();
  }
}
