package dev.orch.publisher.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.Problem;
import dev.orch.model.component.FileKind;
import dev.orch.model.component.HashedBytes;
import dev.orch.model.path.ConfigPath;
import dev.orch.publisher.spec.Expectation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StructureCheckTest {
  private static final String XSD =
      """
      <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
        <xs:include schemaLocation="types.xsd"/>
        <xs:element name="jobs"><xs:complexType><xs:sequence>
          <xs:element name="job" type="job" maxOccurs="unbounded"/>
        </xs:sequence></xs:complexType></xs:element>
      </xs:schema>
      """;
  private static final String TYPES =
      """
      <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
        <xs:complexType name="job"><xs:attribute name="n" type="xs:int" use="required"/></xs:complexType>
      </xs:schema>
      """;

  private final Map<String, String> files = new TreeMap<>();

  private List<String> problems(Expectation expected, String text) throws IOException {
    Schemas schemas =
        new Schemas(
            path ->
                Optional.ofNullable(files.get(path.value()))
                    .map(
                        content ->
                            new Schemas.Found(
                                "c/" + path,
                                HashedBytes.of(content.getBytes(StandardCharsets.UTF_8)))));
    return ContentChecks.of(new ConfigPath("a.xml"), FileKind.CONFIGURATION, expected, schemas)
        .orElseThrow()
        .check("a.xml", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
        .stream()
        .map(Problem::toString)
        .toList();
  }

  private static Expectation xsd(String path) {
    return new Expectation.ValidBySchema(new ConfigPath(path));
  }

  private static Expectation dtd(String path) {
    return new Expectation.ValidByDtd(new ConfigPath(path));
  }

  private List<String> hadoop(String text) throws IOException {
    return problems(new Expectation.HadoopConfiguration(), text);
  }

  @Test
  void allThatASchemaDoesNotAllowIsFoundWithLineAndColumn() throws IOException {
    files.put("schema/jobs.xsd", XSD);
    files.put("schema/types.xsd", TYPES);

    assertThat(problems(xsd("schema/jobs.xsd"), "<jobs>\n<job n='1'/>\n</jobs>")).isEmpty();
    assertThat(problems(xsd("schema/jobs.xsd"), "<jobs>\n<job n='x'/>\n<job/>\n</jobs>"))
        .satisfiesExactly(
            p -> assertThat(p).startsWith("a.xml:2:13: invalid XML: cvc-datatype-valid"),
            p -> assertThat(p).startsWith("a.xml:2:13: invalid XML: cvc-attribute"),
            p -> assertThat(p).startsWith("a.xml:3:7: invalid XML: cvc-complex-type"));
    assertThat(problems(xsd("schema/jobs.xsd"), "<jobs>"))
        .singleElement()
        .asString()
        .contains("malformed XML");
  }

  @Test
  void aSchemaThatCannotBeUsedIsNamedWithItsPlace() throws IOException {
    files.put(
        "broken.xsd", "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>\n<xs:nothing/>");
    files.put("schema/jobs.xsd", XSD);

    assertThat(problems(xsd("none.xsd"), "<jobs/>"))
        .containsExactly(
            "a.xml: its schema cannot be used: none.xsd: there is no file none.xsd in the"
                + " component");
    assertThat(problems(xsd("broken.xsd"), "<jobs/>"))
        .singleElement()
        .asString()
        .startsWith("a.xml: its schema cannot be used: c/broken.xsd:2:");
    assertThat(problems(xsd("schema/jobs.xsd"), "<jobs/>"))
        .singleElement()
        .asString()
        .contains("c/schema/jobs.xsd", "there is no file schema/types.xsd");
  }

  @Test
  void aSchemaLeadsNowhereElse() throws IOException {
    for (String elsewhere :
        List.of("http://192.0.2.1/x.xsd", "file:///etc/hosts", "../../x.xsd", "/../etc/hosts")) {
      files.put("jobs.xsd", XSD.replace("types.xsd", elsewhere));

      assertThat(problems(xsd("jobs.xsd"), "<jobs/>"))
          .as(elsewhere)
          .singleElement()
          .asString()
          .containsAnyOf("no file of the component", "there is no file");
    }
  }

  @Test
  void aDocumentThatNamesItsOwnSchemaIsJudgedByOurs() throws IOException {
    files.put("schema/jobs.xsd", XSD);
    files.put("schema/types.xsd", TYPES);
    String own =
        "<jobs xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
            + " xsi:noNamespaceSchemaLocation='http://192.0.2.1/x.xsd'><job n='1'/></jobs>";

    assertThat(problems(xsd("schema/jobs.xsd"), own)).isEmpty();
  }

  @Test
  void entityBombsEndQuicklyWhateverIsExpected() throws IOException {
    files.put("any.dtd", "<!ELEMENT a ANY>");
    files.put(
        "any.xsd",
        "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='a'/></xs:schema>");
    StringBuilder bomb = new StringBuilder("<!DOCTYPE a [<!ENTITY e0 'xxxxxxxxxx'>");
    for (int i = 1; i < 12; i++) {
      bomb.append("<!ENTITY e" + i + " '" + ("&e" + (i - 1) + ";").repeat(10) + "'>");
    }
    String document = bomb + "]><a>&e11;</a>";

    for (Expectation expected :
        List.of(dtd("any.dtd"), xsd("any.xsd"), new Expectation.HadoopConfiguration())) {
      assertThat(problems(expected, document))
          .as("%s", expected)
          .anySatisfy(p -> assertThat(p).contains("malformed XML"));
    }
  }

  @Test
  void whatADocumentTypeDoesNotAllowIsFound() throws IOException {
    files.put("d/jobs.dtd", "<!ENTITY % t SYSTEM 'types.dtd'> %t; <!ELEMENT jobs (job+)>");
    files.put("d/types.dtd", "<!ELEMENT job EMPTY><!ATTLIST job n CDATA #REQUIRED>");

    assertThat(problems(dtd("d/jobs.dtd"), "<jobs><job n='1'/></jobs>")).isEmpty();
    assertThat(
            problems(
                dtd("d/jobs.dtd"),
                "<!DOCTYPE jobs SYSTEM 'http://192.0.2.1/x.dtd'>\n<jobs><job n='1'/></jobs>"))
        .isEmpty();
    assertThat(problems(dtd("d/jobs.dtd"), "\uFEFF<!-- <jobs --><?p i?><jobs x=''/>"))
        .first()
        .asString()
        .startsWith("a.xml:1:34: invalid XML: Attribute");
    assertThat(problems(dtd("d/jobs.dtd"), "<jobs>\n<job/><task/></jobs>"))
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(p -> assertThat(p).matches("a\\.xml:2:\\d+: invalid XML: .*"));
    assertThat(problems(dtd("none.dtd"), "<jobs/>"))
        .containsExactly(
            "a.xml: its document type cannot be used: there is no file none.dtd in the component");
  }

  @Test
  void aDocumentTypeLeadsNowhereElse() throws IOException {
    files.put("jobs.dtd", "<!ENTITY % t SYSTEM 'file:///etc/hosts'> %t; <!ELEMENT jobs ANY>");
    files.put("any.dtd", "<!ELEMENT jobs ANY>");

    assertThat(problems(dtd("jobs.dtd"), "<jobs/>"))
        .singleElement()
        .asString()
        .contains("file:///etc/hosts", "no file of the component");
    assertThat(
            problems(
                dtd("any.dtd"),
                "<!DOCTYPE jobs [<!ENTITY % t SYSTEM 'http://192.0.2.1/x'> %t;]><jobs/>"))
        .singleElement()
        .asString()
        .contains("192.0.2.1", "no file of the component");
  }

  @Test
  void hadoopsConfigurationIsLetPassAsHadoopReadsIt() throws IOException {
    assertThat(
            hadoop(
                """
                <?xml version="1.0"?>
                <!DOCTYPE configuration SYSTEM "configuration.dtd">
                <configuration xmlns:xi="http://www.w3.org/2001/XInclude">
                  <xi:include href="other.xml"><xi:fallback><x/></xi:fallback></xi:include>
                  <property><name>a.b</name><value>1</value><final>true</final>
                    <description>Text of <![CDATA[<any>]]> kind</description></property>
                  <property><name>no.value</name></property>
                  <property name="short" value="form"/>
                </configuration>
                """))
        .isEmpty();
  }

  @Test
  void whatHadoopWouldSkipOrTakeTheLastOfIsFound() throws IOException {
    assertThat(
            hadoop(
                """
                <configuration>
                  <property><name>a</name><value>1</value></property>
                  <property><nam>b</nam><value>1</value></property>
                  <property><name>a</name><value>2</value><value>3</value></property>
                  <property><name>c</name><final>yes</final></property>
                  <properti/>
                </configuration>
                """))
        .satisfiesExactly(
            p ->
                assertThat(p)
                    .startsWith("a.xml:3:")
                    .contains("expected one of name")
                    .endsWith("nam"),
            p -> assertThat(p).startsWith("a.xml:3:").contains("one name, found none"),
            p -> assertThat(p).startsWith("a.xml:4:").contains("\"a\" has 2 values"),
            p -> assertThat(p).startsWith("a.xml:4:").contains("given twice, first in line 2"),
            p -> assertThat(p).startsWith("a.xml:5:").contains("final: expected true or false"),
            p -> assertThat(p).startsWith("a.xml:6:").contains("expected the element property"));
    assertThat(hadoop("<conf/>")).singleElement().asString().contains("element configuration");
  }
}
