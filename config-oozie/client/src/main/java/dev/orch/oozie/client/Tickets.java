package dev.orch.oozie.client;

import java.util.concurrent.Callable;

/** Someone whom Kerberos knows, with tickets that are kept fresh until this is closed. */
public interface Tickets extends AutoCloseable {
  /** Who it is, as {@code NAME@REALM}. */
  String principal();

  /** Does something as that one. */
  <T> T use(Callable<T> action) throws Exception;

  @Override
  void close();
}
