package org.lamarck.worker.model;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.problem.ContentHash;
import org.lamarck.worker.problem.OdeModel;

/**
 * Compiled models by content: models with the same rates and the same differentiable constants are
 * compiled once, whoever asks, as long as memory allows. The least recently used are forgotten
 * first. Safe for use by several threads; one that asks for a model that another compiles waits.
 */
public final class ModelCache {
  private static final ModelCache SHARED = new ModelCache(32);

  private final Map<String, Entry> entries;

  private static final class Entry {
    private SoftReference<@Nullable CompiledModel> model = new SoftReference<>(null);

    synchronized CompiledModel model(Dynamics dynamics, Set<String> differentiable) {
      CompiledModel known = model.get();
      if (known == null) {
        known = new CompiledModel(dynamics, differentiable);
        model = new SoftReference<>(known);
      }
      return known;
    }
  }

  /** A cache of up to this many models. */
  ModelCache(int capacity) {
    entries =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Entry> eldest) {
            return size() > capacity;
          }
        };
  }

  /**
   * The model, compiled now or earlier in this JVM.
   *
   * @throws IllegalArgumentException as {@link CompiledModel#of}
   */
  public static CompiledModel compiled(OdeModel model, Set<String> differentiable) {
    return SHARED.get(model, differentiable);
  }

  /**
   * Forgets all models, so that the next to be asked for is compiled: to measure what that takes.
   */
  public static void forget() {
    synchronized (SHARED.entries) {
      SHARED.entries.clear();
    }
  }

  CompiledModel get(OdeModel model, Set<String> differentiable) {
    Dynamics dynamics = Dynamics.of(model);
    String key = key(dynamics, differentiable);
    Entry entry;
    synchronized (entries) {
      entry = entries.computeIfAbsent(key, unknown -> new Entry());
    }
    return entry.model(dynamics, differentiable);
  }

  int size() {
    synchronized (entries) {
      return entries.size();
    }
  }

  private static String key(Dynamics dynamics, Set<String> differentiable) {
    return ContentHash.of(dynamics.model(), new ArrayList<>(new TreeSet<>(differentiable)));
  }
}
