package dev.orch.zookeeper.connection;

import dev.orch.model.OrchException;
import dev.orch.model.Quoted;
import dev.orch.model.RefusedException;
import dev.orch.model.StoreUnavailableException;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/** What ZooKeeper's errors mean to the callers of the store. */
public final class StoreErrors {
  private StoreErrors() {}

  /** Whether the request may have been carried out or not, and may be asked again if it reads. */
  public static boolean isLoss(KeeperException e) {
    return switch (e.code()) {
      case CONNECTIONLOSS,
          OPERATIONTIMEOUT,
          REQUESTTIMEOUT,
          SESSIONEXPIRED,
          SESSIONMOVED,
          SESSIONCLOSEDREQUIRESASLAUTH,
          THROTTLEDOP ->
          true;
      default -> false;
    };
  }

  /** The exception of the model for an error that asking again cannot mend. */
  public static OrchException toModel(KeeperException e) {
    return switch (e.code()) {
      case NOAUTH, AUTHFAILED, INVALIDACL ->
          new RefusedException(
              "ZooKeeper permits this user nothing at " + Quoted.of(String.valueOf(e.getPath())),
              "Have the permissions of that znode extended, or act as another user.",
              e);
      case QUOTAEXCEEDED ->
          new RefusedException(
              "ZooKeeper's quota is used up at " + Quoted.of(String.valueOf(e.getPath())),
              "Raise the quota, or keep fewer revisions.",
              e);
      default ->
          new StoreUnavailableException(
              "ZooKeeper answered "
                  + e.code()
                  + (e.getPath() == null ? "" : " for " + Quoted.of(e.getPath(), 200)),
              "Look at the servers' state and logs, then try again.",
              e);
    };
  }

  /** For a request that got no answer in time. */
  public static StoreUnavailableException unavailable(String what, @Nullable Throwable cause) {
    return new StoreUnavailableException(
        what,
        "See whether the ZooKeeper servers are up and can be reached; then try again.",
        cause);
  }
}
