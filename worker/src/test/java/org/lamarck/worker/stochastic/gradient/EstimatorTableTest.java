package org.lamarck.worker.stochastic.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.problem.InputException;

/** Bias and variance by cost of each estimator, as docs/stochastic.md has them. */
@Tag("slow")
class EstimatorTableTest {
  private static final int RUNS = 20_000;

  /** One derivative: how far its estimate is off in standard errors and in parts, and its cost. */
  private record Entry(double errors, double bias, double varianceByCost) {}

  @Test
  void theTableOfBiasAndVarianceByCostIsAsPublished() throws InputException, IOException {
    StringBuilder table =
        new StringBuilder(
            "| network | by | estimator | bias, % | variance × s |\n|---|---|---|---:|---:|\n");
    Map<Networks, Map<Estimators, Entry[]>> all = new EnumMap<>(Networks.class);
    for (Networks network : Networks.values()) {
      all.put(network, entries(network));
      for (int i = 0; i < network.given().size(); i++) {
        for (Estimators estimator : Estimators.values()) {
          Entry one = all.get(network).get(estimator)[i];
          table.append(
              String.format(
                  Locale.ROOT,
                  "| %s | %s | %s | %.1f | %.2g |%n",
                  network,
                  network.given().get(i),
                  estimator,
                  100 * one.bias,
                  one.varianceByCost));
        }
      }
    }
    Path target = Files.createDirectories(Path.of("target"));
    Files.writeString(target.resolve("estimators.md"), table);
    for (Map<Estimators, Entry[]> of : all.values()) {
      for (Entry one : of.get(Estimators.SCORE_FUNCTION)) {
        assertThat(Math.abs(one.errors)).isLessThan(4); // no bias
      }
    }
    // where a switch decides, soft choices are biased, and the score function varies least by cost
    Map<Estimators, Entry[]> switched = all.get(Networks.TELEGRAPH);
    assertThat(Math.abs(switched.get(Estimators.STRAIGHT_THROUGH)[1].bias)).isGreaterThan(0.3);
    assertThat(switched.get(Estimators.SCORE_FUNCTION)[0].varianceByCost)
        .isLessThan(switched.get(Estimators.COMMON_RANDOM_NUMBERS)[0].varianceByCost);
    // what wears out smoothly is cheapest straight through
    Map<Estimators, Entry[]> smooth = all.get(Networks.BIRTH_DEATH);
    assertThat(smooth.get(Estimators.STRAIGHT_THROUGH)[1].varianceByCost)
        .isLessThan(smooth.get(Estimators.SCORE_FUNCTION)[1].varianceByCost);
  }

  private static Map<Estimators, Entry[]> entries(Networks network) throws InputException {
    double[] exact = network.exact().gradient();
    Map<Estimators, Entry[]> entries = new EnumMap<>(Estimators.class);
    for (Estimators estimator : Estimators.values()) {
      ExpectationGradient expectation =
          new ExpectationGradient(network.network(), estimator, network.times());
      expectation.estimate(network.point(), RandomStream.of(2), RUNS / 10); // compiled from here on
      double before = seconds();
      GradientEstimate found = expectation.estimate(network.point(), RandomStream.of(1), RUNS);
      double cost = seconds() - before;
      Entry[] row = new Entry[exact.length];
      for (int i = 0; i < row.length; i++) {
        double off = found.gradient().get(0, i) - exact[i];
        double error = found.gradientError().get(0, i);
        row[i] = new Entry(off / error, off / Math.abs(exact[i]), error * error * cost);
      }
      entries.put(estimator, row);
    }
    return entries;
  }

  private static double seconds() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() * 1e-9;
  }
}
