package dev.orch.engine;

import dev.orch.model.Digest;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.Manifest;
import java.io.IOException;

/** What an instance should run, as its source says now. */
public sealed interface DesiredState {
  /** The component in a revision. */
  non-sealed interface Present extends DesiredState {
    /** The revision's number; 0 where there are no revisions, as for a local directory. */
    long revision();

    /** The component's digest. */
    Digest digest();

    /** Opens the files; called only when they are needed. */
    default FileTree open() throws IOException, InterruptedException {
      return open(Manifest.EMPTY);
    }

    /**
     * The same, beside a manifest that is at hand and may have much of the same: of that, less
     * needs to be asked for.
     */
    FileTree open(Manifest like) throws IOException, InterruptedException;
  }

  /** The project is there and the component is not. */
  record Removed(long revision) implements DesiredState {}

  /** The project was cleared. */
  record Cleared(long revision) implements DesiredState {}

  /** There is nothing to apply yet: no such project, or nothing published in it. */
  record Absent() implements DesiredState {}

  /** The source is not to be trusted: nothing is applied until someone looks. */
  record Hold(String reason) implements DesiredState {}
}
