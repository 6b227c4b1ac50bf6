package dev.orch.oozie.client;

import dev.orch.model.OrchException;
import dev.orch.model.RefusedException;
import dev.orch.model.StoreUnavailableException;
import dev.orch.oozie.server.OozieRejectedException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.oozie.client.OozieClient;
import org.apache.oozie.client.OozieClientException;

/** Makes calls, and says what became of those that failed. */
final class Calls {
  private static final String CODE = "E\\d{4}";
  private static final Set<String> NO_SUCH_JOB = Set.of("E0603", "E0604", "E0605");

  private final OozieConnection connection;
  private final LimitedOozieClient client;

  Calls(OozieConnection connection, LimitedOozieClient client) {
    this.connection = connection;
    this.client = client;
  }

  /** What changes something; its answer is of no interest. */
  interface Change {
    void on(OozieClient client) throws OozieClientException;
  }

  String location() {
    return connection.url().toString();
  }

  String user() {
    return connection.user();
  }

  /**
   * Asks, and once more if the connection broke; not after a silence, whose limit would be doubled.
   *
   * @param what as in "could not ..."
   */
  <T> T read(String what, LimitedOozieClient.Call<T> call) {
    try {
      return client.make(call);
    } catch (OozieClientException e) {
      if (e.getCause() instanceof IOException
          && !(e.getCause() instanceof SocketTimeoutException)) {
        return once(what, call, "");
      }
      throw explained(what, e, "");
    } catch (OrchException e) {
      throw e;
    } catch (RuntimeException e) {
      throw notOozie(what, e, "");
    }
  }

  /** The same, nothing if the server has no such job. */
  <T> Optional<T> find(String what, LimitedOozieClient.Call<T> call) {
    try {
      return Optional.of(read(what, call));
    } catch (OozieRejectedException e) {
      if (NO_SUCH_JOB.contains(e.code())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Asks for a change, never twice. */
  <T> T changed(String what, LimitedOozieClient.Call<T> call) {
    return once(what, call, " What the call came to is not known: look at the job.");
  }

  /** The same, for calls whose answer is of no interest. */
  void change(String what, Change change) {
    changed(
        what,
        oozie -> {
          change.on(oozie);
          return true;
        });
  }

  private <T> T once(String what, LimitedOozieClient.Call<T> call, String adviceWhenUnavailable) {
    try {
      return client.make(call);
    } catch (OozieClientException e) {
      throw explained(what, e, adviceWhenUnavailable);
    } catch (OrchException e) {
      throw e;
    } catch (RuntimeException e) {
      throw notOozie(what, e, adviceWhenUnavailable);
    }
  }

  /** No more calls will be made. */
  void close() {
    client.close();
  }

  private OrchException explained(
      String what, OozieClientException e, String adviceWhenUnavailable) {
    String code = Objects.requireNonNullElse(e.getErrorCode(), "");
    String message = "could not " + what + " at " + location() + ": " + said(e, code);
    if (code.matches(CODE)) {
      return new OozieRejectedException(code, message, advice(code), e);
    }
    if (LimitedOozieClient.isUnauthorized(e) || code.endsWith("403")) {
      // Not one job's matter.
      return new RefusedException(
          message,
          "See whether the server lets the user "
              + user()
              + " in; where it asks for Kerberos, component.yaml must say so: oozie: { auth:"
              + " kerberos }.",
          e);
    }
    if (code.equals(OozieClientException.UNSUPPORTED_VERSION)) {
      return new OozieRejectedException(
          "", message, "Its /versions must name 2: Oozie 4 or later.", e);
    }
    if (e.getCause() instanceof SocketTimeoutException) {
      return new StoreUnavailableException(
          message
              + " (limits: connect "
              + connection.connectLimit()
              + ", answer "
              + connection.answerLimit()
              + ")",
          "See whether the server or its database is overloaded." + adviceWhenUnavailable,
          e);
    }
    return new StoreUnavailableException(
        message, "See whether the URL is right and the server runs." + adviceWhenUnavailable, e);
  }

  private static String said(OozieClientException e, String code) {
    String message = Objects.requireNonNullElse(e.getMessage(), "nothing");
    // The server's message begins with the code too.
    String text = message.startsWith(code) || code.isEmpty() ? message : code + ": " + message;
    return text.replaceAll("\\s*\\R\\s*", " ");
  }

  private static String advice(String code) {
    return switch (code) {
      case "E0307", "E0504", "E0505" ->
          "See whether the application's files are where its path says.";
      case "E0508", "E0509" -> "See whether the job is this user's.";
      case "E0701" -> "Correct the definition.";
      case "E0803", "E1023" ->
          "A job keeps its name, frequency, start and end: hand over to a new one.";
      case "E1022" -> "The job went on meanwhile: look at it and ask again.";
      default -> "Look for " + code + " in the server's log.";
    };
  }

  private StoreUnavailableException notOozie(
      String what, RuntimeException e, String adviceWhenUnavailable) {
    // The client takes whatever it gets for its own JSON.
    return new StoreUnavailableException(
        "could not " + what + " at " + location() + ": the answer is not Oozie's (" + e + ")",
        "See whether the URL is that of an Oozie server, its path included."
            + adviceWhenUnavailable,
        e);
  }
}
