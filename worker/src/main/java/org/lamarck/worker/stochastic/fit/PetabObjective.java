package org.lamarck.worker.stochastic.fit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.NoisyObjective;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.model.Kernel;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.petab.parameter.GivenParameters;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.stochastic.JumpMethod;
import org.lamarck.worker.stochastic.JumpPlan;
import org.lamarck.worker.stochastic.JumpSimulation;

/**
 * The negative log-likelihood of a PEtab problem's data when its model is a random process, by
 * runs.
 */
final class PetabObjective implements NoisyObjective {
  private static final double[] NO_SHAPE = {};

  private final PetabSource source;
  private final List<Part> parts = new ArrayList<>();
  private final ReactionLimit limit = new ReactionLimit();

  /**
   * Compiles it.
   *
   * @throws InputException when the process cannot be given what the problem gives it
   */
  PetabObjective(PetabSource source) throws InputException {
    this.source = source;
    for (PetabProcess process : source.processes()) {
      parts.add(new Part(process));
    }
  }

  @Override
  public Evaluation draw(Vector x, Derivatives derivatives, RandomStream noise) {
    Map<String, Double> values = source.valuesAt(x);
    double sum = 0;
    for (int k = 0; k < parts.size(); k++) {
      Part part = parts.get(k);
      Optional<Evaluation.Failed> failed = part.run(values, noise.split("experiment", k));
      if (failed.isPresent()) {
        return failed.get();
      }
      sum += part.negativeLogLikelihood();
    }
    return Double.isFinite(sum) ? new Evaluation.Value(sum) : nothingNear();
  }

  /** Where the likelihood of a measurement is 0 in all runs. */
  static Evaluation.Failed nothingNear() {
    return new Evaluation.Failed(
        Evaluation.Reason.NON_FINITE,
        "",
        Double.NaN,
        "no run comes near a measurement; more runs or noise would");
  }

  /**
   * What experiments cannot start with at nominal values, and what searched parameters would make
   * of their start; without a row where it is given.
   */
  List<Finding> startFaults() {
    Map<String, Double> nominal = new HashMap<>();
    source.problem().parameters().forEach(one -> nominal.put(one.id(), one.nominal()));
    List<Finding> faults = new ArrayList<>();
    for (Part part : parts) {
      double[] usual = part.process.givenAt(nominal);
      part.plan
          .startFaults(usual)
          .forEach((id, what) -> faults.add(startFault(part.process, id, what)));
      GivenParameters given = source.given();
      for (int i = 0; i < given.searched().size(); i++) {
        String id = given.searched().get(i).id();
        Map<String, Double> moved = new HashMap<>(nominal);
        moved.put(id, given.usual(i));
        part.plan
            .startFault(usual, part.process.givenAt(moved))
            .map(what -> StochasticSource.searched(id, moved.get(id), what))
            .ifPresent(what -> faults.add(fault(what)));
      }
    }
    return faults.stream().distinct().toList();
  }

  private Finding startFault(PetabProcess process, String id, String what) {
    if (!process.given().contains(id)) {
      return process.model().errorAtStart(id, what, StochasticSource.START);
    }
    int experiment = process.measurements().get(0).experiment();
    return fault("in %s, %s".formatted(source.problem().experiments().get(experiment).id(), what));
  }

  private Finding fault(String what) {
    return Finding.error(source.problem().id(), 0, 0, what, StochasticSource.START);
  }

  /** The experiments, in the order of what was {@link #seen} of them. */
  List<PetabProcess> processes() {
    return parts.stream().map(part -> part.process).toList();
  }

  /** What was seen of the experiments at a point: for each, measurements × runs. */
  List<double[][]> seen(Vector x, RandomStream noise) {
    Map<String, Double> values = source.valuesAt(x);
    List<double[][]> all = new ArrayList<>();
    for (int k = 0; k < parts.size(); k++) {
      if (parts.get(k).run(values, noise.split("experiment", k)).isPresent()) {
        return List.of();
      }
      all.add(parts.get(k).seen);
    }
    return all;
  }

  /** An experiment. */
  private final class Part {
    private final PetabProcess process;
    private final JumpPlan plan;
    private final JumpSimulation simulation;
    private final Kernel kernel;
    private final Times times;
    private final double[] outputs;
    private final double[][] seen; // measurements × runs
    private final double[][] scales;
    private int run;

    Part(PetabProcess process) throws InputException {
      this.process = process;
      plan = JumpPlan.of(process.model(), process.given());
      simulation = new JumpSimulation(plan, JumpMethod.AUTO, limit);
      kernel = plan.observables(process.formulas()).newKernel();
      times = Times.of(process.measurements(), Measurement::time);
      outputs = new double[process.formulas().size()];
      seen = new double[process.measurements().size()][source.runs()];
      scales = new double[process.measurements().size()][source.runs()];
    }

    Optional<Evaluation.Failed> run(Map<String, Double> values, RandomStream noise) {
      double[] given = process.givenAt(values);
      for (run = 0; run < source.runs(); run++) {
        limit.begin();
        Optional<String> failure =
            simulation.run(given, noise.split("run", run), times.grid(), this::observe);
        if (failure.isPresent()) {
          return Optional.of(limit.failed(failure.get()));
        }
      }
      return Optional.empty();
    }

    private void observe(int k, double t, double[] y, double[] p) {
      boolean isComputed = false;
      for (int m = 0; m < seen.length; m++) {
        if (times.places()[m] == k) {
          if (!isComputed) {
            kernel.evaluate(t, y, p, outputs);
            isComputed = true;
          }
          seen[m][run] = outputs[m];
          scales[m][run] = outputs[seen.length + m];
        }
      }
    }

    double negativeLogLikelihood() {
      double sum = 0;
      for (int m = 0; m < seen.length; m++) {
        Measurement one = process.measurements().get(m);
        sum += source.isOfCells() ? ofCells(m, one) : ofMeans(m, one);
      }
      return sum;
    }

    /** −ln of the mean likelihood over runs, each a cell that may have been the measured one. */
    private double ofCells(int m, Measurement one) {
      EstimationProblem problem = source.problem();
      Noise noise = problem.observables().get(one.observable()).noise();
      double[] each = new double[source.runs()];
      double least = Double.POSITIVE_INFINITY;
      for (int r = 0; r < each.length; r++) {
        double sigma = scales[m][r];
        double residual =
            (noise.transformation().apply(one.value()) - noise.transformation().apply(seen[m][r]))
                / sigma;
        each[r] = noise.negativeLogLikelihood(residual, sigma, one.value(), NO_SHAPE);
        least = Double.isNaN(each[r]) ? least : Math.min(least, each[r]);
      }
      double sum = 0;
      for (double value : each) {
        sum += Double.isNaN(value) ? 0 : Math.exp(least - value); // no value: not that cell
      }
      return least - Math.log(sum / each.length);
    }

    /**
     * ½ ln 2πσ² + ((y − h̄)² − s²/runs)/(2σ²): the mean of the runs stands for the expectation, and
     * what its chance adds to the square is taken off.
     */
    private double ofMeans(int m, Measurement one) {
      double mean = 0;
      double squares = 0;
      double sigma = 0;
      for (int r = 0; r < source.runs(); r++) {
        double off = seen[m][r] - mean;
        mean += off / (r + 1);
        squares += off * (seen[m][r] - mean);
        sigma += scales[m][r] / source.runs();
      }
      double chance = squares / (source.runs() - 1) / source.runs();
      double off = one.value() - mean;
      return 0.5 * Math.log(2 * Math.PI * sigma * sigma)
          + (off * off - chance) / (2 * sigma * sigma);
    }
  }
}
