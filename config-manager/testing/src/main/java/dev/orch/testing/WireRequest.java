package dev.orch.testing;

import java.nio.ByteBuffer;
import org.apache.zookeeper.server.Request;

/**
 * A request of a ZooKeeper client.
 *
 * @param number counted from 1
 * @param operation as ZooKeeper names it: {@code create}, {@code multi}, {@code getData}, …
 */
public record WireRequest(int number, String operation) {
  private static final int OPERATION_AT = Integer.BYTES;

  static WireRequest of(int number, byte[] frame) {
    return new WireRequest(number, Request.op2String(ByteBuffer.wrap(frame).getInt(OPERATION_AT)));
  }

  /** Whether it can change what is stored. */
  public boolean mayWrite() {
    return switch (operation) {
      case "exists", "getData", "getChildren", "getChildren2", "multiRead", "sync" -> false;
      default -> true;
    };
  }
}
