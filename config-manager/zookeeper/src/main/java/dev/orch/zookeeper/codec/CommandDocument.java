package dev.orch.zookeeper.codec;

import dev.orch.model.command.CommandProgress;
import dev.orch.model.command.CommandRequest;
import dev.orch.model.command.CommandState;
import dev.orch.model.command.CommandVerb;
import dev.orch.model.component.CanonicalName;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the znode of a command holds:
 *
 * <pre>
 * {"format":1,"verb":"restart","author":"alice","host":"build7","validity":120000,
 *  "state":"done","agent":"…","reason":"…","took":1234}
 * </pre>
 *
 * <p>{@code validity} and {@code took} are milliseconds; the first counts from when the znode was
 * made, by the server's clock. {@code agent}, {@code reason} and {@code took} may be missing.
 */
public record CommandDocument(CommandRequest request, CommandProgress progress) {
  private static final int MAX_AGENT = 100;

  /** Reads the fields as they come. */
  private static final class Fields {
    private @Nullable CommandVerb verb;
    private @Nullable String author;
    private @Nullable String host;
    private @Nullable Long validity;
    private @Nullable CommandState state;
    private @Nullable String agent;
    private @Nullable String reason;
    private long took;

    private boolean read(JsonIn in, String name) throws IOException {
      switch (name) {
        case "verb" -> verb = Values.constant(in, CommandVerb.values());
        case "author" -> author = in.string(CommandRequest.MAX_TEXT);
        case "host" -> host = in.string(CommandRequest.MAX_TEXT);
        case "validity" ->
            validity = in.number(1, Duration.ofDays(CommandRequest.MAX_DAYS).toMillis());
        case "state" -> state = Values.constant(in, CommandState.values());
        case "agent" -> agent = in.string(MAX_AGENT);
        case "reason" -> reason = in.string(CommandProgress.MAX_REASON);
        case "took" -> took = in.number(0, Duration.ofDays(365).toMillis());
        default -> {
          return false;
        }
      }
      return true;
    }

    private CommandDocument make() {
      return new CommandDocument(
          new CommandRequest(
              Documents.required(verb, "verb"),
              Documents.required(author, "author"),
              Documents.required(host, "host"),
              Duration.ofMillis(Documents.required(validity, "validity"))),
          new CommandProgress(
              Documents.required(state, "state"), agent, reason, Duration.ofMillis(took)));
    }
  }

  /**
   * Reads it.
   *
   * @throws dev.orch.model.CorruptDataException when it is anything but a sound command
   */
  public static CommandDocument read(String place, byte[] bytes) {
    JsonIn in = Documents.open(place, bytes);
    Fields fields = new Fields();
    return Documents.read(place, bytes, in, name -> fields.read(in, name), fields::make);
  }

  /** As it is stored. */
  public byte[] write() {
    return JsonOut.document(
        json -> {
          json.writeStringField("verb", CanonicalName.of(request.verb()));
          JsonOut.text(json, "author", request.author());
          JsonOut.text(json, "host", request.host());
          json.writeNumberField("validity", request.validity().toMillis());
          json.writeStringField("state", CanonicalName.of(progress.state()));
          String agent = progress.agent();
          if (agent != null) {
            json.writeStringField("agent", agent);
          }
          String reason = progress.reason();
          if (reason != null) {
            JsonOut.text(json, "reason", reason);
          }
          if (!progress.took().isZero()) {
            json.writeNumberField("took", progress.took().toMillis());
          }
        });
  }
}
