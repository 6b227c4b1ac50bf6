package dev.orch.oozie.definition;

import dev.orch.model.component.FileEntry;
import dev.orch.model.path.ConfigPath;
import dev.orch.oozie.server.JobKind;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A definition that a job begins with, or that another refers to.
 *
 * @param application whose file it is
 * @param file its path below the job's directory
 * @param scope what it is read with, its own parameters and defaults left out; put together when it
 *     is asked for, since many may refer to one definition
 */
record Definition(
    ApplicationFiles application,
    JobKind kind,
    ConfigPath file,
    FileEntry entry,
    Supplier<Scope> scope) {

  /** The file with properties that nobody sets. */
  Optional<FileEntry> defaults() {
    return application.beside(file, DefinitionNames.defaults(kind));
  }

  /** Whether it is what the job begins with. */
  boolean isJobsOwn() {
    return file.equals(application.job().definitionFile());
  }
}
