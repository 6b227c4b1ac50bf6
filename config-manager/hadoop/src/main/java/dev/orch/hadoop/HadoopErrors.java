package dev.orch.hadoop;

import dev.orch.model.InvalidInputException;
import dev.orch.model.OrchException;
import dev.orch.model.Problem;
import dev.orch.model.RefusedException;
import dev.orch.model.StoreUnavailableException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.security.auth.login.LoginException;
import javax.security.sasl.SaslException;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.hdfs.protocol.AlreadyBeingCreatedException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.ipc.RetriableException;
import org.apache.hadoop.ipc.StandbyException;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.security.KerberosAuthException;
import org.jspecify.annotations.Nullable;

/** Says of Hadoop's failures what they mean to whoever meets them. */
final class HadoopErrors {
  /** Hadoop's own explanations have links to its wiki and the local host's name. */
  private static final int MAX_TEXT = 300;

  private static final String SAFE_MODE = "SafeModeException";

  /** What Hadoop says where one side asks for Kerberos and the other does not come with it. */
  private static final Pattern ABOUT_KERBEROS =
      Pattern.compile(
          "SIMPLE authentication is not enabled|cannot authenticate via|via:\\[.*KERBEROS");

  private static final String KERBEROS_ADVICE =
      "The cluster asks for Kerberos: give kerberos.principal and kerberos.keytab, or get a ticket"
          + " by kinit; and core-site.xml in HADOOP_CONF_DIR must say so"
          + " (hadoop.security.authentication).";

  private HadoopErrors() {}

  /** Whether Hadoop found no class for a file system, or one that the class needs is missing. */
  static boolean isConnectorMissing(Throwable e) {
    return e instanceof UnsupportedFileSystemException
        || e instanceof LinkageError
        || root(e) instanceof ClassNotFoundException;
  }

  static OrchException opening(URI location, Throwable e) {
    if (isConnectorMissing(e)) {
      String missing =
          e instanceof UnsupportedFileSystemException ? "" : " (" + text(root(e)) + ")";
      return new InvalidInputException(
          "could not open " + location,
          List.of(
              new Problem(
                  location.toString(),
                  "no class reads file systems of the scheme "
                      + location.getScheme()
                      + missing
                      + "; its connector's jars belong into lib/hadoop")));
    }
    if (e instanceof IOException io) {
      OrchException explained = explained("open", location.toString(), io);
      if (explained != null) {
        return explained;
      }
    }
    return new InvalidInputException(
        "could not open " + location,
        List.of(new Problem(location.toString(), "is no place on a file system: " + text(e))));
  }

  static OrchException logIn(String principal, Path keytab, LoginException e) {
    Throwable root = root(e);
    // Java says with a word of its own that krb5.conf names none.
    if (isUnreachable(root) || text(root).contains("locate KDC")) {
      return new StoreUnavailableException(
          "could not log in to Kerberos as " + principal + ": " + text(root),
          "See whether the servers in krb5.conf run and can be reached.",
          e);
    }
    return new RefusedException(
        "could not log in to Kerberos as " + principal + " with " + keytab + ": " + text(root),
        "See whether the KDC knows the principal, by kinit -kt, and whether the clocks agree.",
        e);
  }

  static OrchException noTicket(LoginException e) {
    return new RefusedException(
        "there is no ticket to come to Kerberos with: " + text(root(e)),
        "Give kerberos.principal and kerberos.keytab, or get a ticket by kinit.",
        e);
  }

  /** Whether another is writing the file that was to be created. */
  static boolean isBeingWritten(IOException e) {
    return e instanceof AlreadyBeingCreatedException
        || (e instanceof RemoteException remote
            && remote.unwrapRemoteException() instanceof AlreadyBeingCreatedException);
  }

  /** The failure explained, or itself if it says enough. */
  static IOException of(String what, String location, IOException e) {
    OrchException explained = explained(what, location, e);
    if (explained != null) {
      throw explained;
    }
    if (e instanceof FileNotFoundException) {
      return e;
    }
    return new IOException("could not " + what + " " + location + ": " + text(e), e);
  }

  private static @Nullable OrchException explained(String what, String location, IOException e) {
    IOException unwrapped =
        e instanceof RemoteException remote ? remote.unwrapRemoteException() : e;
    Throwable root = root(unwrapped);
    if (unwrapped instanceof AccessControlException
        || unwrapped instanceof KerberosAuthException
        || unwrapped instanceof AccessDeniedException
        || root instanceof AccessControlException) {
      Throwable told = root instanceof AccessControlException ? root : unwrapped;
      return new RefusedException(
          "could not " + what + " " + location + ": " + text(told),
          isAboutKerberos(told)
              ? KERBEROS_ADVICE
              : "Act as a user who may, or have the rights given; with Kerberos, see klist.",
          e);
    }
    if (hasFailedToProve(unwrapped) && !isUnreachable(root)) {
      return new RefusedException(
          "could not " + what + " " + location + ": " + text(root), KERBEROS_ADVICE, e);
    }
    boolean safeMode =
        unwrapped instanceof RemoteException remote && remote.getClassName().endsWith(SAFE_MODE);
    if (safeMode || isUnreachable(root) || isUnreachable(unwrapped)) {
      // The innermost says it best; around it Hadoop puts names of hosts and links to its wiki.
      Throwable told = isUnreachable(root) ? root : unwrapped;
      return new StoreUnavailableException(
          "could not " + what + " " + location + ": " + text(told),
          "See whether the file system runs and can be reached; then again.",
          e);
    }
    return null;
  }

  /** Whether one side could not show the other who it is. */
  private static boolean hasFailedToProve(Throwable e) {
    return e instanceof SaslException || (e.getCause() != null && hasFailedToProve(e.getCause()));
  }

  private static boolean isAboutKerberos(Throwable e) {
    return ABOUT_KERBEROS.matcher(text(e)).find();
  }

  private static boolean isUnreachable(Throwable e) {
    return e instanceof SocketException
        || e instanceof UnknownHostException
        || e instanceof SocketTimeoutException
        || e instanceof StandbyException
        || e instanceof RetriableException
        || e.getClass().getSimpleName().equals(SAFE_MODE);
  }

  private static Throwable root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }

  /** One line, without a stack trace or a sermon. */
  private static String text(Throwable e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    String first = message.strip().lines().findFirst().orElse("");
    return first.length() > MAX_TEXT ? first.substring(0, MAX_TEXT) + "…" : first;
  }
}
