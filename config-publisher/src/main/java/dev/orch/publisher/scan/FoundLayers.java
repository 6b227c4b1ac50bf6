package dev.orch.publisher.scan;

import dev.orch.model.ComponentName;
import dev.orch.model.Problem;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.layer.LayerName;
import dev.orch.model.source.SourceFile;
import dev.orch.model.source.SourceTree;
import dev.orch.publisher.spec.ComponentDefinition;
import dev.orch.publisher.spec.ComponentYaml;
import dev.orch.publisher.text.UnknownName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds the layers of components among directories: first the components themselves, which define
 * what the others are layers of.
 */
final class FoundLayers {
  private final SourceTree source;
  private final long maxFileSize;
  private final List<Problem> problems;
  private final SortedMap<LayerName, FoundComponent> found = new TreeMap<>();
  private final Map<ComponentName, ComponentDefinition> definitions = new HashMap<>();

  /**
   * In this tree.
   *
   * @param problems those found so far, to which what is wrong is added
   */
  FoundLayers(SourceTree source, long maxFileSize, List<Problem> problems) {
    this.source = source;
    this.maxFileSize = maxFileSize;
    this.problems = problems;
  }

  /**
   * Adds all layers.
   *
   * @param directories the files of each directory of the tree
   * @param shared the files of each component that all projects share, and where they are
   */
  void add(
      SortedMap<String, List<SourceFile>> directories,
      SortedMap<ComponentName, List<SourceFile>> shared,
      SourceTree sharedSource) {
    SortedMap<LayerName, List<SourceFile>> named = named(directories);
    named.forEach(
        (layer, files) -> {
          if (layer.isOwn()) {
            List<SourceFile> below = shared.getOrDefault(layer.component(), List.of());
            addCommon(layer, files, below, sharedSource);
          }
        });
    named.forEach(
        (layer, files) -> {
          if (layer.isOverride()) {
            addOverride(layer, files);
          }
        });
  }

  private SortedMap<LayerName, List<SourceFile>> named(
      SortedMap<String, List<SourceFile>> directories) {
    SortedMap<LayerName, List<SourceFile>> named = new TreeMap<>();
    directories.forEach(
        (directory, files) ->
            LayerName.problem(directory)
                .ifPresentOrElse(
                    wrong ->
                        problems.add(
                            new Problem(
                                ShownPath.of(directory),
                                wrong + "; name it in .orchignore if it is no component")),
                    () -> named.put(LayerName.parse(directory), files)));
    return named;
  }

  private void addCommon(
      LayerName own, List<SourceFile> files, List<SourceFile> below, SourceTree sharedSource) {
    LayerName shared = LayerName.shared(own.component());
    Optional<SourceFile> defined = FoundComponent.definitionFile(own + "/", files);
    Optional<SourceFile> inherited = FoundComponent.definitionFile(shared + "/", below);
    ComponentDefinition definition =
        defined
            .map(file -> FoundComponent.definition(source, file, problems))
            .or(
                () ->
                    inherited.map(file -> FoundComponent.definition(sharedSource, file, problems)))
            .orElse(ComponentDefinition.DEFAULT);
    definitions.put(own.component(), definition);
    found.put(own, layer(source, own, definition, definition.spec(), files));
    if (below.stream().anyMatch(file -> !inherited.equals(Optional.of(file)))) {
      refuseForJobs(shared, definition);
      found.put(shared, layer(sharedSource, shared, definition, ComponentSpec.DEFAULT, below));
    }
  }

  private void addOverride(LayerName layer, List<SourceFile> files) {
    ComponentDefinition definition = definitions.get(layer.component());
    if (definition == null) {
      problems.add(
          new Problem(
              layer.value(),
              UnknownName.message(
                      "component",
                      layer.component().value(),
                      definitions.keySet().stream().map(ComponentName::value).sorted().toList())
                  + "; what a layer lies over must be there, if only with a "
                  + ComponentYaml.FILE_NAME));
      return;
    }
    FoundComponent.definitionFile(layer + "/", files)
        .ifPresent(
            file ->
                problems.add(
                    new Problem(
                        ShownPath.of(file.path()),
                        "expected no such file in a layer: that of "
                            + layer.component()
                            + " holds for all its instances")));
    refuseForJobs(layer, definition);
    found.put(layer, layer(source, layer, definition, ComponentSpec.DEFAULT, files));
  }

  private void refuseForJobs(LayerName layer, ComponentDefinition definition) {
    if (definition.isOfJobs()) {
      problems.add(
          new Problem(
              layer.value(),
              "expected no layer: a component of jobs has one home for all its instances, and its"
                  + " files stand in the component itself"));
    }
  }

  private FoundComponent layer(
      SourceTree from,
      LayerName layer,
      ComponentDefinition definition,
      ComponentSpec spec,
      List<SourceFile> files) {
    return FoundComponent.of(from, layer + "/", definition, spec, files, maxFileSize, problems);
  }

  SortedMap<LayerName, FoundComponent> found() {
    return found;
  }

  Map<ComponentName, ComponentDefinition> definitions() {
    return definitions;
  }
}
