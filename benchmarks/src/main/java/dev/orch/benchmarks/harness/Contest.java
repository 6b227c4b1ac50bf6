package dev.orch.benchmarks.harness;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** A row that is set up: who takes part, and what is to be taken down afterwards. */
public final class Contest implements AutoCloseable {
  private final List<Contestant> contestants = new ArrayList<>();
  private final List<String> absent = new ArrayList<>();
  private final List<Supplier<String>> notes = new ArrayList<>();
  private final Deque<AutoCloseable> resources = new ArrayDeque<>();

  /** Lets one take part. */
  public void add(Contestant contestant) {
    contestants.add(contestant);
  }

  /** Says who could not take part, and why. */
  public void absent(String name, String reason) {
    absent.add(name + ": " + reason);
  }

  /** Adds a sentence that is asked for after the last round. */
  public void note(Supplier<String> sentence) {
    notes.add(sentence);
  }

  /** Closes it with the contest, the last first. */
  public <T extends AutoCloseable> T owning(T resource) {
    resources.push(resource);
    return resource;
  }

  List<Contestant> contestants() {
    return List.copyOf(contestants);
  }

  List<String> absent() {
    return List.copyOf(absent);
  }

  List<String> notes() {
    return notes.stream().map(Supplier::get).toList();
  }

  @Override
  public void close() throws Exception {
    Exception failure = null;
    while (!resources.isEmpty()) {
      try {
        resources.pop().close();
      } catch (Exception e) {
        // The others are processes and directories that must not outlive the row either.
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
