package dev.orch.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What tells one inventory of a home from the next without reading it. */
final class InventoryStamp {
  private final Path inventory;

  InventoryStamp(Path home) {
    this.inventory = home.resolve(".orch").resolve("inventory");
  }

  /** Equal to the last one while the inventory is the same; null if there is none. */
  @Nullable Object read() {
    try {
      BasicFileAttributes found = Files.readAttributes(inventory, BasicFileAttributes.class);
      return List.of(found.lastModifiedTime(), found.size(), String.valueOf(found.fileKey()));
    } catch (IOException e) {
      return null;
    }
  }
}
