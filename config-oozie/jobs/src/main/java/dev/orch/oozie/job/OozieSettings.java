package dev.orch.oozie.job;

import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.DriftPolicy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code oozie:} in {@code component.yaml} says, from the canonical form that the digest
 * covers.
 */
public final class OozieSettings {
  /** The trigger that asks for Oozie. */
  public static final String TRIGGER = "oozie";

  /** How long a job may take to drain when nothing else is said. */
  public static final Duration DEFAULT_DRAIN_TIMEOUT = Duration.ofMinutes(30);

  private static final String PREFIX = "oozie.";
  private static final String PROPERTIES = PREFIX + "properties.";
  private static final String IGNORE = PREFIX + "ignore.";
  private static final String OUTSIDE_EFFECTS = PREFIX + "outside-effects.";
  private static final String SECONDARY = "secondary";

  /** Nothing is said. */
  public static final OozieSettings NONE = of(ComponentSpec.DEFAULT);

  private final @Nullable URI url;
  private final @Nullable String user;
  private final @Nullable Authentication authentication;
  private final StopPolicy policy;
  private final Duration drainTimeout;
  private final SortedMap<String, String> properties;
  private final List<String> ignored;
  private final List<String> outsideEffects;
  private final @Nullable Role role;
  private final boolean heals;

  private OozieSettings(SortedMap<String, String> canonical, boolean heals) {
    this.heals = heals;
    String address = canonical.get(PREFIX + "url");
    this.url = address == null ? null : URI.create(address);
    this.user = canonical.get(PREFIX + "user");
    this.authentication = authentication(canonical.get(PREFIX + "auth"));
    this.policy = policy(canonical.get(PREFIX + "policy"));
    this.drainTimeout = drainTimeout(canonical.get(PREFIX + "drain-timeout"));
    this.properties = new TreeMap<>();
    this.ignored = new ArrayList<>();
    this.outsideEffects = new ArrayList<>();
    this.role = role(canonical.get(PREFIX + "mode"), canonical.get(PREFIX + "since"));
    canonical.forEach(
        (key, value) -> {
          if (key.startsWith(PROPERTIES)) {
            properties.put(key.substring(PROPERTIES.length()), value);
          } else if (key.startsWith(IGNORE)) {
            ignored.add(value);
          } else if (key.startsWith(OUTSIDE_EFFECTS)) {
            outsideEffects.add(value);
          }
        });
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException when a value is none that it can be
   */
  public static OozieSettings of(ComponentSpec spec) {
    return new OozieSettings(spec.canonical(), spec.drift() == DriftPolicy.HEAL);
  }

  private static @Nullable Authentication authentication(@Nullable String value) {
    try {
      return value == null ? null : Authentication.named(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(PREFIX + "auth: " + e.getMessage(), e);
    }
  }

  private static StopPolicy policy(@Nullable String value) {
    if (value == null) {
      return StopPolicy.DRAIN;
    }
    try {
      return StopPolicy.valueOf(value.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          PREFIX + "policy: expected drain, kill or leave, found " + value, e);
    }
  }

  private static @Nullable Role role(@Nullable String mode, @Nullable String since) {
    if (mode == null || since == null) {
      return null;
    }
    try {
      return new Role(!mode.equals(SECONDARY), Instant.parse(since));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          PREFIX + "since: expected an ISO-8601 instant, found " + since, e);
    }
  }

  private static Duration drainTimeout(@Nullable String value) {
    if (value == null) {
      return DEFAULT_DRAIN_TIMEOUT;
    }
    try {
      return Duration.parse(value);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          PREFIX + "drain-timeout: expected an ISO-8601 duration, found " + value, e);
    }
  }

  /** Where the server is, if the component says it. */
  public Optional<URI> url() {
    return Optional.ofNullable(url);
  }

  /** Whom the jobs run as, if the component says it. */
  public Optional<String> user() {
    return Optional.ofNullable(user);
  }

  /**
   * Who calls the server.
   *
   * @param otherwise the user if the component says none
   */
  public Caller caller(String otherwise) {
    return new Caller(user == null ? otherwise : user, authentication);
  }

  public StopPolicy policy() {
    return policy;
  }

  /** How long a job may take to drain before the change is given up. */
  public Duration drainTimeout() {
    return drainTimeout;
  }

  /** Whether a coordinator that someone killed is submitted again unasked. */
  public boolean heals() {
    return heals;
  }

  /** What every job gets unless its own properties say otherwise; unmodifiable. */
  public SortedMap<String, String> properties() {
    return Collections.unmodifiableSortedMap(properties);
  }

  /**
   * Whether a live job of this name, which is not orch's, is none of its business: {@code ignore:}
   * has the name, or its beginning and an asterisk.
   */
  public boolean ignores(String name) {
    return ignored.stream().anyMatch(entry -> covers(entry, name));
  }

  /** Which cluster makes the runs of this job; nothing where this one makes those of all jobs. */
  public Optional<Role> role(JobName job) {
    return hasOutsideEffects(job) ? Optional.ofNullable(role) : Optional.empty();
  }

  /** Whether the other cluster makes the runs of this job. */
  public boolean isElsewhere(JobName job) {
    return role(job).filter(it -> !it.here()).isPresent();
  }

  /** Whether no two clusters may make the same run of this job: {@code outside-effects:} has it. */
  boolean hasOutsideEffects(JobName job) {
    return outsideEffects.stream().anyMatch(entry -> covers(entry, job.value()));
  }

  /** Entries of {@code outside-effects:} that cover none of these jobs. */
  List<String> withoutEffect(Set<JobName> jobs) {
    return outsideEffects.stream()
        .filter(entry -> jobs.stream().noneMatch(job -> covers(entry, job.value())))
        .toList();
  }

  private static boolean covers(String entry, String name) {
    return entry.endsWith("*")
        ? name.startsWith(entry.substring(0, entry.length() - 1))
        : name.equals(entry);
  }
}
