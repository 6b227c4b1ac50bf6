package dev.orch.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orch.model.source.SourceFile;
import dev.orch.model.source.SourceTree;
import dev.orch.testing.SourceTreeContract;
import java.io.ByteArrayInputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TreesOnS3Test extends SourceTreeContract {
  @Override
  protected SourceTree treeOf(Map<String, byte[]> files) throws Exception {
    HadoopDirectory place = OnS3.place();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      place.write(file.getKey(), new ByteArrayInputStream(file.getValue()), false);
    }
    return place.tree();
  }

  @Override
  protected SourceTree missing() throws Exception {
    return OnS3.place().tree();
  }

  /** So the guide says. */
  @Test
  void noFileIsExecutableThere() throws Exception {
    HadoopDirectory place = OnS3.place();
    place.write("bin/run.sh", new ByteArrayInputStream(new byte[] {'x'}), true);

    assertThat(place.tree().list(directory -> true).files())
        .extracting(SourceFile::executable)
        .containsExactly(false);
  }
}
