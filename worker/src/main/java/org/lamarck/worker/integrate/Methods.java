package org.lamarck.worker.integrate;

import java.util.List;
import java.util.Locale;
import org.lamarck.worker.method.Method;
import org.lamarck.worker.method.rodas5p.Rodas5P;
import org.lamarck.worker.method.rungekutta.ExplicitMethod;
import org.lamarck.worker.tolerance.Tolerances.Stepping;

/** The methods that there are. */
public final class Methods {
  /** One for each constant of {@link Stepping} but the first, of its name. */
  private static final List<Method> ALL =
      List.of(Rodas5P.METHOD, ExplicitMethod.TSIT5, ExplicitMethod.DOP853);

  private Methods() {}

  /** All methods. */
  public static List<Method> all() {
    return ALL;
  }

  /** The one by which all steps are to be made; not for {@link Stepping#AUTO}. */
  public static Method of(Stepping stepping) {
    String name = stepping.name().toLowerCase(Locale.ROOT);
    return ALL.stream()
        .filter(method -> method.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + " is no method"));
  }
}
