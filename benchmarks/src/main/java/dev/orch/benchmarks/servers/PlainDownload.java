package dev.orch.benchmarks.servers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What a client does at least that puts nodes in place as files: reads them in batches, hashes
 * each, writes it beside its place, syncs it, renames it, and syncs the directory.
 */
public final class PlainDownload {
  private static final int BATCH = 64;

  private PlainDownload() {}

  /** Gives the SHA-256 of each, in order. */
  public static List<String> run(RawZooKeeper client, List<String> paths, Path directory)
      throws IOException {
    List<byte[]> contents = client.readPipelined(paths, BATCH);
    List<String> digests =
        contents.stream().map(content -> HexFormat.of().formatHex(sha256(content))).toList();
    for (int i = 0; i < contents.size(); i++) {
      Path beside = directory.resolve("tmp");
      try (FileChannel channel =
          FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(contents.get(i));
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      Files.move(beside, directory.resolve("f" + i), StandardCopyOption.ATOMIC_MOVE);
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
    return digests;
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
