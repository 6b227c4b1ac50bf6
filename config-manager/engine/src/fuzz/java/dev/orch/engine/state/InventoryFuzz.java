package dev.orch.engine.state;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.orch.testing.ParserTrial;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

class InventoryFuzz {
  private static final ParserTrial TRIAL =
      Sealed.trial(
          "inventory",
          (place, document) -> new Parts(Inventory.parse(place, document)),
          parts -> parts.inventory.format());

  /** An inventory has no equality of its own. */
  private static final class Parts {
    private final Inventory inventory;
    private final List<Object> parts;

    Parts(Inventory inventory) {
      this.inventory = inventory;
      this.parts =
          List.of(
              inventory.revision(),
              inventory.manifest(),
              inventory.directories(),
              inventory.stamps(),
              inventory.older());
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Parts that && parts.equals(that.parts);
    }

    @Override
    public int hashCode() {
      return parts.hashCode();
    }

    @Override
    public String toString() {
      return parts.toString();
    }
  }

  static Stream<byte[]> sound() {
    return Sealed.sound("inventory");
  }

  @MethodSource("sound")
  @FuzzTest
  void isReadOrRefused(byte[] body) {
    TRIAL.tryOne(body);
  }

  @AfterAll
  static void report() {
    TRIAL.report();
  }
}
