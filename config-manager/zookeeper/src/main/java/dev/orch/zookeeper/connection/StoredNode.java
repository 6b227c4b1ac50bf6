package dev.orch.zookeeper.connection;

import org.apache.zookeeper.data.Stat;

/** What a znode held when it was read. */
public final class StoredNode {
  private final byte[] data;
  private final Stat stat;

  StoredNode(byte[] data, Stat stat) {
    this.data = data;
    this.stat = stat;
  }

  /** The bytes themselves, not a copy; must not be changed. */
  public byte[] data() {
    return data;
  }

  public Stat stat() {
    return stat;
  }

  /** The version of the data. */
  public int version() {
    return stat.getVersion();
  }
}
