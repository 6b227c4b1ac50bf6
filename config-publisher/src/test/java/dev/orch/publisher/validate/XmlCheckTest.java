package dev.orch.publisher.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlCheckTest {
  private static List<String> problems(String xml) throws IOException {
    return problems(xml.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> problems(byte[] xml) throws IOException {
    return new XmlCheck()
        .check("a.xml", new ByteArrayInputStream(xml)).stream().map(Problem::toString).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a/>",
        "<?xml version='1.0' encoding='ISO-8859-1'?><a b='1'>text &lt; &#228;</a>",
        "<!DOCTYPE a [<!ENTITY b 'text'>]><a>&b;</a>",
        "<x:a xmlns:x='urn:x' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
            + " xsi:schemaLocation='urn:x nowhere.xsd'/>",
        "<?xml-stylesheet href='nowhere.xsl'?><a/>",
        "\uFEFF<a/>"
      })
  void wellFormedIsFine(String xml) throws IOException {
    assertThat(problems(xml)).isEmpty();
  }

  @Test
  void theFirstErrorIsToldWithLineAndColumn() throws IOException {
    assertThat(problems("<a>\n  <b></c>\n</a>\n"))
        .singleElement()
        .asString()
        .startsWith("a.xml:2:8: malformed XML: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text", "<a>", "<a b=1/>", "<a/><b/>", "<x:a/>", "<a>&nope;</a>"})
  void malformedIsAProblem(String xml) throws IOException {
    assertThat(problems(xml)).singleElement().asString().contains("malformed XML");
  }

  @Test
  void bytesThatAreNotInTheEncodingAreAProblem() throws IOException {
    assertThat(problems(new byte[] {'<', 'a', '>', (byte) 0xE4, '<', '/', 'a', '>'})).hasSize(1);
    assertThat(problems("<?xml version='1.0' encoding='no-such'?><a/>")).hasSize(1);
  }

  @Test
  void entityBombsEndAtTheirBounds() throws IOException {
    StringBuilder laughs = new StringBuilder("<!DOCTYPE a [<!ENTITY l0 'lol'>");
    for (int i = 1; i < 12; i++) {
      laughs.append("<!ENTITY l" + i + " '").append(("&l" + (i - 1) + ";").repeat(10)).append("'>");
    }
    assertThat(problems(laughs + "]><a>&l11;</a>")).singleElement().asString().contains("limit");
    String quadratic = "<!DOCTYPE a [<!ENTITY b '" + "x".repeat(50_000) + "'>]><a>";
    assertThat(problems(quadratic + "&b;".repeat(500) + "</a>")).hasSize(1);
    assertThat(problems("<a>".repeat(100_000))).hasSize(1);
  }

  @Test
  void boundsAreCountedForEachFileAnew() throws IOException {
    String half =
        "<!DOCTYPE a [<!ENTITY b '" + "x".repeat(1000) + "'>]><a>" + "&b;".repeat(600) + "</a>";
    for (int i = 0; i < 20; i++) {
      assertThat(problems(half)).isEmpty();
      assertThat(problems("<a>")).hasSize(1);
    }
  }

  @Test
  void nothingOutsideIsEverOpened(@TempDir Path directory) throws Exception {
    Path secret = Files.writeString(directory.resolve("secret.txt"), "<oops");
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String http = "http://127.0.0.1:" + server.getLocalPort() + "/";
      List<String> hostile =
          List.of(
              "<!DOCTYPE a SYSTEM '" + http + "a.dtd'><a/>",
              "<!DOCTYPE a PUBLIC 'x' '" + http + "a.dtd'><a>&fromTheDtd;</a>",
              "<!DOCTYPE a [<!ENTITY b SYSTEM '" + http + "b'>]><a>&b;</a>",
              "<!DOCTYPE a [<!ENTITY % b SYSTEM '" + http + "b'>%b;]><a/>",
              "<!DOCTYPE a [<!ENTITY b SYSTEM '" + secret.toUri() + "'>]><a>&b;</a>",
              "<a xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='" + http + "'/></a>",
              "<a xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
                  + " xsi:noNamespaceSchemaLocation='"
                  + http
                  + "a.xsd'/>");
      for (String xml : hostile) {
        assertThat(problems(xml)).as(xml).isEmpty();
      }
      // Had anything been asked for, it would stand in the queue before this one.
      try (Socket last = new Socket(server.getInetAddress(), server.getLocalPort());
          Socket first = server.accept()) {
        assertThat(first.getPort()).isEqualTo(last.getLocalPort());
      }
    }
  }

  @Test
  void theStreamIsLeftOpen() throws IOException {
    boolean[] closed = {false};
    InputStream content =
        new ByteArrayInputStream("<a/>".getBytes(StandardCharsets.UTF_8)) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    assertThat(new XmlCheck().check("a.xml", content)).isEmpty();
    assertThat(closed[0]).isFalse();
  }
}
