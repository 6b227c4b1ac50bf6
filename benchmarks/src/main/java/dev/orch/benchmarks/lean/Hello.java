package dev.orch.benchmarks.lean;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** picocli with one command and one option. */
@Command(name = "hello", mixinStandardHelpOptions = true, description = "Says hello.")
public final class Hello implements Callable<Integer> {
  @Option(names = "--name", description = "To whom.")
  String name = "world";

  @Override
  public Integer call() {
    System.out.println("hello " + name);
    return 0;
  }

  public static void main(String[] args) {
    System.exit(new CommandLine(new Hello()).execute(args));
  }
}
