package dev.orch.agent.health;

import dev.orch.engine.TriggerException;
import dev.orch.model.component.HealthCheck;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/** A GET whose status says it. Redirects are not followed: whoever redirects, serves. */
final class HttpAttempt implements Attempt {
  private static final int FIRST_HEALTHY = 200;
  private static final int FIRST_ERROR = 400;

  private final HealthCheck.Probe.Http probe;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();

  HttpAttempt(HealthCheck.Probe.Http probe) {
    this.probe = probe;
  }

  @Override
  public void run(Duration limit) throws TriggerException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(probe.url()).timeout(limit).GET().build();
    int status;
    try {
      HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
      status = response.statusCode();
      // Whatever else comes may be endless.
      response.body().close();
    } catch (HttpTimeoutException e) {
      throw new TriggerException(
          "no answer from " + probe + " within " + limit.toMillis() + " ms", e);
    } catch (ConnectException e) {
      throw new TriggerException("no connection to " + probe, e);
    } catch (IOException e) {
      throw new TriggerException("no answer from " + probe + ": " + e, e);
    }
    if (status < FIRST_HEALTHY || status >= FIRST_ERROR) {
      throw new TriggerException(probe + " answered with status " + status, null);
    }
  }
}
