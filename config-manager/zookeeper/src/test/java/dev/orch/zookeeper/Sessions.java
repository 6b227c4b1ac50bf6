package dev.orch.zookeeper;

import dev.orch.testing.Await;
import dev.orch.zookeeper.connection.FormerSession;
import dev.orch.zookeeper.connection.SessionKey;
import org.apache.zookeeper.ZooKeeper;

/** Ending the sessions of stores, as the servers do when a client is away for too long. */
final class Sessions {
  private Sessions() {}

  /** Ends the session of one store through another, and waits until its client has noticed. */
  static void expire(ZooKeeperStore victim, ZooKeeperStore helper) throws InterruptedException {
    ZooKeeper session = victim.connection().handle();
    end(victim, helper);
    Await.until(
        "another session",
        () -> victim.connection().handle() != session && victim.connection().isConnected());
  }

  /** Ends the session of one store through another; its client does not know yet. */
  static void end(ZooKeeperStore victim, ZooKeeperStore helper) throws InterruptedException {
    FormerSession.end(helper.connection(), SessionKey.of(victim.connection().handle()));
  }

  /** The same from where nothing can be thrown. */
  static void endQuietly(ZooKeeperStore victim, ZooKeeperStore helper) {
    try {
      end(victim, helper);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How many znodes there are below this one. */
  static int znodesBelow(ZooKeeperStore store, String path) {
    try {
      return store.connection().handle().getAllChildrenNumber(path);
    } catch (Exception e) {
      throw new AssertionError("cannot count what is below " + path, e);
    }
  }
}
