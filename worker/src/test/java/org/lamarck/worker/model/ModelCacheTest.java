package org.lamarck.worker.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.expression.Differentiator;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;

class ModelCacheTest {
  @Test
  void equalModelsAreCompiledOnceUnderConcurrency() throws Exception {
    ModelCache cache = new ModelCache(4);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<CompiledModel>> asked = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        OdeModel model = Models.enzyme();
        asked.add(threads.submit(() -> cache.get(model, Set.of("km", "n"))));
      }
      CompiledModel first = asked.get(0).get();
      for (Future<CompiledModel> one : asked) {
        assertThat(one.get()).isSameAs(first);
        assertThat(one.get().firstDerivatives().compiled())
            .isSameAs(first.firstDerivatives().compiled());
      }
      assertThat(cache.size()).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void otherRatesOrOtherDifferentiableConstantsAreAnotherModel() {
    ModelCache cache = new ModelCache(4);
    CompiledModel model = cache.get(Models.robertson(), Set.of("k1"));

    assertThat(cache.get(Models.robertson(), Set.of("k1", "k2"))).isNotSameAs(model);
    assertThat(cache.get(Models.enzyme(), Set.of())).isNotSameAs(model);
    assertThat(cache.get(Models.robertson(), Set.of("k1"))).isSameAs(model);
  }

  /** Readers of a problem add formulas to the pool of its model after it is compiled. */
  @Test
  void whatElseStandsInThePoolDoesNotMatter() {
    ModelCache cache = new ModelCache(4);
    OdeModel model = Models.robertson();
    CompiledModel compiled = cache.get(model, Set.of("k1"));
    Quantity.State state = (Quantity.State) model.quantity("A").orElseThrow();
    Differentiator.gradient(state.rate().get(0).flux());

    assertThat(cache.get(model, Set.of("k1"))).isSameAs(compiled);
  }

  @Test
  void theLeastRecentlyUsedAreForgottenFirst() {
    ModelCache cache = new ModelCache(2);
    CompiledModel first = cache.get(Models.robertson(), Set.of("k1"));
    CompiledModel second = cache.get(Models.robertson(), Set.of("k2"));
    assertThat(cache.get(Models.robertson(), Set.of("k1"))).isSameAs(first);
    cache.get(Models.robertson(), Set.of("k3"));

    assertThat(cache.size()).isEqualTo(2);
    assertThat(cache.get(Models.robertson(), Set.of("k1"))).isSameAs(first);
    assertThat(cache.get(Models.robertson(), Set.of("k2"))).isNotSameAs(second);
  }
}
