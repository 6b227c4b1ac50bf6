package dev.orch.agent.process;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Keeps what was told of a child. */
final class Reports implements ChildListener {
  final BlockingQueue<String> told = new LinkedBlockingQueue<>();

  @Override
  public void crashed(String what) {
    told.add(what);
  }

  @Override
  public void steady() {
    told.add("steady");
  }
}
