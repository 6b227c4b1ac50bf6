package dev.orch.agent.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Tells one process from all others on this machine, also from later ones with the same id.
 *
 * @param pid its process id
 * @param birth when it was started, in a form that only equals itself; no blanks
 */
record ProcessMark(long pid, String birth) {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  /** proc(5): the 22nd field of stat; the 3rd is the first after the command's name. */
  private static final int START_TIME_AFTER_NAME = 22 - 3;

  /** Of a process that is there. */
  static Optional<ProcessMark> of(long pid) {
    return ProcessHandle.of(pid).flatMap(handle -> birth(handle).map(b -> new ProcessMark(pid, b)));
  }

  /** The process, if it is still there. */
  Optional<ProcessHandle> find() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(handle -> birth(handle).equals(Optional.of(birth)));
  }

  private static Optional<String> birth(ProcessHandle handle) {
    if (Files.isReadable(BOOT_ID)) {
      // Not Java's start instant: it moves when the clock is set.
      return linuxBirth(handle.pid());
    }
    return handle.info().startInstant().map(instant -> "t" + instant.toEpochMilli());
  }

  private static Optional<String> linuxBirth(long pid) {
    try {
      String stat =
          Files.readString(
              Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      String boot = Files.readString(BOOT_ID, StandardCharsets.US_ASCII).strip();
      return Optional.of(boot + ":" + fields[START_TIME_AFTER_NAME]);
    } catch (IOException e) {
      // It ended meanwhile, as processes do.
      return Optional.empty();
    }
  }
}
