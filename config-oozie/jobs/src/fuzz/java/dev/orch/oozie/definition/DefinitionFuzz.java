package dev.orch.oozie.definition;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.component.FileTree;
import dev.orch.oozie.job.JobSet;
import dev.orch.testing.ParserTrial;
import dev.orch.testing.Trees;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

/** Workflows, run by themselves. */
class DefinitionFuzz {
  private static final String FILE = "workflow.xml";
  private static final ParserTrial TRIAL =
      new ParserTrial("definition of a job", FILE, DefinitionFuzz::check);

  private static void check(byte[] document) throws IOException, InterruptedException {
    FileTree tree =
        Trees.builder()
            .file("job.properties", "oozie.wf.application.path=x\na=${orchJobDir}/b")
            .file(FILE, document)
            .build();
    JobSet jobs;
    try {
      jobs = JobSet.read(tree);
    } catch (InvalidInputException e) {
      // Longer than a definition may be.
      return;
    }
    List<Problem> problems =
        DefinitionChecks.problems(jobs, tree, path -> true, DefinitionSchemas.NONE);
    if (!problems.isEmpty()) {
      throw new InvalidInputException("refused", problems);
    }
  }

  static Stream<byte[]> sound() {
    return Trees.bytes(SoundJobs.all().build()).entrySet().stream()
        .filter(file -> file.getKey().endsWith(".xml"))
        .map(Map.Entry::getValue);
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
