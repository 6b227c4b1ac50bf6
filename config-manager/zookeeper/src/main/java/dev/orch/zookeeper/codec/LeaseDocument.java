package dev.orch.zookeeper.codec;

import dev.orch.model.rollout.Lease;
import org.jspecify.annotations.Nullable;

/** {@code {"format":1,"rollout":"0000000012-…","slot":1}}: a lease, below its holder's name. */
public final class LeaseDocument {
  private static final int MAX_NAME = 200;

  private LeaseDocument() {}

  /**
   * Reads it.
   *
   * @throws dev.orch.model.CorruptDataException when it is anything but a sound lease
   */
  public static Lease read(String place, byte[] bytes) {
    JsonIn in = Documents.open(place, bytes);
    var fields =
        new Object() {
          @Nullable String rollout;
          @Nullable Long slot;
        };
    return Documents.read(
        place,
        bytes,
        in,
        name -> {
          switch (name) {
            case "rollout" -> fields.rollout = in.string(MAX_NAME);
            case "slot" -> fields.slot = in.number(0, Integer.MAX_VALUE);
            default -> {
              return false;
            }
          }
          return true;
        },
        () ->
            new Lease(
                Documents.required(fields.rollout, "rollout"),
                Documents.required(fields.slot, "slot").intValue()));
  }

  /** As it is stored. */
  public static byte[] write(Lease lease) {
    return JsonOut.document(
        json -> {
          json.writeStringField("rollout", lease.rollout());
          json.writeNumberField("slot", lease.slot());
        });
  }
}
