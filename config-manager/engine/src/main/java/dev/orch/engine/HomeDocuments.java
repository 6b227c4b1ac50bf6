package dev.orch.engine;

import dev.orch.engine.fs.DurableFile;
import dev.orch.engine.fs.FileStat;
import dev.orch.engine.fs.HomeEffects;
import dev.orch.engine.fs.HomeEffects.Access;
import dev.orch.engine.fs.Place;
import dev.orch.engine.fs.SecureRoot;
import dev.orch.engine.state.FailedApply;
import dev.orch.engine.state.Inventory;
import dev.orch.engine.state.Journal;
import dev.orch.engine.state.Plan;
import dev.orch.engine.state.SeenFormat;
import dev.orch.model.CorruptDataException;
import dev.orch.model.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and writes what {@code .orch} says of a home. */
final class HomeDocuments implements SeenMemory, StoppedMark {
  private static final byte[] STOPPED = "kept stopped\n".getBytes(StandardCharsets.US_ASCII);

  private final SecureRoot root;
  private final HomeEffects effects;
  private @Nullable Inventory known;

  HomeDocuments(SecureRoot root, HomeEffects effects) {
    this.root = root;
    this.effects = effects;
  }

  /** The inventory, or nothing if no apply was ever finished. */
  Optional<Inventory> inventory() throws IOException {
    if (known == null) {
      known = readInventory(root).orElse(null);
    }
    return Optional.ofNullable(known);
  }

  static Optional<Inventory> readInventory(SecureRoot root) throws IOException {
    return read(root, OrchFiles.INVENTORY, Inventory.MAX_BYTES)
        .map(document -> Inventory.parse(name(root, OrchFiles.INVENTORY), document));
  }

  void write(Inventory inventory) throws IOException {
    DurableFile.replace(effects, OrchFiles.INVENTORY, inventory.format(), Access.USUAL);
    known = inventory;
  }

  /** Remembers what was found out of files, for this process only. */
  void refine(Inventory inventory) {
    known = inventory;
  }

  /** The inventory may be another one now. */
  void inventoryMoved() {
    known = null;
  }

  Optional<Journal> journal() throws IOException {
    return readJournal(root);
  }

  static Optional<Journal> readJournal(SecureRoot root) throws IOException {
    return read(root, OrchFiles.JOURNAL, Journal.MAX_BYTES)
        .map(document -> Journal.parse(name(root, OrchFiles.JOURNAL), document));
  }

  void write(Journal journal) throws IOException {
    DurableFile.replace(effects, OrchFiles.JOURNAL, journal.format(), Access.OWNER);
  }

  /** Afterwards the apply is over, whatever may still lie about of it. */
  void removeJournal() throws IOException {
    DurableFile.remove(effects, OrchFiles.JOURNAL);
  }

  /** The plan that a journal is about. */
  Plan plan(Digest expected) throws IOException {
    String place = name(root, OrchFiles.PLAN);
    byte[] document =
        read(root, OrchFiles.PLAN, Inventory.MAX_BYTES)
            .orElseThrow(
                () -> new CorruptDataException(place, "expected a plan, found none", null));
    if (!Digest.of(document).equals(expected)) {
      throw new CorruptDataException(place, "it is not the plan of the journal", null);
    }
    return Plan.parse(place, document);
  }

  /** The inventory that is to be, once files have been moved. */
  Optional<Inventory> nextInventory() throws IOException {
    return read(root, OrchFiles.NEXT_INVENTORY, Inventory.MAX_BYTES)
        .map(document -> Inventory.parse(name(root, OrchFiles.NEXT_INVENTORY), document));
  }

  /** The inventory that was, until files have been moved back. */
  Optional<Inventory> formerInventory() throws IOException {
    return read(root, OrchFiles.FORMER_INVENTORY, Inventory.MAX_BYTES)
        .map(document -> Inventory.parse(name(root, OrchFiles.FORMER_INVENTORY), document));
  }

  Optional<FailedApply> failed() throws IOException {
    return read(root, OrchFiles.FAILED, FailedApply.MAX_BYTES)
        .map(document -> FailedApply.parse(name(root, OrchFiles.FAILED), document));
  }

  void write(FailedApply failed) throws IOException {
    DurableFile.replace(effects, OrchFiles.FAILED, failed.format(), Access.OWNER);
  }

  void forgetFailed() throws IOException {
    if (root.stat(OrchFiles.FAILED).isPresent()) {
      DurableFile.remove(effects, OrchFiles.FAILED);
    }
  }

  @Override
  public Optional<Seen> load() throws IOException {
    return read(root, OrchFiles.SEEN, SeenFormat.MAX_BYTES)
        .map(document -> SeenFormat.parse(name(root, OrchFiles.SEEN), document));
  }

  @Override
  public void save(Seen seen) throws IOException {
    DurableFile.replace(effects, OrchFiles.SEEN, SeenFormat.format(seen), Access.OWNER);
  }

  @Override
  public boolean isSet() throws IOException {
    return root.stat(OrchFiles.STOPPED).isPresent();
  }

  @Override
  public void set(boolean stopped) throws IOException {
    if (stopped) {
      DurableFile.replace(effects, OrchFiles.STOPPED, STOPPED, Access.USUAL);
    } else {
      DurableFile.remove(effects, OrchFiles.STOPPED);
    }
  }

  private static Optional<byte[]> read(SecureRoot root, Place place, int limit) throws IOException {
    Optional<FileStat> stat = root.stat(place);
    if (stat.isEmpty()) {
      return Optional.empty();
    }
    if (!stat.get().isRegular()) {
      throw new CorruptDataException(
          name(root, place), "expected a file, found another thing", null);
    }
    return Optional.of(root.bytes(place, limit));
  }

  private static String name(SecureRoot root, Place place) {
    return root.path().resolve(place.value()).toString();
  }
}
