package org.lamarck.worker.stochastic.fit;

import java.util.List;
import java.util.Optional;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Exhibit;
import org.lamarck.strategies.objective.NoisyObjective;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.model.Kernel;
import org.lamarck.worker.petab.parameter.GivenParameters;
import org.lamarck.worker.stochastic.JumpMethod;
import org.lamarck.worker.stochastic.JumpPlan;
import org.lamarck.worker.stochastic.JumpSimulation;

/** How far the frequency of exact runs is from the one that is wanted. */
final class FrequencyObjective implements NoisyObjective {
  /** As many times the wanted frequency is the highest that is looked at. */
  private static final double HIGHEST = 5;

  private final GivenParameters given;
  private final StochasticTarget.Frequency target;
  private final int runs;
  private final ReactionLimit limit = new ReactionLimit();
  private final JumpSimulation simulation;
  private final Kernel kernel;
  private final double[] times;
  private final double[] seen = new double[1];
  private final double[] series;
  private final int first;
  private final Spectrum spectrum;

  FrequencyObjective(
      JumpPlan plan, GivenParameters given, StochasticTarget.Frequency target, int runs) {
    this.given = given;
    this.target = target;
    this.runs = runs;
    simulation = new JumpSimulation(plan, JumpMethod.AUTO, limit);
    kernel = plan.observables(target.formulas()).newKernel();
    first = target.start() > 0 ? 1 : 0; // the initial values are those of time 0
    times = new double[target.steps() + 1 + first];
    for (int k = 0; k <= target.steps(); k++) {
      times[first + k] = target.start() + (target.end() - target.start()) * k / target.steps();
    }
    series = new double[target.steps() + 1];
    spectrum =
        new Spectrum(series.length, target.end() - target.start(), HIGHEST * target.target());
  }

  @Override
  public Evaluation draw(Vector x, Derivatives derivatives, RandomStream noise) {
    Optional<String> failure = fill(x, noise);
    if (failure.isPresent()) {
      return limit.failed(failure.get());
    }
    double off = Math.log(spectrum.peak() / target.target());
    return new Evaluation.Value(off * off);
  }

  /** Runs that go on without end have no rhythm; when most do, there is none to be told. */
  private Optional<String> fill(Vector x, RandomStream noise) {
    spectrum.clear();
    double[] linear = given.at(x);
    int endless = 0;
    for (int run = 0; run < runs; run++) {
      limit.begin();
      Optional<String> failure =
          simulation.run(linear, noise.split("run", run), times, this::observe);
      if (failure.isEmpty()) {
        spectrum.add(series);
      } else if (!limit.isReached() || 2 * ++endless > runs) {
        return failure;
      }
    }
    return Optional.empty();
  }

  private void observe(int k, double t, double[] y, double[] p) {
    if (k >= first) {
      kernel.evaluate(t, y, p, seen);
      series[k - first] = seen[0];
    }
  }

  /** The mean power spectrum of runs that no draw has. */
  Exhibit spectrum(Vector x) {
    boolean isWhole = fill(x, RandomStream.of(0).split("shown", 0)).isEmpty();
    double[] values = new double[2 * spectrum.size()];
    for (int f = 0; f < spectrum.size(); f++) {
      values[2 * f] = spectrum.frequency(f);
      values[2 * f + 1] = isWhole ? spectrum.power(f) : Double.NaN;
    }
    return new Exhibit(
        "spectrum",
        "Mean power of %d runs; highest at %.4g, wanted at %.4g"
            .formatted(runs, spectrum.peak(), target.target()),
        List.of("frequency", "power"),
        Matrix.of(spectrum.size(), 2, values));
  }
}
