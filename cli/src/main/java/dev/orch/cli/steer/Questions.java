package dev.orch.cli.steer;

import dev.orch.cli.steer.Answer.Standing;
import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.command.CommandId;
import dev.orch.model.command.CommandRequest;
import dev.orch.model.command.Commands;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Asks many instances the same, so many at a time that never more than a number of them may be
 * unavailable for it: those that are at it, and those that failed or have not been heard of.
 */
final class Questions {
  /** Should a watch get lost. */
  private static final Duration PERIOD = Duration.ofSeconds(2);

  private final Commands commands;
  private final ProjectName project;
  private final ComponentName component;
  private final CommandRequest request;
  private final RandomGenerator random;

  private final Semaphore changes = new Semaphore(0);
  private final List<Question> open = new ArrayList<>();
  private final List<Answer> answers = new ArrayList<>();

  Questions(
      Commands commands,
      ProjectName project,
      ComponentName component,
      CommandRequest request,
      RandomGenerator random) {
    this.commands = commands;
    this.project = project;
    this.component = component;
    this.request = request;
    this.random = random;
  }

  /**
   * Asks all, and returns when each has answered or its time is over.
   *
   * @param maxUnavailable at least 1
   * @param told each answer as it comes
   */
  List<Answer> ask(Collection<InstanceId> instances, int maxUnavailable, Consumer<Answer> told)
      throws InterruptedException {
    Deque<InstanceId> waiting = new ArrayDeque<>(instances);
    try {
      while (true) {
        while (!waiting.isEmpty() && unavailable() < maxUnavailable) {
          ask(waiting.remove()).ifPresent(answer -> add(answer, told));
        }
        if (open.isEmpty()) {
          break;
        }
        boolean signalled = awaitChange();
        look(!signalled, told);
      }
    } finally {
      open.forEach(Question::close);
    }
    for (InstanceId left : waiting) {
      add(
          Answer.without(
              left, Standing.NOT_ASKED, null, "as many as may be are unavailable already"),
          told);
    }
    answers.sort(Comparator.comparing(Answer::instance));
    return List.copyOf(answers);
  }

  private long unavailable() {
    return open.size() + answers.stream().filter(it -> it.standing().mayBeDown()).count();
  }

  private Optional<Answer> ask(InstanceId instance) throws InterruptedException {
    Question question =
        new Question(
            instance,
            commands.of(project, component, instance),
            CommandId.random(random),
            request.validity());
    Optional<Answer> refused =
        question.ask(
            request,
            (whom, changed) -> commands.watch(project, component, whom, changed),
            changes::release);
    if (refused.isEmpty()) {
      open.add(question);
    }
    return refused;
  }

  /** False when only time has passed. */
  private boolean awaitChange() throws InterruptedException {
    Duration atMost = PERIOD;
    for (Question question : open) {
      atMost = question.left().compareTo(atMost) < 0 ? question.left() : atMost;
    }
    boolean signalled = changes.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
    changes.drainPermits();
    return signalled;
  }

  private void look(boolean atAll, Consumer<Answer> told) throws InterruptedException {
    for (Iterator<Question> each = open.iterator(); each.hasNext(); ) {
      Question question = each.next();
      Optional<Answer> answer = question.look(atAll);
      if (answer.isPresent()) {
        each.remove();
        question.close();
        add(answer.get(), told);
      }
    }
  }

  private void add(Answer answer, Consumer<Answer> told) {
    answers.add(answer);
    told.accept(answer);
  }
}
