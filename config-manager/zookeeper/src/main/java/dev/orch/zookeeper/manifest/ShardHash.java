package dev.orch.zookeeper.manifest;

import dev.orch.model.Digest;
import dev.orch.model.path.ConfigPath;
import java.nio.charset.StandardCharsets;

/** Which shard of a manifest a file belongs to: the first bits of the SHA-256 of its path. */
final class ShardHash {
  private static final int BITS = 16;

  private ShardHash() {}

  static int of(ConfigPath path) {
    byte[] hash = Digest.of(path.value().getBytes(StandardCharsets.UTF_8)).toBytes();
    return (hash[0] & 0xff) << 8 | (hash[1] & 0xff);
  }

  /** The number of the shard, where there are 2 to the power of {@code bits} of them. */
  static int shard(int hash, int bits) {
    return hash >>> (BITS - bits);
  }
}
