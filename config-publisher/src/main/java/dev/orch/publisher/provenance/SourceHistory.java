package dev.orch.publisher.provenance;

import dev.orch.model.revision.SourceCommit;
import dev.orch.publisher.scan.DesiredTree;
import java.util.Optional;

/** What version control knows of a desired tree. Used by one thread. */
public interface SourceHistory extends AutoCloseable {
  /** Of a tree that is under no version control. */
  SourceHistory NONE =
      new SourceHistory() {
        @Override
        public Optional<SourceCommit> commit(DesiredTree tree) {
          return Optional.empty();
        }

        @Override
        public Ancestry relationTo(SourceCommit published) {
          return Ancestry.UNKNOWN;
        }

        @Override
        public void close() {}
      };

  /** The commit that is checked out, and whether the files that count differ from it. */
  Optional<SourceCommit> commit(DesiredTree tree);

  /** How the commit that is checked out stands to a published one. */
  Ancestry relationTo(SourceCommit published);

  @Override
  void close();
}
