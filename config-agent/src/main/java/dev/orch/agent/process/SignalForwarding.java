package dev.orch.agent.process;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Passes signals that mean nothing to an agent on to its child: HUP and USR1. TERM and INT are none
 * of them: they end the agent, which ends its child in order; USR2 is the Java VM's own.
 *
 * <p>By {@code sun.misc.Signal} of the module {@code jdk.unsupported}, the one way that Java has;
 * through reflection, since the compiler cannot be told not to warn of it. A Java VM without it
 * passes nothing on.
 */
public final class SignalForwarding {
  private static final System.Logger LOG = System.getLogger(SignalForwarding.class.getName());
  private static final List<String> PASSED_ON = List.of("HUP", "USR1");

  private SignalForwarding() {}

  /**
   * Begins; for the life of this process.
   *
   * @param child asked at each signal for the process to pass it on to; without one it is dropped
   */
  public static void begin(Supplier<OptionalLong> child) {
    PASSED_ON.forEach(signal -> begin(signal, child));
  }

  private static void begin(String signal, Supplier<OptionalLong> child) {
    try {
      Class<?> signalClass = Class.forName("sun.misc.Signal");
      Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
      InvocationHandler passOn =
          (proxy, method, arguments) -> {
            if (method.getName().equals("handle")) {
              passOn(signal, child.get());
              return null;
            }
            return method.invoke(signal, arguments);
          };
      Object handler =
          Proxy.newProxyInstance(
              SignalForwarding.class.getClassLoader(), new Class<?>[] {handlerClass}, passOn);
      signalClass
          .getMethod("handle", signalClass, handlerClass)
          .invoke(null, signalClass.getConstructor(String.class).newInstance(signal), handler);
    } catch (ReflectiveOperationException e) {
      Throwable reason = e instanceof InvocationTargetException ? e.getCause() : e;
      LOG.log(Level.DEBUG, "signal " + signal + " is not passed on to the child", reason);
    }
  }

  private static void passOn(String signal, OptionalLong child) {
    if (child.isEmpty()) {
      LOG.log(Level.INFO, "signal {0}: there is no child to pass it on to", signal);
      return;
    }
    try {
      // Java's process handles know TERM and KILL only.
      new ProcessBuilder("/bin/sh", "-c", "kill -s \"$1\" \"$2\"", "kill", signal, pid(child))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "signal " + signal + " could not be passed on to the child", e);
    }
  }

  private static String pid(OptionalLong child) {
    return Long.toString(child.getAsLong());
  }
}
