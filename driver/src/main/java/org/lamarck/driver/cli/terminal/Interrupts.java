package org.lamarck.driver.cli.terminal;

import java.io.File;
import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import org.lamarck.driver.cli.ExitCode;
import org.lamarck.driver.run.StopSwitch;

/**
 * Ctrl-C, {@code kill} and a closed terminal: the first asks the run to stop, the second ends the
 * process. A shutdown hook would not do: Java begins no second one, and Spark would stop its
 * context in another.
 */
public final class Interrupts {
  /** HUP is a terminal that is closed, which Windows does not tell. */
  private static final List<String> SIGNALS =
      File.separatorChar == '/' ? List.of("INT", "TERM", "HUP") : List.of("INT", "TERM");

  private Interrupts() {}

  /** From now on signals throw this switch. */
  public static void throwSwitch(StopSwitch stop, PrintWriter err) {
    for (String signal : SIGNALS) {
      handle(
          signal,
          () -> {
            if (stop.thrown()) {
              Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
            }
            stop.stop();
            err.println();
            err.println("stopping with a checkpoint; once more to quit at once");
            err.flush();
          });
    }
  }

  /**
   * {@code sun.misc.Signal} is the only way to a signal in Java 17 (JEP 260 keeps it); called by
   * reflection since javac warns of it and the warning cannot be turned off.
   */
  private static void handle(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Method handle = signal.getMethod("handle", signal, handler);
      Object proxy =
          Proxy.newProxyInstance(
              Interrupts.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                  return null;
                }
                return method.invoke(action, arguments);
              });
      handle.invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("signal " + name + " cannot be handled", e);
    }
  }
}
