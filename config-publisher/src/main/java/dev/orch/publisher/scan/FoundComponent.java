package dev.orch.publisher.scan;

import dev.orch.model.InvalidInputException;
import dev.orch.model.Problem;
import dev.orch.model.component.ComponentSpec;
import dev.orch.model.component.HashedBytes;
import dev.orch.model.component.Manifest;
import dev.orch.model.component.SortedFiles;
import dev.orch.model.path.ConfigPath;
import dev.orch.model.source.SourceFile;
import dev.orch.model.source.SourceTree;
import dev.orch.publisher.spec.ComponentDefinition;
import dev.orch.publisher.spec.ComponentYaml;
import dev.orch.publisher.validate.Schemas;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One layer of a component: its definition and files whose names are legal, before they are read.
 *
 * @param prefix what stands before each path below the layer: its directory and a slash, or nothing
 * @param definition of the component, which all its layers share
 * @param spec how it is applied, kept with the component itself and by default elsewhere
 * @param files by path below the layer
 */
record FoundComponent(
    SourceTree source,
    String prefix,
    ComponentDefinition definition,
    ComponentSpec spec,
    SortedMap<ConfigPath, SourceFile> files) {

  /** A file whose name is legal. */
  private record Legal(ConfigPath path, SourceFile file) {}

  /** Looks at names and sizes only. */
  static FoundComponent of(
      SourceTree source,
      String prefix,
      ComponentDefinition definition,
      ComponentSpec spec,
      List<SourceFile> found,
      long maxFileSize,
      List<Problem> problems) {
    List<Legal> legals = new ArrayList<>(found.size());
    for (SourceFile file : found) {
      String path = file.path().substring(prefix.length());
      if (path.equals(ComponentYaml.FILE_NAME)) {
        continue;
      }
      ConfigPath legal;
      try {
        // Not asked before what is wrong with it: of almost every file that is nothing.
        legal = new ConfigPath(path);
      } catch (IllegalArgumentException e) {
        problems.add(new Problem(ShownPath.of(file.path()), String.valueOf(e.getMessage())));
        continue;
      }
      if (file.size() > maxFileSize) {
        problems.add(
            new Problem(
                ShownPath.of(file.path()),
                "expected at most " + maxFileSize + " bytes, found " + file.size()));
      } else {
        legals.add(new Legal(legal, file));
      }
    }
    SortedMap<ConfigPath, SourceFile> files = SortedFiles.byPath(legals, Legal::path, Legal::file);
    for (Problem collision : Manifest.collisions(files)) {
      problems.add(new Problem(ShownPath.of(prefix + collision.where()), collision.what()));
    }
    return new FoundComponent(source, prefix, definition, spec, files);
  }

  /** Its {@code component.yaml} among the files found below it, if it has one. */
  static Optional<SourceFile> definitionFile(String prefix, List<SourceFile> found) {
    String path = prefix + ComponentYaml.FILE_NAME;
    for (SourceFile file : found) {
      if (file.path().equals(path)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /** Reads {@code component.yaml}; what is wrong with it goes to the problems. */
  static ComponentDefinition definition(
      SourceTree source, SourceFile file, List<Problem> problems) {
    try (InputStream content = source.open(file)) {
      return ComponentYaml.parse(
          ShownPath.of(file.path()), content.readNBytes(ComponentYaml.MAX_BYTES + 1));
    } catch (InvalidInputException e) {
      problems.addAll(e.problems());
    } catch (IOException e) {
      problems.add(FileScan.unreadable(file, e));
    }
    return ComponentDefinition.DEFAULT;
  }

  /** Whether a problem of the whole tree is one of this component's files. */
  boolean concerns(Problem problem) {
    // What is not harmless is shown in quotes; names of components always are.
    return problem.where().startsWith(prefix) || problem.where().startsWith('"' + prefix);
  }

  /** A problem below the component, with its place below the tree. */
  Problem shown(Problem below) {
    return new Problem(ShownPath.of(prefix + below.where()), below.what());
  }

  /** How the user knows the component itself. */
  String shownAs(String location) {
    return prefix.isEmpty() ? location : prefix.substring(0, prefix.length() - 1);
  }

  /** One task for each file. */
  List<FileScan> scans(HeldContents held, KnownTrees known) {
    List<FileScan> scans = new ArrayList<>();
    Schemas schemas = new Schemas(this::read);
    files.forEach(
        (path, file) ->
            scans.add(
                new FileScan(source, file, path, definition, schemas, held, known.of(source))));
    return scans;
  }

  private Optional<Schemas.Found> read(ConfigPath path) throws IOException {
    SourceFile file = files.get(path);
    if (file == null) {
      return Optional.empty();
    }
    try (InputStream in = source.open(file)) {
      byte[] bytes = in.readNBytes(Schemas.MAX_BYTES + 1);
      return Optional.of(new Schemas.Found(ShownPath.of(file.path()), HashedBytes.of(bytes)));
    }
  }
}
