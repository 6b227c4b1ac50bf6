package dev.orch.zookeeper.write;

import dev.orch.zookeeper.codec.ShardReference;
import dev.orch.zookeeper.codec.StoredFile;
import dev.orch.zookeeper.layout.Location;
import dev.orch.zookeeper.layout.ProjectLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * A place that a manifest refers to.
 *
 * @param isManifest whether it is a manifest's own document, below whose znode all is that its
 *     revision holds of the component
 * @param parts how many znodes below it hold its bytes; 0 if it does itself
 * @param bytes how many it holds; of a manifest's own document 0, since nothing says how large that
 *     is, and it is small beside the files
 */
record HeldPlace(Location at, boolean isManifest, int parts, long bytes) {
  static HeldPlace ofManifest(Location at) {
    return new HeldPlace(at, true, 0, 0);
  }

  static HeldPlace of(ShardReference shard) {
    return new HeldPlace(shard.at(), false, 0, shard.size());
  }

  static HeldPlace of(StoredFile file) {
    return new HeldPlace(file.at(), false, file.parts(), file.entry().size());
  }

  /** Its znodes, those of its parts included. */
  List<String> paths(ProjectLayout project) {
    List<String> paths = new ArrayList<>(parts + 1);
    paths.add(project.at(at));
    for (int part = 0; part < parts; part++) {
      paths.add(project.at(at.part(part)));
    }
    return paths;
  }
}
