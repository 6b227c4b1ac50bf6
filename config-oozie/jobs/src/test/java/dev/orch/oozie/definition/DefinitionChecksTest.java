package dev.orch.oozie.definition;

import static dev.orch.oozie.definition.Checked.doing;
import static dev.orch.oozie.definition.Checked.job;
import static dev.orch.oozie.definition.Checked.problems;
import static dev.orch.oozie.definition.Checked.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.Problem;
import dev.orch.model.component.ContentSink;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import dev.orch.oozie.job.JobSet;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefinitionChecksTest {
  /** Tells what is read of another tree. */
  private record Watched(FileTree tree, List<String> calls) implements FileTree {
    @Override
    public Manifest manifest() {
      return tree.manifest();
    }

    @Override
    public void read(Collection<FileEntry> files, ContentSink sink)
        throws IOException, InterruptedException {
      calls.add(files.stream().map(file -> file.path().value()).sorted().toList().toString());
      tree.read(files, sink);
    }
  }

  @Test
  void allThatIsWrongWithAllJobsIsTold() {
    Trees trees = Trees.builder();
    for (String name : List.of("a", "b")) {
      trees
          .file(name + "/job.properties", "oozie.wf.application.path=x")
          .file(
              name + "/workflow.xml",
              doing("<fs><delete path='${x}'/></fs>").replace("to='fail'", "to='b'"));
    }

    assertThat(problems(trees.build()))
        .satisfiesExactly(
            it -> assertThat(it).startsWith("a/workflow.xml:4:19: the variable x has no value"),
            it -> assertThat(it).startsWith("a/workflow.xml:5:15: the action \"a\" leads to \"b\""),
            it -> assertThat(it).startsWith("b/workflow.xml:4:19: the variable x has no value"),
            it ->
                assertThat(it).startsWith("b/workflow.xml:5:15: the action \"a\" leads to \"b\""));
  }

  @Test
  void aFileThatIsTheWholeComponentIsNamedWithoutADirectory() {
    assertThat(
            problems(
                Trees.of(
                    "job.properties",
                    "oozie.wf.application.path=x",
                    "workflow.xml",
                    doing("<pig><script>x.pig</script></pig>"))))
        .containsExactly(
            "workflow.xml:4:6: expected a file \"x.pig\" among the job's own, found none");
  }

  @Test
  void onlyWhatIsNeededIsReadLevelByLevel() throws Exception {
    FileTree tree = SoundJobs.all().build();
    List<String> calls = new ArrayList<>();

    DefinitionChecks.problems(
        JobSet.read(tree), new Watched(tree, calls), path -> true, DefinitionSchemas.NONE);

    assertThat(calls)
        .containsExactly(
            "[etl/config-default.xml, etl/workflow.xml, old/old-workflow.xml,"
                + " weekly/one/coordinator.xml, weekly/two/coord-config-default.xml,"
                + " weekly/two/two.xml]",
            "[etl/nested/workflow.xml, weekly/two/workflow.xml]",
            "[etl/nested/deeper/deep.xml]");
  }

  @Test
  void aFileThatIsLeftOutIsNeitherReadNorFollowed() throws Exception {
    FileTree tree =
        job(doing("<sub-workflow><app-path>${orchJobDir}/${none}</app-path></sub-workflow>"))
            .build();

    assertThat(
            DefinitionChecks.problems(
                JobSet.read(tree),
                tree,
                path -> !path.value().equals("w/workflow.xml"),
                DefinitionSchemas.NONE))
        .isEmpty();
    assertThat(problems(tree)).hasSize(1);
  }

  @Test
  void defaultsThatAreLeftOutMayDefineEverything() throws Exception {
    FileTree tree =
        job(doing("<fs><delete path='${x}'/></fs>").replace("'fail'", "'b'"))
            .file("w/config-default.xml", "<configuration/>")
            .build();

    assertThat(
            DefinitionChecks.problems(
                JobSet.read(tree),
                tree,
                path -> path.value().equals("w/workflow.xml"),
                DefinitionSchemas.NONE))
        .extracting(Problem::where)
        .containsExactly("w/workflow.xml:5:15");
  }

  @Test
  void aDefinitionIsOfTheKindThatItIsRunAs() {
    assertThat(problemsOf("<coordinator-app name='c'/>"))
        .containsExactly("1:1: expected the element workflow-app, found \"coordinator-app\"");
  }

  @Test
  void whatSchemasDoNotAllowIsToldInOneLine() throws Exception {
    FileTree tree = job(doing("<fs/>")).build();

    assertThat(
            DefinitionChecks.problems(
                JobSet.read(tree),
                tree,
                path -> true,
                definition -> List.of(new SchemaViolation(3, 17, "no \"x\u001b\"\nhere"))))
        .containsExactly(new Problem("w/workflow.xml:3:1", "invalid XML: no 'x\\u001b'"));
  }

  @Test
  void atMostTwentyThingsAreToldOfAFile() {
    StringBuilder many = new StringBuilder("<start to='end'/>\n");
    for (int i = 0; i < 30; i++) {
      many.append(Checked.action("a" + i, "x", "y"));
    }

    assertThat(problemsOf(Checked.workflow(many.toString()))).hasSize(20);
  }
}
