package dev.orch.cli.metrics;

import dev.orch.engine.observe.InstanceObserver;

/** Someone who is told what an agent does, for as long as this is open. */
public interface Monitoring extends AutoCloseable {
  /** Nobody asks, and nothing is loaded for it. */
  Monitoring NONE =
      new Monitoring() {
        @Override
        public InstanceObserver observer() {
          return InstanceObserver.NONE;
        }

        @Override
        public void close() {}
      };

  /** Who is told. */
  InstanceObserver observer();

  @Override
  void close();
}
