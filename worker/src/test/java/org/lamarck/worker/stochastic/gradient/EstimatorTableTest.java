package org.lamarck.worker.stochastic.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.problem.InputException;

/** Bias and variance by cost of each estimator, as docs/stochastic.md has them. */
@Tag("slow")
class EstimatorTableTest {
  private static final int RUNS = 20_000;

  /** One derivative: how far its estimate is off in standard errors and in parts, and its cost. */
  private record Entry(
      Networks network,
      Estimators estimator,
      String by,
      double errors,
      double bias,
      double varianceByCost) {}

  @Test
  void theTableOfBiasAndVarianceByCostIsAsPublished() throws InputException, IOException {
    StringBuilder table =
        new StringBuilder(
            "| network | by | estimator | bias, % | variance × s |\n|---|---|---|---:|---:|\n");
    List<Entry> all = new ArrayList<>();
    for (Networks network : Networks.values()) {
      for (Estimators estimator : Estimators.values()) {
        all.addAll(entries(network, estimator));
      }
    }
    for (Entry one : all) {
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %.1f | %.2g |%n",
              one.network,
              one.by,
              one.estimator,
              100 * one.bias,
              one.varianceByCost));
    }
    Path target = Files.createDirectories(Path.of("target"));
    Files.writeString(target.resolve("estimators.md"), table);
    assertThat(all)
        .filteredOn(one -> one.estimator == Estimators.SCORE_FUNCTION)
        .allMatch(one -> Math.abs(one.errors) < 4); // no bias
    // where a switch decides, soft choices are biased, and the score function varies least by cost
    assertThat(entry(all, Networks.TELEGRAPH, Estimators.STRAIGHT_THROUGH, "b").bias)
        .isGreaterThan(0.3);
    assertThat(entry(all, Networks.TELEGRAPH, Estimators.SCORE_FUNCTION, "a").varianceByCost)
        .isLessThan(
            entry(all, Networks.TELEGRAPH, Estimators.COMMON_RANDOM_NUMBERS, "a").varianceByCost);
    // what wears out smoothly is cheapest straight through
    assertThat(entry(all, Networks.BIRTH_DEATH, Estimators.STRAIGHT_THROUGH, "g").varianceByCost)
        .isLessThan(
            entry(all, Networks.BIRTH_DEATH, Estimators.SCORE_FUNCTION, "g").varianceByCost);
  }

  private static Entry entry(List<Entry> all, Networks network, Estimators estimator, String by) {
    return all.stream()
        .filter(one -> one.network == network && one.estimator == estimator && one.by.equals(by))
        .findFirst()
        .orElseThrow();
  }

  private static List<Entry> entries(Networks network, Estimators estimator) throws InputException {
    double[] exact = network.exact().gradient();
    ExpectationGradient expectation =
        new ExpectationGradient(network.network(), estimator, network.times());
    expectation.estimate(network.point(), RandomStream.of(2), RUNS / 10); // compiled from here on
    double before = seconds();
    GradientEstimate found = expectation.estimate(network.point(), RandomStream.of(1), RUNS);
    double cost = seconds() - before;
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < exact.length; i++) {
      double off = found.gradient().get(0, i) - exact[i];
      double error = found.gradientError().get(0, i);
      entries.add(
          new Entry(
              network,
              estimator,
              network.given().get(i),
              off / error,
              off / Math.abs(exact[i]),
              error * error * cost));
    }
    return entries;
  }

  private static double seconds() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() * 1e-9;
  }
}
