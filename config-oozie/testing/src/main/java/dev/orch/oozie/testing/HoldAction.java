package dev.orch.oozie.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.oozie.action.ActionExecutor;
import org.apache.oozie.action.ActionExecutorException;
import org.apache.oozie.client.WorkflowAction;
import org.apache.oozie.util.XmlUtils;
import org.jdom.JDOMException;

/**
 * An action of a workflow that runs until a file of the local file system exists; it succeeds,
 * unless the file says {@code ERROR}. It needs no YARN.
 *
 * <p>Public, with a public constructor, because Oozie makes it.
 */
public final class HoldAction extends ActionExecutor {
  private static final String OK = "OK";

  public HoldAction() {
    super("hold");
  }

  @Override
  public void start(Context context, WorkflowAction action) throws ActionExecutorException {
    context.setStartData(action.getId(), "none", "none");
    check(context, action);
  }

  @Override
  public void check(Context context, WorkflowAction action) throws ActionExecutorException {
    Optional<String> verdict = verdict(action);
    if (verdict.isPresent()) {
      context.setExecutionData(verdict.orElseThrow(), null);
    } else {
      context.setExternalStatus("RUNNING");
    }
  }

  private Optional<String> verdict(WorkflowAction action) throws ActionExecutorException {
    try {
      Path file = Path.of(XmlUtils.parseXml(action.getConf()).getTextTrim());
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      String text = Files.readString(file, StandardCharsets.UTF_8).strip();
      return Optional.of(text.isEmpty() ? OK : text);
    } catch (JDOMException | IOException e) {
      throw convertException(e);
    }
  }

  @Override
  public void end(Context context, WorkflowAction action) {
    WorkflowAction.Status status =
        OK.equals(action.getExternalStatus())
            ? WorkflowAction.Status.OK
            : WorkflowAction.Status.ERROR;
    context.setEndData(status, getActionSignal(status));
  }

  @Override
  public void kill(Context context, WorkflowAction action) {
    context.setEndData(WorkflowAction.Status.KILLED, "KILLED");
  }

  @Override
  public boolean isCompleted(String externalStatus) {
    return !"RUNNING".equals(externalStatus);
  }
}
