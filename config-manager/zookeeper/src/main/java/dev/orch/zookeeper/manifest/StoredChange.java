package dev.orch.zookeeper.manifest;

import dev.orch.model.component.FileEntry;
import dev.orch.model.path.ConfigPath;
import dev.orch.zookeeper.codec.StoredFile;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one file of a manifest.
 *
 * @param before as it was; null if it is new
 * @param after as it is, and where; null if it goes
 */
public record StoredChange(@Nullable FileEntry before, @Nullable StoredFile after) {
  public ConfigPath path() {
    return after != null ? after.entry().path() : Objects.requireNonNull(before).path();
  }
}
