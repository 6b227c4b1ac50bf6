package dev.orch.testing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.zookeeper.server.Request;

/**
 * A request of a ZooKeeper client.
 *
 * @param number counted from 1
 * @param operation as ZooKeeper names it: {@code create}, {@code multi}, {@code getData}, …
 * @param path the znode that it is about; empty for a {@code multi}
 */
public record WireRequest(int number, String operation, String path) {
  private static final int OPERATION_AT = Integer.BYTES;
  private static final int PATH_AT = 2 * Integer.BYTES;

  static WireRequest of(int number, byte[] frame) {
    String operation = Request.op2String(ByteBuffer.wrap(frame).getInt(OPERATION_AT));
    return new WireRequest(number, operation, operation.startsWith("multi") ? "" : path(frame));
  }

  /** Requests about one znode begin with its path; others have something else there. */
  private static String path(byte[] frame) {
    if (frame.length < PATH_AT + Integer.BYTES) {
      return "";
    }
    int length = ByteBuffer.wrap(frame).getInt(PATH_AT);
    int from = PATH_AT + Integer.BYTES;
    return length > 0 && length <= frame.length - from && frame[from] == '/'
        ? new String(frame, from, length, StandardCharsets.UTF_8)
        : "";
  }

  /** Whether it can change what is stored. */
  public boolean mayWrite() {
    return switch (operation) {
      case "exists", "getData", "getChildren", "getChildren2", "multiRead", "sync" -> false;
      default -> true;
    };
  }
}
