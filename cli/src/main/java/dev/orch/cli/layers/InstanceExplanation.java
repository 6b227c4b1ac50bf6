package dev.orch.cli.layers;

import dev.orch.cli.invocation.Invocation;
import dev.orch.cli.invocation.UsageException;
import dev.orch.cli.option.LayerPath;
import dev.orch.cli.option.RevisionOption;
import dev.orch.cli.option.RevisionState;
import dev.orch.cli.output.JsonWriter;
import dev.orch.cli.output.Output;
import dev.orch.cli.output.Table;
import dev.orch.model.ComponentName;
import dev.orch.model.InstanceId;
import dev.orch.model.ProjectName;
import dev.orch.model.Quoted;
import dev.orch.model.component.FileTree;
import dev.orch.model.instance.InstanceStatus;
import dev.orch.model.instance.Labels;
import dev.orch.model.layer.LayerName;
import dev.orch.model.layer.Viewpoint;
import dev.orch.model.layer.Views;
import dev.orch.model.settings.ByteSize;
import dev.orch.model.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which layer each file of an instance comes from. */
public final class InstanceExplanation {
  private final ProjectName project;
  private final long revision;
  private final Viewpoint viewpoint;
  private final Origins origins;

  private InstanceExplanation(
      ProjectName project, long revision, Viewpoint viewpoint, Origins origins) {
    this.project = project;
    this.revision = revision;
    this.viewpoint = viewpoint;
    this.origins = origins;
  }

  /**
   * As it is live.
   *
   * @param place {@code COMPONENT} or {@code COMPONENT/PATH}
   * @param labels those of the instance, whatever it reports; nothing to go by what it reports
   * @throws UsageException when there is no such project, component or file
   */
  public static InstanceExplanation of(
      Store store,
      ProjectName project,
      String place,
      InstanceId instance,
      Optional<Labels> labels,
      Invocation invocation)
      throws InterruptedException {
    LayerPath named = LayerPath.parse(place);
    if (!named.layer().isOwn()) {
      throw new UsageException(
          "expected COMPONENT[/PATH], found " + Quoted.of(place),
          "For example: orch explain file-mgr/etc/filemgr.properties --instance fm-3");
    }
    ComponentName component = named.layer().component();
    RevisionState state = RevisionOption.state(store.revisions(), project, null);
    state.component(named.layer());
    Viewpoint viewpoint =
        Viewpoint.of(
            component,
            instance,
            labels.isPresent()
                ? labels.get()
                : reported(store, project, component, instance, invocation));
    Map<LayerName, FileTree> layers =
        new Views(store.revisions(), project)
            .of(state.components(), viewpoint)
            .orElseThrow()
            .layers();
    Origins origins = Origins.of(layers, named.path());
    if (origins.files().isEmpty() && !named.path().isEmpty()) {
      throw new UsageException(
          "instance " + instance + " has nothing at " + Quoted.of(place),
          "See what it has: orch explain " + component + " --instance " + instance);
    }
    return new InstanceExplanation(project, state.number(), viewpoint, origins);
  }

  private static Labels reported(
      Store store,
      ProjectName project,
      ComponentName component,
      InstanceId instance,
      Invocation invocation)
      throws InterruptedException {
    for (InstanceStatus status : store.instances().instances(project)) {
      if (status.component().equals(component) && status.id().equals(instance)) {
        return status.report().announced().labels();
      }
    }
    invocation
        .messages()
        .line(
            "orch: no instance "
                + instance
                + " of "
                + component
                + " has ever reported: told as for one without labels");
    return Labels.NONE;
  }

  /** For people. */
  public void text(Output out) {
    String labels = viewpoint.labels().toString();
    out.line(
        String.format(
            "%s/%s for %s%s, revision %d",
            project,
            viewpoint.component(),
            viewpoint.instance(),
            labels.isEmpty() ? "" : " (" + labels + ")",
            revision));
    Table table = Table.of("FILE", "FROM", "SIZE>", "SHA-256", "OVER");
    for (Origins.Origin file : origins.files()) {
      Origins.Layer last = file.last();
      List<String> under =
          file.layers().subList(0, file.layers().size() - 1).stream()
              .map(layer -> layer.name().value())
              .toList();
      table.row(
          file.path(),
          last.name(),
          ByteSize.format(last.file().size()),
          last.file().digest().abbreviated(),
          String.join(", ", under));
    }
    table.print(out);
  }

  /** For machines. */
  public void write(JsonWriter json) {
    json.member("project", project.value())
        .member("revision", revision)
        .member("component", viewpoint.component().value())
        .member("instance", String.valueOf(viewpoint.instance()))
        .texts(
            "labels",
            viewpoint.labels().values().entrySet().stream()
                .map(label -> label.getKey() + '=' + label.getValue())
                .toList())
        .member("files", origins.files(), InstanceExplanation::file);
  }

  private static void file(JsonWriter json, Origins.Origin file) {
    json.member("path", file.path().value())
        .member("layer", file.last().name().value())
        .member(
            "layers",
            file.layers(),
            (inner, layer) ->
                inner
                    .member("layer", layer.name().value())
                    .member("size", layer.file().size())
                    .member("sha256", layer.file().digest().hex()));
  }
}
