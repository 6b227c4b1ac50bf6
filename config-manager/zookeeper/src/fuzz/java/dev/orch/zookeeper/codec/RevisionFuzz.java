package dev.orch.zookeeper.codec;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.orch.model.revision.Authorship;
import dev.orch.model.revision.RevisionInfo;
import dev.orch.testing.ParserTrial;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

class RevisionFuzz {
  private static final String PLACE = "/orch/projects/weather/culprit";
  private static final ParserTrial TRIAL =
      ParserTrial.ofRoundTrips(
          "revision",
          PLACE,
          document -> new Parts(RevisionDocument.read(PLACE, Samples.REVISION, document)),
          revision -> revision.document.write());

  /** An authorship has no equality of its own. */
  private static final class Parts {
    private final RevisionDocument document;
    private final List<Object> parts;

    Parts(RevisionDocument document) {
      this.document = document;
      if (document instanceof RevisionDocument.Committed committed) {
        RevisionInfo info = committed.info();
        Authorship by = info.authorship();
        this.parts =
            List.of(
                List.of(info.number(), info.publishId(), info.parent(), info.kind()),
                List.of(by.author(), by.host(), by.message(), by.source()),
                List.of(info.publishedAt(), info.bytesAdded(), info.components()));
      } else {
        this.parts = List.of(document);
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Parts that && parts.equals(that.parts);
    }

    @Override
    public int hashCode() {
      return parts.hashCode();
    }

    @Override
    public String toString() {
      return parts.toString();
    }
  }

  static Stream<byte[]> sound() {
    return Seeds.of("revision-committed.json", "revision-writing.json", "revision-pruned.json");
  }

  @MethodSource("sound")
  @FuzzTest
  void isReadOrRefused(byte[] document) {
    TRIAL.tryOne(document);
  }

  @AfterAll
  static void report() {
    TRIAL.report();
  }
}
