package dev.orch.oozie.deploy;

import java.net.URI;
import java.util.SortedMap;
import org.junit.jupiter.api.Nested;

/** The fakes keep what the real ones keep. */
class InMemoryJobHomeTest {
  @Nested
  class Files extends JobFilesContract {
    private InMemoryJobFiles files = new InMemoryJobFiles();

    @Override
    protected JobFiles empty() {
      files = new InMemoryJobFiles();
      return files;
    }

    @Override
    protected SortedMap<String, byte[]> below(URI directory) {
      return files.below(directory);
    }
  }

  @Nested
  class Memory extends JobMemoryContract {
    private InMemoryJobMemory memory = new InMemoryJobMemory();

    @Override
    protected JobMemory empty() {
      memory = new InMemoryJobMemory();
      return memory;
    }

    @Override
    protected JobMemory reopened() {
      return memory;
    }
  }
}
