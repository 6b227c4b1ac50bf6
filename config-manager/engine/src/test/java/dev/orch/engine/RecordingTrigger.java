package dev.orch.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Notes what it is asked for; fails, and acts, where a test says so. */
final class RecordingTrigger implements Trigger {
  /** What a test does in a trigger's place. */
  interface Action {
    void run() throws TriggerException, InterruptedException;
  }

  private final List<String> calls = new ArrayList<>();
  private final List<TriggerContext> contexts = new ArrayList<>();
  private final Set<String> failing = new HashSet<>();
  private Action onPrepare = () -> {};
  private Action onActivate = () -> {};

  List<String> calls() {
    return calls;
  }

  TriggerContext lastContext() {
    return contexts.get(contexts.size() - 1);
  }

  List<TriggerContext> contexts() {
    return contexts;
  }

  RecordingTrigger failOn(String call) {
    failing.add(call);
    return this;
  }

  void work() {
    failing.clear();
  }

  void onPrepare(Action action) {
    onPrepare = action;
  }

  void onActivate(Action action) {
    onActivate = action;
  }

  private void note(String call, TriggerContext context) throws TriggerException {
    calls.add(call);
    contexts.add(context);
    if (failing.contains(call)) {
      throw new TriggerException(call + " did not work", null);
    }
  }

  @Override
  public void ensure(TriggerContext context) throws TriggerException {
    note("ensure", context);
  }

  @Override
  public void prepare(TriggerContext context) throws TriggerException, InterruptedException {
    note(context.undoing() ? "prepare-undo" : "prepare", context);
    if (!context.undoing()) {
      onPrepare.run();
    }
  }

  @Override
  public void activate(TriggerContext context) throws TriggerException, InterruptedException {
    note("activate", context);
    onActivate.run();
  }

  @Override
  public void undo(TriggerContext context) throws TriggerException {
    note("undo", context);
  }
}
