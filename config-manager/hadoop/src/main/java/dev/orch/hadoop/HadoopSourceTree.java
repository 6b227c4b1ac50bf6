package dev.orch.hadoop;

import dev.orch.model.Problem;
import dev.orch.model.source.SourceFile;
import dev.orch.model.source.SourceTree;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.permission.FsAction;

/** A directory tree on a Hadoop file system. */
final class HadoopSourceTree implements SourceTree {
  private static final int MAX_FILES = 1_000_000;

  private final FileSystem fileSystem;
  private final Path root;

  HadoopSourceTree(FileSystem fileSystem, Path root) {
    this.fileSystem = fileSystem;
    this.root = root;
  }

  @Override
  public String location() {
    return root.toString();
  }

  /** Directories of the tree whose files are still to be found. */
  private record Pending(String prefix, Path directory) {}

  @Override
  public Listing list(Predicate<String> enter) throws IOException, InterruptedException {
    List<SourceFile> files = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    Deque<Pending> pending = new ArrayDeque<>();
    pending.push(new Pending("", root));
    while (!pending.isEmpty()) {
      if (Thread.interrupted()) {
        throw new InterruptedException("while listing " + root);
      }
      if (files.size() > MAX_FILES) {
        problems.add(new Problem("", "expected at most " + MAX_FILES + " files, found more"));
        break;
      }
      Pending next = pending.pop();
      try {
        look(next, enter, files, problems, pending);
      } catch (IOException e) {
        if (next.prefix().isEmpty()) {
          throw HadoopErrors.of("list", root.toString(), e);
        }
        problems.add(new Problem(next.prefix(), "cannot be listed: " + e.getMessage()));
      }
    }
    return new Listing(files, problems);
  }

  private void look(
      Pending from,
      Predicate<String> enter,
      List<SourceFile> files,
      List<Problem> problems,
      Deque<Pending> pending)
      throws IOException {
    RemoteIterator<FileStatus> entries = fileSystem.listStatusIterator(from.directory());
    while (entries.hasNext()) {
      FileStatus entry = entries.next();
      if (from.prefix().isEmpty() && entry.isFile() && entry.getPath().equals(root)) {
        throw new FileNotFoundException("it is a file, not a directory");
      }
      String path = from.prefix() + entry.getPath().getName();
      if (entry.isDirectory()) {
        if (enter.test(path)) {
          pending.push(new Pending(path + "/", entry.getPath()));
        }
      } else if (entry.isSymlink()) {
        problems.add(new Problem(path, "is a link, which is not followed here"));
      } else {
        files.add(
            new SourceFile(
                path,
                entry.getLen(),
                entry.getPermission().getUserAction().implies(FsAction.EXECUTE),
                null));
      }
    }
  }

  @Override
  public InputStream open(SourceFile file) throws IOException {
    Path place = HadoopDirectory.below(root, file.path());
    try {
      return fileSystem.open(place);
    } catch (IOException e) {
      throw HadoopErrors.of("read", place.toString(), e);
    }
  }
}
