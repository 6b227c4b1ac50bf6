package dev.orch.publisher.validate;

import dev.orch.model.Problem;
import dev.orch.model.ProjectName;
import dev.orch.model.Quoted;
import dev.orch.model.component.FileEntry;
import dev.orch.model.component.FileTree;
import dev.orch.model.layer.LayerName;
import dev.orch.model.path.ConfigPath;
import dev.orch.model.settings.CommandVariable;
import dev.orch.publisher.spec.ValidatorCommand;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs a component's own validators on a copy of its files, as an agent would place them: {@code
 * /bin/sh -c} in that directory, which goes afterwards. One that ends with another code than 0, or
 * not in time, is a problem of the component, told with its last output.
 */
public final class ComponentValidators {
  private static final int MAX_LINES = 20;
  private static final int MAX_OUTPUT = 16 * 1024;
  private static final int MAX_LINE = 300;

  private ComponentValidators() {}

  /**
   * Runs all of them, also when one found something.
   *
   * @return what they found, empty if nothing
   * @throws IOException when the copy cannot be made
   * @throws InterruptedException when the thread is interrupted; what was running is ended
   */
  public static List<Problem> run(
      ProjectName project, LayerName component, FileTree tree, List<ValidatorCommand> commands)
      throws IOException, InterruptedException {
    if (commands.isEmpty()) {
      return List.of();
    }
    Path scratch = Files.createTempDirectory("orch-validate-");
    try {
      Path files = Files.createDirectory(scratch.resolve("files"));
      tree.read(
          tree.manifest().files().values(), (file, in) -> write(files, file, in.readAllBytes()));
      List<Problem> problems = new ArrayList<>();
      for (ValidatorCommand command : commands) {
        problems.addAll(run(project, component, command, files, scratch.resolve("output")));
      }
      return problems;
    } finally {
      delete(scratch);
    }
  }

  private static void write(Path directory, FileEntry file, byte[] content) throws IOException {
    ConfigPath path = file.path();
    Path target = directory.resolve(path.value());
    Files.createDirectories(target.getParent());
    Files.write(target, content, StandardOpenOption.CREATE_NEW);
    if (file.executable()) {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(target);
      permissions.add(PosixFilePermission.OWNER_EXECUTE);
      Files.setPosixFilePermissions(target, permissions);
    }
  }

  private static List<Problem> run(
      ProjectName project,
      LayerName component,
      ValidatorCommand command,
      Path directory,
      Path output)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "-c", command.line())
            .directory(directory.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put(CommandVariable.PROJECT.variable(), project.value());
    builder.environment().put(CommandVariable.COMPONENT.variable(), component.component().value());
    Process process = builder.start();
    boolean ended;
    try {
      ended = process.waitFor(command.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      if (process.isAlive()) {
        List<ProcessHandle> below = process.descendants().toList();
        // The shell first: it would tell of a child that was killed.
        process.destroyForcibly();
        below.forEach(ProcessHandle::destroyForcibly);
      }
    }
    if (!ended) {
      process.waitFor();
      return problems(
          component, command, "did not end within " + seconds(command.timeout()), output);
    }
    int code = process.exitValue();
    return code == 0
        ? List.of()
        : problems(component, command, "ended with exit code " + code, output);
  }

  private static String seconds(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }

  private static List<Problem> problems(
      LayerName component, ValidatorCommand command, String what, Path output) throws IOException {
    List<Problem> problems = new ArrayList<>();
    problems.add(
        new Problem(component.value(), "the validator " + Quoted.of(command.line()) + " " + what));
    List<String> lines = tail(output).lines().filter(line -> !line.isBlank()).toList();
    int number = 0;
    for (String line : lines.subList(Math.max(0, lines.size() - MAX_LINES), lines.size())) {
      String quoted = Quoted.of(line, MAX_LINE);
      // Numbered, since problems are sorted and each is told once.
      problems.add(
          new Problem(
              component + " " + String.format("[%02d]", ++number),
              quoted.substring(1, quoted.length() - 1)));
    }
    return problems;
  }

  private static String tail(Path output) throws IOException {
    try (FileChannel channel = FileChannel.open(output, StandardOpenOption.READ)) {
      ByteBuffer tail = ByteBuffer.allocate(MAX_OUTPUT);
      channel.position(Math.max(0, channel.size() - MAX_OUTPUT));
      while (tail.hasRemaining() && channel.read(tail) >= 0) {}
      return new String(tail.array(), 0, tail.position(), StandardCharsets.UTF_8);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
