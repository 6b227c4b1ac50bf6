package dev.orch.hadoop;

import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KeyTab;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.jspecify.annotations.Nullable;

/**
 * Where tickets come from: the KDC, for a principal's key in a keytab, or the ticket cache, which
 * somebody else fills.
 *
 * @param principal null to take whose tickets are in the cache
 * @param keytab null where there is no principal
 */
record TicketSource(@Nullable String principal, @Nullable Path keytab) {
  private static final String MODULE = "com.sun.security.auth.module.Krb5LoginModule";
  private static final String TRUE = "true";

  /** Whether a new ticket can be had at any time. */
  boolean isKeytab() {
    return keytab != null;
  }

  /**
   * Looks whether there can be a ticket; no server is asked.
   *
   * @throws InvalidInputException when the keytab cannot be read or has no key of the principal
   */
  void check() {
    Path file = keytab;
    if (file != null) {
      problem(file)
          .ifPresent(
              problem -> {
                throw new InvalidInputException(
                    "could not log in to Kerberos as " + principal,
                    List.of(new Problem(file.toString(), problem)));
              });
    }
  }

  private Optional<String> problem(Path file) {
    if (!Files.exists(file)) {
      return Optional.of("expected a keytab, found no such file");
    }
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      return Optional.of("expected a keytab that this user may read, found none such");
    }
    KerberosPrincipal named;
    try {
      named = new KerberosPrincipal(String.valueOf(principal));
    } catch (IllegalArgumentException e) {
      return Optional.of(
          "expected the name of a principal, such as orch/host.example.org@EXAMPLE.ORG, for it: "
              + e.getMessage());
    }
    return KeyTab.getInstance(named, file.toFile()).getKeys(named).length == 0
        ? Optional.of("expected a key of " + named + ", found none; see klist -kt")
        : Optional.empty();
  }

  /**
   * Gets one.
   *
   * @throws dev.orch.model.StoreUnavailableException when the KDC cannot be reached
   * @throws dev.orch.model.RefusedException when it does not give one, or none is in the cache
   */
  Subject get() {
    Subject subject = new Subject();
    try {
      new LoginContext("orch", subject, null, configuration()).login();
      return subject;
    } catch (LoginException e) {
      throw keytab == null
          ? HadoopErrors.noTicket(e)
          : HadoopErrors.logIn(String.valueOf(principal), keytab, e);
    }
  }

  private Configuration configuration() {
    Map<String, String> options = new HashMap<>();
    options.put("doNotPrompt", TRUE);
    // A process outlives changes of krb5.conf.
    options.put("refreshKrb5Config", TRUE);
    if (principal != null) {
      options.put("principal", principal);
    }
    if (keytab == null) {
      options.put("useTicketCache", TRUE);
    } else {
      options.put("useKeyTab", TRUE);
      options.put("keyTab", keytab.toString());
    }
    AppConfigurationEntry[] entries = {
      new AppConfigurationEntry(
          MODULE, AppConfigurationEntry.LoginModuleControlFlag.REQUIRED, options)
    };
    return new Configuration() {
      @Override
      public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
        return entries.clone();
      }
    };
  }
}
