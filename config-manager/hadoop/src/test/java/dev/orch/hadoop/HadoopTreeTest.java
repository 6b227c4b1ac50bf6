package dev.orch.hadoop;

import dev.orch.model.source.SourceTree;
import dev.orch.testing.SourceTreeContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class HadoopTreeTest {
  private static SourceTree put(HadoopDirectory place, Map<String, byte[]> files)
      throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      place.write(file.getKey(), new ByteArrayInputStream(file.getValue()), false);
    }
    return place.tree();
  }

  @Nested
  class OnHdfs extends SourceTreeContract {
    @Override
    protected SourceTree treeOf(Map<String, byte[]> files) throws Exception {
      return put(Places.hdfs(), files);
    }

    @Override
    protected SourceTree missing() throws Exception {
      return Places.hdfs().tree();
    }
  }

  @Nested
  class OnLocalFiles extends SourceTreeContract {
    @TempDir Path directory;

    @Override
    protected SourceTree treeOf(Map<String, byte[]> files) throws Exception {
      return put(Places.local(directory), files);
    }

    @Override
    protected SourceTree missing() throws Exception {
      HadoopDirectory place = Places.local(directory);
      place.delete("");
      return place.tree();
    }
  }
}
