package dev.orch.engine.remote;

import dev.orch.engine.SeenMemory.Seen;
import dev.orch.engine.report.AppliedLookup.Applied;
import dev.orch.engine.standby.HomeNotes;
import dev.orch.engine.state.RemoteRecord;
import dev.orch.model.InstanceId;
import dev.orch.model.RefusedException;
import dev.orch.model.home.HomeDocument;
import dev.orch.model.home.RemoteHome;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of a home, as it was last read or written here. */
public final class RemoteNotes implements HomeNotes {
  private final RemoteHome home;
  private final String writer;
  private @Nullable RemoteRecord known;
  private boolean overtaken;

  /**
   * Creates it; nothing is read yet.
   *
   * @param writer who we are, for others whom we overtake
   */
  public RemoteNotes(RemoteHome home, String writer) {
    this.home = home;
    this.writer = writer;
  }

  @Override
  public String location() {
    return home.location().toString();
  }

  /** As it is now. */
  RemoteRecord refresh() throws IOException {
    overtaken = false;
    RemoteRecord read =
        home.load()
            .map(
                document ->
                    RemoteRecord.parse(location() + "/" + HomeDocument.FILES.path(), document))
            .orElseGet(() -> RemoteRecord.empty(writer));
    known = read;
    return read;
  }

  RemoteRecord current() throws IOException {
    return known == null ? refresh() : known;
  }

  /** Whether the last write found that another had written. */
  boolean isOvertaken() {
    return overtaken;
  }

  /**
   * Replaces it.
   *
   * @throws RefusedException when another has written since it was read
   */
  void write(RemoteRecord next) throws IOException {
    RemoteRecord signed = next.by(writer);
    if (!home.save(signed.format())) {
      RemoteRecord other = refresh();
      overtaken = true;
      throw new RefusedException(
          "home " + location() + " was changed meanwhile by " + other.writer(),
          "One agent or apply works on a home at a time; see that the other is meant, then again.");
    }
    known = signed;
  }

  @Override
  public Optional<InstanceId> leader() throws IOException {
    return Optional.ofNullable(refresh().leader());
  }

  @Override
  public void takeOver(@Nullable InstanceId leader) throws IOException {
    write(current().withLeader(leader));
  }

  @Override
  public Optional<Seen> seen() throws IOException {
    return Optional.ofNullable(current().seen());
  }

  @Override
  public void save(Seen seen) throws IOException {
    if (!seen.equals(current().seen())) {
      write(current().withSeen(seen));
    }
  }

  @Override
  public Optional<Applied> applied() throws IOException {
    return Optional.ofNullable(current().applied());
  }
}
