package dev.orch.publisher.validate;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.orch.testing.ParserTrial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

class XmlFuzz {
  private static final ParserTrial TRIAL = ContentTrial.of("XML", new XmlCheck());

  static Stream<byte[]> sound() throws IOException {
    return Stream.of(
        ContentTrial.example("file-mgr/policy/product-types.xml"),
        ContentTrial.utf8(
            """
            <?xml version='1.0' encoding='UTF-8'?>
            <!DOCTYPE a [<!ENTITY b 'text'><!ENTITY % p '<!ENTITY c "d">'>%p;
            <!ELEMENT a ANY><!ATTLIST a x CDATA #IMPLIED>]>
            <a x='1' xmlns:n='urn:n'><!-- c --><?pi d?><n:e>&b;&#228;</n:e><![CDATA[<]]></a>
            """),
        ContentTrial.bytes("<a>\u00fc</a>", StandardCharsets.UTF_16));
  }

  @MethodSource("sound")
  @FuzzTest
  void isReadOrItsProblemsAreTold(byte[] document) {
    TRIAL.tryOne(document);
  }

  @AfterAll
  static void report() {
    TRIAL.report();
  }
}
