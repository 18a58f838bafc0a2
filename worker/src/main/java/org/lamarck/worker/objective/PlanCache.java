package org.lamarck.worker.objective;

import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;

/**
 * Plans by content: a problem is compiled once in a JVM, whichever thread asks, as long as memory
 * allows. The least recently used are forgotten first. Safe for use by several threads; one that
 * asks for a plan that another makes waits.
 */
final class PlanCache {
  private static final int CAPACITY = 32;

  private static final PlanCache SHARED = new PlanCache();

  private final Map<String, Entry> entries =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Entry> eldest) {
          return size() > CAPACITY;
        }
      };

  private static final class Entry {
    private SoftReference<@Nullable ObjectivePlan> plan = new SoftReference<>(null);

    synchronized ObjectivePlan plan(Supplier<EstimationProblem> problem) throws InputException {
      ObjectivePlan known = plan.get();
      if (known == null) {
        known = new ObjectivePlan(problem.get());
        plan = new SoftReference<>(known);
      }
      return known;
    }
  }

  private PlanCache() {}

  /**
   * The plan of a problem, made now or earlier in this JVM.
   *
   * @param hash of the problem's content
   * @param problem asked for when there is no plan
   * @throws InputException as {@link ObjectivePlan}
   */
  static ObjectivePlan plan(String hash, Supplier<EstimationProblem> problem)
      throws InputException {
    Entry entry;
    synchronized (SHARED.entries) {
      entry = SHARED.entries.computeIfAbsent(hash, unknown -> new Entry());
    }
    return entry.plan(problem);
  }

  /** Forgets all plans. */
  static void forget() {
    synchronized (SHARED.entries) {
      SHARED.entries.clear();
    }
  }
}
