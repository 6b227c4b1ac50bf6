package dev.orch.agent.output;

import dev.orch.model.output.OutputPart;
import dev.orch.model.output.OutputPlace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;

/** The end of something that is written, cut between characters. */
final class Tail {
  private static final int CONTINUATION = 0x80;
  private static final int MAX_SEQUENCE = 4;

  private Tail() {}

  /** The last bytes of a file, at most so many as are told. */
  static byte[] of(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      long from = Math.max(0, channel.size() - OutputPart.MAX_BYTES);
      ByteBuffer tail = ByteBuffer.allocate(OutputPart.MAX_BYTES);
      int read = 0;
      while (read >= 0 && tail.hasRemaining()) {
        read = channel.read(tail, from + tail.position());
      }
      return Arrays.copyOf(tail.array(), tail.position());
    }
  }

  /**
   * What of it was written after a place.
   *
   * @param stream what is written now
   * @param length how many bytes were written in all
   * @param tail the last of them
   */
  static OutputPart after(OutputPlace place, String stream, long length, byte[] tail) {
    long start = length - tail.length;
    boolean goesOn =
        place.stream().equals(stream) && place.length() >= start && place.length() <= length;
    int from = goesOn ? (int) (place.length() - start) : 0;
    if (!goesOn && start > 0) {
      while (from < tail.length && isContinuation(tail[from])) {
        from++;
      }
    }
    int end = wholeUntil(tail, from);
    return new OutputPart(
        new OutputPlace(stream, start + end),
        new String(tail, from, end - from, StandardCharsets.UTF_8));
  }

  private static boolean isContinuation(byte b) {
    return (b & 0xC0) == CONTINUATION;
  }

  /** Where the last character ends that is there whole; the rest comes with what follows. */
  private static int wholeUntil(byte[] bytes, int from) {
    int lead = bytes.length - 1;
    while (lead >= from && bytes.length - lead < MAX_SEQUENCE && isContinuation(bytes[lead])) {
      lead--;
    }
    if (lead < from) {
      return bytes.length;
    }
    int first = bytes[lead] & 0xFF;
    int needed = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
    return lead + needed > bytes.length ? lead : bytes.length;
  }
}
