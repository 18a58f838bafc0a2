package org.lamarck.worker.elementary;

import java.lang.reflect.Constructor;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Kernels with vector instructions, which are compiled apart: they are there where the module
 * {@code jdk.incubator.vector} is (Spark adds it; else {@code --add-modules}).
 */
public final class VectorInstructions {
  private static final String MODULE = "jdk.incubator.vector";

  private VectorInstructions() {}

  /** Whether this Java has the module. */
  public static boolean areThere() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }

  /**
   * The kernel of a kind that has vector instructions; nothing where this Java or this processor
   * has not what it is made for.
   *
   * @param kind of which there is a class beside it, with Vector before its name
   * @param isSupported whether the processor can do with it
   */
  public static <K> Optional<K> kernel(Class<K> kind, Predicate<K> isSupported) {
    if (!areThere()) {
      return Optional.empty();
    }
    String name = "Vector" + kind.getSimpleName();
    try {
      Constructor<? extends K> constructor =
          Class.forName(kind.getPackageName() + "." + name)
              .asSubclass(kind)
              .getDeclaredConstructor();
      constructor.setAccessible(true); // kernels are of their packages alone
      K kernel = constructor.newInstance();
      return isSupported.test(kernel) ? Optional.of(kernel) : Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(name + " is not in the jar", e);
    }
  }
}
