package dev.orch.model.revision;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who makes a revision, from where and why. */
public final class Authorship {
  private final String author;
  private final String host;
  private final String message;
  private final @Nullable SourceCommit source;

  /**
   * Creates it from its parts.
   *
   * @param source the commit the tree comes from, if it comes from one
   */
  public Authorship(String author, String host, String message, @Nullable SourceCommit source) {
    this.author = author;
    this.host = host;
    this.message = message;
    this.source = source;
  }

  public String author() {
    return author;
  }

  public String host() {
    return host;
  }

  /** May be empty. */
  public String message() {
    return message;
  }

  public Optional<SourceCommit> source() {
    return Optional.ofNullable(source);
  }
}
