package dev.orch.zookeeper.manifest;

import dev.orch.zookeeper.layout.Location;

/** A document that a new revision adds. */
public final class NewNode {
  private final Location at;
  private final byte[] data;

  NewNode(Location at, byte[] data) {
    this.at = at;
    this.data = data;
  }

  public Location at() {
    return at;
  }

  /** The bytes themselves, not a copy; must not be changed. */
  public byte[] data() {
    return data;
  }
}
