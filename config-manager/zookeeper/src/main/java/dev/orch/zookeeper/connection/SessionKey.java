package dev.orch.zookeeper.connection;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.zookeeper.ZooKeeper;

/**
 * By which a session can be taken over, and so be ended: id and password, {@code zookeeper-session
 * 0x1000… a1b2…}. It is a secret.
 */
public final class SessionKey {
  private static final Pattern KEY =
      Pattern.compile("zookeeper-session 0x([0-9a-f]{1,16}) ([0-9a-f]{2,128})\\s*");

  private final long id;
  private final byte[] password;

  private SessionKey(long id, byte[] password) {
    this.id = id;
    this.password = password;
  }

  /** Of the session that this handle has now. */
  public static SessionKey of(ZooKeeper zk) {
    return new SessionKey(zk.getSessionId(), zk.getSessionPasswd().clone());
  }

  /** From what was saved, or nothing if it is something else. */
  public static Optional<SessionKey> parse(String text) {
    Matcher matcher = KEY.matcher(text);
    return matcher.matches() && matcher.group(2).length() % 2 == 0
        ? Optional.of(
            new SessionKey(
                Long.parseUnsignedLong(matcher.group(1), 16),
                HexFormat.of().parseHex(matcher.group(2))))
        : Optional.empty();
  }

  public long id() {
    return id;
  }

  byte[] password() {
    return password;
  }

  /** As it is saved; secret. */
  public String toText() {
    return "zookeeper-session 0x" + Long.toHexString(id) + ' ' + HexFormat.of().formatHex(password);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "session 0x" + Long.toHexString(id);
  }
}
