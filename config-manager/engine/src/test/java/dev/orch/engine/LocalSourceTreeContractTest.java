package dev.orch.engine;

import dev.orch.model.source.SourceTree;
import dev.orch.testing.SourceTreeContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class LocalSourceTreeContractTest extends SourceTreeContract {
  @TempDir Path directory;

  @Override
  protected SourceTree treeOf(Map<String, byte[]> files) throws Exception {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path place = directory.resolve(file.getKey());
      Files.createDirectories(place.getParent());
      Files.write(place, file.getValue());
    }
    return new LocalSourceTree(directory);
  }

  @Override
  protected SourceTree missing() {
    return new LocalSourceTree(directory.resolve("nothing"));
  }
}
