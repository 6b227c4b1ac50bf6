package dev.orch.zookeeper.codec;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What {@code writer} and the nodes of the lock hold: {@code {"format":1,"writer":"alice@build7,
 * process 4711","since":"2026-11-20T12:00:00Z"}}.
 *
 * @param writer who writes or waits
 * @param since by the writer's clock
 */
public record WriterDocument(String writer, Instant since) {
  private static final int MAX_WRITER = 1_000;

  public WriterDocument {
    writer = writer.length() > MAX_WRITER ? writer.substring(0, MAX_WRITER) : writer;
  }

  /**
   * Reads it.
   *
   * @throws dev.orch.model.CorruptDataException when it is anything else
   */
  public static WriterDocument read(String place, byte[] bytes) {
    JsonIn in = Documents.open(place, bytes);
    var fields =
        new Object() {
          @Nullable String writer;
          @Nullable Instant since;
        };
    return Documents.read(
        place,
        bytes,
        in,
        name ->
            switch (name) {
              case "writer" -> {
                fields.writer = in.string(MAX_WRITER);
                yield true;
              }
              case "since" -> {
                fields.since = Values.instant(in);
                yield true;
              }
              default -> false;
            },
        () ->
            new WriterDocument(
                Documents.required(fields.writer, "writer"),
                Documents.required(fields.since, "since")));
  }

  /** As it is stored. */
  public byte[] write() {
    return JsonOut.document(
        json -> {
          JsonOut.text(json, "writer", writer);
          json.writeStringField("since", since.toString());
        });
  }
}
