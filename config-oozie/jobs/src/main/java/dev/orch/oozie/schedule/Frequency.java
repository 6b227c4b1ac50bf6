package dev.orch.oozie.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often a coordinator runs, as Oozie counts it (coordinator specification, 4.4): a number of
 * minutes that pass, or of days or months of the calendar in the coordinator's time zone; all
 * counted from its start, never from the run before. What is cut to the end of a day, week or
 * month, and cron expressions, are known by name only.
 */
public sealed interface Frequency {
  /** Every so many minutes. */
  record Minutes(int count) implements Frequency {
    @Override
    public String toString() {
      return count + " minutes";
    }
  }

  /** Every so many days of the calendar. */
  record Days(int count) implements Frequency {
    @Override
    public String toString() {
      return count + " days";
    }
  }

  /** Every so many months of the calendar. */
  record Months(int count) implements Frequency {
    @Override
    public String toString() {
      return count + " months";
    }
  }

  /** Whenever the expression matches; always the same times, wherever it starts. */
  record Cron(String expression) implements Frequency {
    @Override
    public String toString() {
      return "cron " + expression;
    }
  }

  /** Runs that begin at the start and go on at ends of days, weeks or months. */
  record EndOf(String function, int count) implements Frequency {
    @Override
    public String toString() {
      return function + "(" + count + ")";
    }
  }

  /** Reads what a definition says; nothing if orch does not understand it. */
  static Optional<Frequency> parse(String text) {
    String trimmed = text.strip();
    if (Patterns.NUMBER.matcher(trimmed).matches()) {
      return Optional.of(new Minutes(Integer.parseInt(trimmed)));
    }
    Matcher function = Patterns.FUNCTION.matcher(trimmed);
    if (function.matches()) {
      return ofFunction(function.group(1), Integer.parseInt(function.group(2)));
    }
    return Patterns.CRON.matcher(trimmed).matches()
        ? Optional.of(new Cron(trimmed.replaceAll("\\s+", " ")))
        : Optional.empty();
  }

  private static Optional<Frequency> ofFunction(String name, int count) {
    return switch (name) {
      case "minutes" -> Optional.of(new Minutes(count));
      case "hours" -> Optional.of(new Minutes(60 * count));
      case "days" -> Optional.of(new Days(count));
      case "months" -> Optional.of(new Months(count));
      case "endOfDays", "endOfWeeks", "endOfMonths" -> Optional.of(new EndOf(name, count));
      default -> Optional.empty();
    };
  }

  /**
   * As the server tells it of a job.
   *
   * @param timeUnit Oozie's name of it
   */
  static Optional<Frequency> ofServer(String frequency, String timeUnit) {
    String unit = timeUnit.toUpperCase(Locale.ROOT);
    if (unit.equals("CRON") || !Patterns.NUMBER.matcher(frequency.strip()).matches()) {
      return Patterns.CRON.matcher(frequency.strip()).matches()
          ? Optional.of(new Cron(frequency.strip().replaceAll("\\s+", " ")))
          : Optional.empty();
    }
    int count = Integer.parseInt(frequency.strip());
    return switch (unit) {
      case "MINUTE" -> Optional.of(new Minutes(count));
      case "HOUR" -> Optional.of(new Minutes(60 * count));
      case "DAY" -> Optional.of(new Days(count));
      case "MONTH" -> Optional.of(new Months(count));
      default -> Optional.empty();
    };
  }

  /**
   * The time of the k-th run counted from zero, if it can be computed.
   *
   * @param start of the coordinator
   */
  default Optional<Instant> nominal(Instant start, ZoneId zone, long k) {
    if (this instanceof Minutes minutes) {
      return Optional.of(start.plusSeconds(60L * minutes.count() * k));
    } else if (this instanceof Days days) {
      return Optional.of(add(start, zone, Calendar.DATE, days.count() * k));
    } else if (this instanceof Months months) {
      return Optional.of(add(start, zone, Calendar.MONTH, months.count() * k));
    }
    return Optional.empty();
  }

  /**
   * By the class that Oozie computes with, since it differs from {@code java.time} in hours that an
   * autumn night has twice.
   */
  private static Instant add(Instant start, ZoneId zone, int unit, long amount) {
    Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone(zone));
    calendar.setTimeInMillis(start.toEpochMilli());
    calendar.add(unit, Math.toIntExact(amount));
    return Instant.ofEpochMilli(calendar.getTimeInMillis());
  }

  /** Kept out of the interface's own members. */
  final class Patterns {
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,6}");
    private static final Pattern FUNCTION =
        Pattern.compile("\\$\\{\\s*coord:(\\w+)\\(\\s*([1-9][0-9]{0,6})\\s*\\)\\s*}");
    private static final Pattern CRON = Pattern.compile("\\S+(\\s+\\S+){4}");

    private Patterns() {}
  }
}
