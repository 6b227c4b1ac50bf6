package dev.orch.robustness.workload;

import dev.orch.model.OrchException;
import dev.orch.model.ProjectName;
import dev.orch.model.StoreUnavailableException;
import dev.orch.model.revision.RevisionStore;
import dev.orch.model.store.Store;
import dev.orch.robustness.history.Operation;
import dev.orch.robustness.history.Operation.Call;
import dev.orch.robustness.history.Operation.Defect;
import dev.orch.robustness.history.Operation.Unanswered;
import dev.orch.robustness.history.Recorder;
import java.io.IOException;

/** Does one thing after the other with a store of its own, and records what it was told. */
abstract class Actor implements AutoCloseable {
  static final ProjectName PROJECT = new ProjectName("weather");

  private final String name;
  private final Store store;
  private final Recorder recorder;

  Actor(String name, Store store, Recorder recorder) {
    this.name = name;
    this.store = store;
    this.recorder = recorder;
  }

  String name() {
    return name;
  }

  RevisionStore revisions() {
    return store.revisions();
  }

  long now() {
    return recorder.now();
  }

  Call since(long invoked) {
    return recorder.call(name, invoked);
  }

  void record(Operation operation) {
    recorder.add(operation);
  }

  /** One question, whose answer it records. */
  @FunctionalInterface
  interface Question {
    void ask(long invoked) throws IOException, InterruptedException;
  }

  /** Asks, and records as well when the store cannot answer, or answers what nobody should get. */
  final void ask(String what, Question question) throws InterruptedException {
    long invoked = now();
    try {
      question.ask(invoked);
    } catch (StoreUnavailableException e) {
      record(new Unanswered(since(invoked), what, text(e)));
    } catch (IOException | RuntimeException e) {
      record(new Defect(since(invoked), what, text(e)));
    }
  }

  static String text(Exception e) {
    return e instanceof OrchException ? String.valueOf(e.getMessage()) : e.toString();
  }

  /** The next thing it does. */
  abstract void act() throws InterruptedException;

  /** What it must still find out when all faults are over. */
  void finish() throws InterruptedException {}

  @Override
  public void close() {
    store.close();
  }
}
