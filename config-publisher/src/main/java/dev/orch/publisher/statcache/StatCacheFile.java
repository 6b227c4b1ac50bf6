package dev.orch.publisher.statcache;

import dev.orch.model.Digest;
import dev.orch.model.source.FileStamp;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * The file in which what is known of one tree is kept; numbers are big-endian, texts are a length
 * of 16 bits and so many bytes of UTF-8:
 *
 * <pre>
 * 8 bytes   "orchstat"
 * int       1, the format
 * text      version of orch
 * text      identity of the tree
 * short     how many checks, and the name of each as a text
 * int       how many files, and of each:
 *   text      path
 *   short     which check it passed, from 0
 *   4 longs   size, modified, changed, inode
 *   32 bytes  SHA-256
 * int       CRC-32C of all before
 * </pre>
 *
 * @param path where it is; a new one takes its place at once
 */
record StatCacheFile(Path path, String madeBy, String tree) {
  private static final byte[] MAGIC = "orchstat".getBytes(StandardCharsets.US_ASCII);
  private static final int FORMAT = 1;
  private static final int CRC_BYTES = 4;
  private static final int DIGEST_BYTES = 32;
  private static final int LEAST_ENTRY = 2 + 2 + 4 * 8 + DIGEST_BYTES;
  private static final long MAX_BYTES = 512L * 1024 * 1024;

  /**
   * What it holds, by path.
   *
   * @throws IOException when it cannot be read, or is not whole, or of another tree or version
   */
  Map<String, KnownFile> read() throws IOException {
    if (Files.size(path) > MAX_BYTES) {
      throw new IOException(path + ": expected at most " + MAX_BYTES + " bytes");
    }
    return parse(Files.readAllBytes(path));
  }

  /** The same of bytes that came out of it. */
  Map<String, KnownFile> parse(byte[] content) throws IOException {
    int end = content.length - CRC_BYTES;
    if (end < MAGIC.length) {
      throw new IOException(
          path + ": expected what orch wrote, found " + content.length + " bytes");
    }
    CRC32C crc = new CRC32C();
    crc.update(content, 0, end);
    if (ByteBuffer.wrap(content).getInt(end) != (int) crc.getValue()) {
      throw new IOException(path + ": expected another checksum");
    }
    try {
      return parse(ByteBuffer.wrap(content, 0, end));
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new IOException(path + ": ends too early", e);
    }
  }

  private Map<String, KnownFile> parse(ByteBuffer in) throws IOException {
    byte[] magic = new byte[MAGIC.length];
    in.get(magic);
    if (!Arrays.equals(magic, MAGIC)
        || in.getInt() != FORMAT
        || !text(in).equals(madeBy)
        || !text(in).equals(tree)) {
      throw new IOException(path + ": is of another tree, or another version of orch");
    }
    List<String> checks = new ArrayList<>();
    for (int i = Short.toUnsignedInt(in.getShort()); i > 0; i--) {
      checks.add(text(in));
    }
    int count = in.getInt();
    if (count < 0 || count > in.remaining() / LEAST_ENTRY) {
      throw new IOException(path + ": expected fewer than " + count + " files");
    }
    Map<String, KnownFile> files = new HashMap<>(2 * count);
    byte[] digest = new byte[DIGEST_BYTES];
    for (int i = 0; i < count; i++) {
      String file = text(in);
      String check = checks.get(Short.toUnsignedInt(in.getShort()));
      long size = in.getLong();
      FileStamp stamp = new FileStamp(in.getLong(), in.getLong(), in.getLong());
      in.get(digest);
      files.put(file, new KnownFile(size, stamp, check, Digest.fromBytes(digest)));
    }
    return files;
  }

  private static String text(ByteBuffer in) {
    int length = Short.toUnsignedInt(in.getShort());
    String text =
        new String(in.array(), in.arrayOffset() + in.position(), length, StandardCharsets.UTF_8);
    in.position(in.position() + length);
    return text;
  }

  /** Writes it anew; for the user alone. */
  void write(Map<String, KnownFile> files) throws IOException {
    Path directory = path.toAbsolutePath().getParent();
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path next = Files.createTempFile(directory, path.getFileName().toString(), ".tmp");
    try {
      try (OutputStream out = Files.newOutputStream(next)) {
        write(files, out);
      }
      Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  private void write(Map<String, KnownFile> files, OutputStream to) throws IOException {
    CheckedOutputStream checked = new CheckedOutputStream(to, new CRC32C());
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(checked, 1 << 16));
    out.write(MAGIC);
    out.writeInt(FORMAT);
    text(out, madeBy);
    text(out, tree);
    List<String> checks =
        List.copyOf(new TreeSet<>(files.values().stream().map(KnownFile::soundAs).toList()));
    out.writeShort(checks.size());
    for (String check : checks) {
      text(out, check);
    }
    out.writeInt(files.size());
    for (Map.Entry<String, KnownFile> entry : files.entrySet()) {
      KnownFile file = entry.getValue();
      text(out, entry.getKey());
      out.writeShort(checks.indexOf(file.soundAs()));
      out.writeLong(file.size());
      out.writeLong(file.stamp().modified());
      out.writeLong(file.stamp().changed());
      out.writeLong(file.stamp().inode());
      out.write(file.digest().toBytes());
    }
    out.flush();
    out.writeInt((int) checked.getChecksum().getValue());
    out.flush();
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeShort(bytes.length);
    out.write(bytes);
  }
}
