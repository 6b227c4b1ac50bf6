package dev.orch.publisher.statcache;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.orch.model.CorruptDataException;
import dev.orch.model.Digest;
import dev.orch.model.source.FileStamp;
import dev.orch.testing.ParserTrial;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

/** Of a file whose checksum is right, since no other is looked at. */
class StatCacheFileFuzz {
  private static final String FILE = "cache";
  private static final StatCacheFile CACHE = new StatCacheFile(Path.of(FILE), "1", "tree");
  private static final ParserTrial TRIAL =
      new ParserTrial("stat cache", FILE, StatCacheFileFuzz::parse);

  private static void parse(byte[] body) {
    CRC32C crc = new CRC32C();
    crc.update(body);
    byte[] document = Arrays.copyOf(body, body.length + 4);
    ByteBuffer.wrap(document).putInt(body.length, (int) crc.getValue());
    try {
      CACHE.parse(document);
    } catch (IOException e) {
      throw new CorruptDataException(FILE, String.valueOf(e.getMessage()), e);
    }
  }

  static Stream<byte[]> sound() throws IOException {
    Path written = Files.createTempDirectory("cache").resolve(FILE);
    new StatCacheFile(written, "1", "tree")
        .write(
            Map.of(
                "a/b",
                new KnownFile(3, new FileStamp(1, 2, 3), "xml", Digest.of(new byte[3])),
                "ü",
                new KnownFile(0, new FileStamp(4, 5, 6), "none", Digest.of(new byte[0]))));
    byte[] document = Files.readAllBytes(written);
    return Stream.of(Arrays.copyOf(document, document.length - 4));
  }

  @MethodSource("sound")
  @FuzzTest
  void isReadOrRefused(byte[] body) {
    TRIAL.tryOne(body);
  }

  @AfterAll
  static void report() {
    TRIAL.report();
  }
}
