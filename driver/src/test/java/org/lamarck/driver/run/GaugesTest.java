package org.lamarck.driver.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/** Gauges show where a run was last, and hide it from nobody else. */
class GaugesTest {
  private static double of(Map<String, DoubleSupplier> named, String name) {
    return Objects.requireNonNull(named.get(name), name).getAsDouble();
  }

  @Test
  void theLastProgressIsShownAndPassedOn() {
    List<Progress> seen = new ArrayList<>();
    Gauges gauges = new Gauges(seen::add);
    Map<String, DoubleSupplier> named = gauges.named();
    assertThat(of(named, "best")).isInfinite();
    assertThat(of(named, "evaluations")).isZero();
    Progress progress = new Progress(3, 4, 8, 100, 50, 1.5, 2, 7.25, true);
    gauges.progress(progress);
    assertThat(seen).containsExactly(progress);
    assertThat(named.keySet().stream().map(name -> of(named, name)))
        .as("best, evaluations, gradients, basins, generation, tasks, done, waiting, seconds")
        .containsExactly(1.5, 100.0, 50.0, 2.0, 3.0, 8.0, 4.0, 1.0, 7.25);
  }
}
