package dev.orch.zookeeper.manifest;

import dev.orch.model.Digest;
import dev.orch.model.path.ConfigPath;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Which shard of a manifest a file belongs to: the first bits of the SHA-256 of its path. */
final class ShardHash {
  private static final int BITS = 16;

  private final MessageDigest sha256 = Digest.newSha256();

  /** Of a path. */
  int of(ConfigPath path) {
    byte[] hash = sha256.digest(path.value().getBytes(StandardCharsets.UTF_8));
    return (hash[0] & 0xff) << 8 | (hash[1] & 0xff);
  }

  /** The number of the shard, where there are 2 to the power of {@code bits} of them. */
  static int shard(int hash, int bits) {
    return hash >>> (BITS - bits);
  }

  /** The files of each shard, in the order that they come in. */
  static <T> List<List<T>> cut(Collection<T> files, Function<T, ConfigPath> path, int bits) {
    ShardHash hash = new ShardHash();
    List<List<T>> shards = new ArrayList<>();
    for (int i = 0; i < 1 << bits; i++) {
      shards.add(new ArrayList<>());
    }
    files.forEach(file -> shards.get(shard(hash.of(path.apply(file)), bits)).add(file));
    return shards;
  }
}
