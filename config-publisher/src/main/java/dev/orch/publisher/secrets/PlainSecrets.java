package dev.orch.publisher.secrets;

import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.component.HashedBytes;
import dev.orch.model.layer.LayerName;
import dev.orch.publisher.plan.ComponentPlan;
import dev.orch.publisher.plan.Plan;
import dev.orch.publisher.scan.DesiredTree;
import dev.orch.publisher.secrets.SecretPatterns.Hit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Looks through the files that a plan adds or changes for what should not be readable by everyone
 * who can read the store. Text files of at most 64 KiB only; those that did not change were looked
 * through when they did.
 */
public final class PlainSecrets {
  private static final long MAX_BYTES = 64 * 1024;
  private static final int MAX_WARNINGS = 50;

  private PlainSecrets() {}

  /**
   * One line for each, with file, line and column; never the secret itself.
   *
   * @param tree that the plan was made for
   */
  public static List<String> find(Plan plan, DesiredTree tree) throws InterruptedException {
    List<String> found = new ArrayList<>();
    for (ComponentPlan component : plan.components().values()) {
      LayerName name = component.component();
      FileTree files = tree.components().get(name);
      if (files != null) {
        List<FileEntry> candidates =
            component.changes().written().stream()
                .filter(file -> file.size() <= MAX_BYTES)
                .filter(file -> tree.definition(name.component()).mayHoldSecrets(file.path()))
                .toList();
        look(name, files, candidates, found);
      }
    }
    return found.size() <= MAX_WARNINGS ? found : List.copyOf(found.subList(0, MAX_WARNINGS));
  }

  private static void look(
      LayerName component, FileTree tree, List<FileEntry> files, List<String> found)
      throws InterruptedException {
    SortedSet<String> lines = new TreeSet<>();
    try {
      tree.read(
          files,
          (file, content) -> {
            Optional<HashedBytes> kept = HashedBytes.behind(content);
            byte[] bytes = kept.isPresent() ? kept.get().bytes() : content.readAllBytes();
            if (!isBinary(bytes)) {
              // Byte by byte: what is looked for is ASCII, and a file may be in any encoding.
              String text = new String(bytes, StandardCharsets.ISO_8859_1);
              SecretPatterns.in(text).forEach(hit -> lines.add(line(component, file, text, hit)));
            }
          });
    } catch (IOException e) {
      // Whoever publishes it meets the same, and says so; this only points things out.
      return;
    }
    found.addAll(lines);
  }

  private static boolean isBinary(byte[] bytes) {
    for (byte b : bytes) {
      if (b == 0) {
        return true;
      }
    }
    return false;
  }

  private static String line(LayerName component, FileEntry file, String text, Hit hit) {
    String before = text.substring(0, hit.offset());
    long line = before.chars().filter(c -> c == '\n').count() + 1;
    int column = hit.offset() - before.lastIndexOf('\n');
    return component
        + "/"
        + file.path()
        + ":"
        + line
        + ":"
        + column
        + ": "
        + hit.what()
        + " looks like a secret in plain text: everyone who can read the store can read it";
  }
}
