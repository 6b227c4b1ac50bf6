package dev.orch.zookeeper.connection;

import dev.orch.zookeeper.connection.Requests.Listing;
import dev.orch.zookeeper.layout.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Visits a znode and everything below it, level by level and many at a time. Each is asked for
 * once, for its children and its stat together.
 */
public final class Descent {
  private static final int WINDOW = 128;

  private Descent() {}

  /** Parents come before children; what is gone by now is left out. */
  public static void from(String root, Reads reads, BiConsumer<String, Listing> visitor)
      throws InterruptedException {
    List<String> level = List.of(root);
    while (!level.isEmpty()) {
      List<String> next = new ArrayList<>();
      reads.pipelined(
          level,
          WINDOW,
          Requests::getListing,
          (path, found) ->
              found.ifPresent(
                  listing -> {
                    visitor.accept(path, listing);
                    listing.children().forEach(name -> next.add(Layout.child(path, name)));
                  }));
      level = next;
    }
  }
}
