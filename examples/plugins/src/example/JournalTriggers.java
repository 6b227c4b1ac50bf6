package example;

import dev.orch.agent.trigger.TriggerFactory;
import dev.orch.agent.trigger.TriggerSetup;
import dev.orch.engine.Trigger;
import dev.orch.engine.TriggerContext;
import dev.orch.engine.TriggerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** {@code trigger: example.journal} restarts nothing, and writes down in the home what it was asked for. */
public final class JournalTriggers implements TriggerFactory {
  @Override
  public String name() {
    return "example.journal";
  }

  @Override
  public Trigger create(TriggerSetup setup) {
    return new Journal(setup.identity().component().value());
  }

  private record Journal(String component) implements Trigger {
    @Override
    public void ensure(TriggerContext context) throws TriggerException {
      write("ensure", context);
    }

    @Override
    public void prepare(TriggerContext context) throws TriggerException {
      write("prepare", context);
    }

    @Override
    public void activate(TriggerContext context) throws TriggerException {
      write("activate", context);
    }

    @Override
    public void undo(TriggerContext context) throws TriggerException {
      write("undo", context);
    }

    private void write(String step, TriggerContext context) throws TriggerException {
      Path journal = Path.of(context.home()).resolve("journal.log");
      try {
        Files.writeString(
            journal,
            step + " " + component + " " + context.revision() + "\n",
            StandardCharsets.UTF_8,
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new TriggerException("cannot write " + journal + ": " + e.getMessage(), e);
      }
    }
  }
}
