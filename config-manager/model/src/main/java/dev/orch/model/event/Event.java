package dev.orch.model.event;

import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that has happened in a project.
 *
 * @param component null where it is about the whole project
 * @param instance null where it is about no single one
 * @param revision the number of the revision that it is about; 0 for none
 * @param who did it, {@code alice@build7}; null for agents of themselves. Cut after {@value
 *     #MAX_TEXT} characters
 * @param text what there is to say, in one line, cut likewise; null for nothing
 */
public record Event(
    EventKind kind,
    @Nullable ComponentName component,
    @Nullable InstanceId instance,
    long revision,
    @Nullable String who,
    @Nullable String text) {
  /** The longest text, in characters. */
  public static final int MAX_TEXT = 500;

  public Event {
    who = bounded(who);
    text = bounded(text);
  }

  private static @Nullable String bounded(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String line = text.replace('\n', ' ').replace('\r', ' ');
    return line.length() > MAX_TEXT ? line.substring(0, MAX_TEXT - 1) + '…' : line;
  }

  /** Of an instance. */
  public static Event of(
      EventKind kind,
      ComponentName component,
      InstanceId instance,
      long revision,
      @Nullable String text) {
    return new Event(kind, component, instance, revision, null, text);
  }

  /** Of the whole project. */
  public static Event ofProject(EventKind kind, long revision, String who, @Nullable String text) {
    return new Event(kind, null, null, revision, who, text);
  }

  /** What there is to say. */
  public Optional<String> remark() {
    return Optional.ofNullable(text);
  }
}
