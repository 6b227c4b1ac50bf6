package dev.orch.publisher.provenance;

import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * Keeps JGit from what a reader of history does not need: running {@code git} to find the system's
 * configuration, reading the user's, and measuring the clock of the file system, which takes three
 * seconds, writes probes into the work tree and saves a file in the user's home. Only the
 * repository's own configuration counts. Holds for the whole process.
 */
final class QuietSystemReader extends SystemReader.Delegate {
  /** Coarse on purpose: a file changed as recently as this is compared by its content. */
  private static final long TIMESTAMP_RESOLUTION_MILLIS = 2000;

  private static final long RACY_MILLIS = 10;

  private QuietSystemReader(SystemReader system) {
    super(system);
  }

  static synchronized void install() {
    SystemReader current = SystemReader.getInstance();
    if (!(current instanceof QuietSystemReader)) {
      SystemReader.setInstance(new QuietSystemReader(current));
    }
  }

  @Override
  public FileBasedConfig openSystemConfig(Config parent, FS fs) {
    return new NoFile(parent, fs);
  }

  @Override
  public FileBasedConfig openUserConfig(Config parent, FS fs) {
    return new NoFile(parent, fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(Config parent, FS fs) {
    return new NoFile(parent, fs);
  }

  private static final class NoFile extends FileBasedConfig {
    NoFile(Config parent, FS fs) {
      super(parent, null, fs);
    }

    @Override
    public void load() {}

    @Override
    public void save() {}

    @Override
    public boolean isOutdated() {
      return false;
    }

    @Override
    public long getTimeUnit(
        String section, String subsection, String name, long otherwise, TimeUnit unit) {
      if (section.equals("filesystem")) {
        long millis =
            name.equals("timestampResolution") ? TIMESTAMP_RESOLUTION_MILLIS : RACY_MILLIS;
        return unit.convert(millis, TimeUnit.MILLISECONDS);
      }
      return super.getTimeUnit(section, subsection, name, otherwise, unit);
    }
  }
}
