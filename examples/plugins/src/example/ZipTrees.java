package example;

import dev.orch.model.source.SourceFile;
import dev.orch.model.source.SourceTree;
import dev.orch.model.source.SourceTreeProvider;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Trees in zip files: {@code zip:/path/trees.zip}, or a directory in one: {@code zip:/path/trees.zip/weather}. */
public final class ZipTrees implements SourceTreeProvider {
  @Override
  public String scheme() {
    return "zip";
  }

  @Override
  public SourceTree open(URI location) throws IOException {
    Path whole = Path.of(location.getSchemeSpecificPart());
    Path file = whole;
    while (file != null && !Files.isRegularFile(file)) {
      file = file.getParent();
    }
    if (file == null) {
      throw new FileNotFoundException("expected a zip file, found none at " + whole);
    }
    String inside = file.relativize(whole).toString();
    return new ZipTree(location, new ZipFile(file.toFile()), inside.isEmpty() ? "" : inside + "/");
  }

  private record ZipTree(URI uri, ZipFile zip, String prefix) implements SourceTree, AutoCloseable {
    @Override
    public String location() {
      return uri.toString();
    }

    @Override
    public Listing list(Predicate<String> enter) {
      Map<String, Boolean> entered = new HashMap<>();
      List<SourceFile> files = new ArrayList<>();
      zip.stream()
          .filter(entry -> !entry.isDirectory() && entry.getName().startsWith(prefix))
          .forEach(
              entry -> {
                String path = entry.getName().substring(prefix.length());
                if (entersParentsOf(path, enter, entered)) {
                  // java.util.zip does not tell what may be executed.
                  files.add(new SourceFile(path, entry.getSize(), false, null));
                }
              });
      return new Listing(files, List.of());
    }

    private static boolean entersParentsOf(
        String path, Predicate<String> enter, Map<String, Boolean> entered) {
      for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
        if (!entered.computeIfAbsent(path.substring(0, slash), enter::test)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public InputStream open(SourceFile file) throws IOException {
      ZipEntry entry = zip.getEntry(prefix + file.path());
      if (entry == null) {
        throw new FileNotFoundException(file.path() + " is not in " + zip.getName());
      }
      return zip.getInputStream(entry);
    }

    @Override
    public void close() throws IOException {
      zip.close();
    }
  }
}
