package dev.orch.hadoop;

import dev.orch.model.OrchException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.time.Duration;
import java.util.Comparator;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KerberosTicket;
import org.apache.hadoop.security.UserGroupInformation;
import org.jspecify.annotations.Nullable;

/**
 * A principal that is logged in to Kerberos until this is closed: its ticket is replaced by a new
 * one when half of its time is over, by a thread of its own, and tried again where that fails. The
 * process's own login user, whom Hadoop knows as such, stays what it is.
 *
 * <p>Not left to Hadoop, which renews only the login user's, and logs out before it logs in: a
 * connection that is made between the two fails. Safe for use by several threads.
 */
public final class HadoopLogin implements AutoCloseable {
  private static final Logger LOG = System.getLogger(HadoopLogin.class.getName());
  private static final String TICKET_GRANTING = "krbtgt/";

  /** A ticket of ten hours that was not renewed at half of them is tried for again so often. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
  private static final int TRIES_IN_HALF_A_LIFE = 10;

  private final TicketSource source;

  /** One for all time: whoever works on its behalf holds it. */
  private final Subject subject;

  private final Thread renewal = new Thread(this::keepRenewed, "orch-kerberos");
  private final CountDownLatch closing = new CountDownLatch(1);

  private HadoopLogin(TicketSource source, Subject subject) {
    this.source = source;
    this.subject = subject;
  }

  /**
   * Logs in: by keytab, or with neither principal nor keytab by what is in the ticket cache, which
   * is looked into again and again.
   *
   * @throws dev.orch.model.InvalidInputException when the keytab cannot be read or has no key of
   *     the principal
   * @throws dev.orch.model.RefusedException when the KDC does not let it in, or no ticket is cached
   * @throws dev.orch.model.StoreUnavailableException when the KDC cannot be reached
   */
  public static HadoopLogin open(HadoopSettings settings) {
    TicketSource source = new TicketSource(settings.principal(), settings.keytab());
    source.check();
    HadoopLogin login = new HadoopLogin(source, source.get());
    login.renewal.setDaemon(true);
    login.renewal.start();
    return login;
  }

  /** Who is logged in, as {@code NAME@REALM}. */
  public String principal() {
    return subject.getPrincipals(KerberosPrincipal.class).stream()
        .map(KerberosPrincipal::getName)
        .findFirst()
        .orElse("?");
  }

  /**
   * Does something as who is logged in, with a ticket that holds when it begins.
   *
   * @throws dev.orch.model.RefusedException when there is none any more and the KDC gives none
   * @throws dev.orch.model.StoreUnavailableException when it cannot be reached for that
   */
  public <T> T call(Callable<T> action) throws Exception {
    if (!hasTicket()) {
      renew();
    }
    try {
      return Subject.doAs(subject, (PrivilegedExceptionAction<T>) action::call);
    } catch (PrivilegedActionException e) {
      throw e.getException();
    }
  }

  /** The same in Hadoop's words. */
  UserGroupInformation user() throws IOException {
    return UserGroupInformation.getUGIFromSubject(subject);
  }

  private boolean hasTicket() {
    KerberosTicket ticket = ticket(subject);
    return ticket != null && ticket.isCurrent();
  }

  /** What other tickets are asked for with. */
  private static @Nullable KerberosTicket ticket(Subject subject) {
    return subject.getPrivateCredentials(KerberosTicket.class).stream()
        .filter(ticket -> ticket.getServer().getName().startsWith(TICKET_GRANTING))
        .max(Comparator.comparing(KerberosTicket::getEndTime))
        .orElse(null);
  }

  private synchronized void renew() {
    Set<KerberosTicket> fresh = source.get().getPrivateCredentials(KerberosTicket.class);
    Set<Object> credentials = subject.getPrivateCredentials();
    // Java takes the first ticket of a subject for the one to ask for others with, and looks for it
    // under this lock: never between these calls, and never at another before the new one.
    synchronized (credentials) {
      credentials.removeIf(KerberosTicket.class::isInstance);
      credentials.addAll(fresh);
    }
  }

  private void keepRenewed() {
    boolean renewed = true;
    try {
      while (!closing.await(waitAfter(renewed).toMillis(), TimeUnit.MILLISECONDS)) {
        renewed = isRenewed(renewed);
      }
    } catch (InterruptedException e) {
      // Nobody but the process's end would interrupt it.
      Thread.currentThread().interrupt();
    }
  }

  private boolean isRenewed(boolean before) {
    try {
      renew();
      LOG.log(Level.DEBUG, "the ticket of {0} is renewed", principal());
      if (!before) {
        LOG.log(Level.INFO, "Kerberos lets {0} in again", principal());
      }
      return true;
    } catch (OrchException e) {
      if (before) {
        LOG.log(
            Level.WARNING, "the ticket of {0} is not renewed: {1}", principal(), e.getMessage());
      }
      return false;
    }
  }

  /** By the length that the KDC gave the ticket, whatever the time is here. */
  private Duration waitAfter(boolean renewed) {
    KerberosTicket ticket = ticket(subject);
    if (ticket == null) {
      return SHORTEST_WAIT;
    }
    Date start = ticket.getStartTime() == null ? ticket.getAuthTime() : ticket.getStartTime();
    Duration half =
        Duration.between(start.toInstant(), ticket.getEndTime().toInstant()).dividedBy(2);
    // How much is left of one from the cache is not told by its length.
    Duration wait = renewed && source.isKeytab() ? half : min(half.dividedBy(TRIES_IN_HALF_A_LIFE));
    return wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait;
  }

  private static Duration min(Duration wait) {
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  /** Renews no more; the last ticket is forgotten. */
  @Override
  public void close() {
    closing.countDown();
    subject.getPrivateCredentials().removeIf(KerberosTicket.class::isInstance);
  }
}
