package dev.orch.zookeeper.codec;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/** What a fuzzer begins with. */
final class Seeds {
  private static final String ESCAPES = "\\ud83d\\ude00";

  private Seeds() {}

  /** The golden files, and each again with escapes in its text, which hardly anything hits upon. */
  static Stream<byte[]> of(String... golden) {
    return Stream.of(golden)
        .map(GoldenFilesTest::golden)
        .flatMap(document -> Stream.of(document, withEscapes(document)));
  }

  private static byte[] withEscapes(byte[] document) {
    return new String(document, StandardCharsets.UTF_8)
        .replaceFirst(
            "(\"(?:projectId|author|host|writer)\":\")", "$1" + Matcher.quoteReplacement(ESCAPES))
        .replace("\"trigger\":", "\"note\":\"" + ESCAPES + "\",\"trigger\":")
        .getBytes(StandardCharsets.UTF_8);
  }
}
