package dev.orch.hadoop;

import org.apache.hadoop.fs.RawLocalFileSystem;

/** The local file system without Hadoop's checksum files. Made by Hadoop, by its class's name. */
final class PlainLocalFileSystem extends RawLocalFileSystem {
  PlainLocalFileSystem() {}

  @Override
  public String getScheme() {
    return "file";
  }
}
