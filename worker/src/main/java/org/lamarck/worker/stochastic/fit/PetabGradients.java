package org.lamarck.worker.stochastic.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.NoisyObjective;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.expression.Differentiator;
import org.lamarck.worker.expression.Evaluator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.stochastic.JumpPlan;
import org.lamarck.worker.stochastic.ReactionNetwork;
import org.lamarck.worker.stochastic.gradient.Estimators;
import org.lamarck.worker.stochastic.gradient.ExpectationGradient;
import org.lamarck.worker.stochastic.gradient.GradientEstimate;

/**
 * The negative log-likelihood of a PEtab problem's data when its model is a random process, with
 * its gradient. Means of many cells are compared by the product of what two halves of the runs
 * leave, single cells by the expectation of their likelihood.
 */
final class PetabGradients implements NoisyObjective {
  private final PetabSource source;
  private final List<String> ids;
  private final List<Part> parts = new ArrayList<>();

  /**
   * Compiles it.
   *
   * @throws InputException when the process or the data have no such gradient
   */
  PetabGradients(PetabSource source, Estimators estimator) throws InputException {
    this.source = source;
    ids = source.given().ids();
    for (PetabProcess process : source.processes()) {
      parts.add(new Part(process, estimator));
    }
  }

  @Override
  public Evaluation draw(Vector x, Derivatives derivatives, RandomStream noise) {
    Map<String, Double> values = source.valuesAt(x);
    double[] gradient = new double[ids.size()];
    double sum = 0;
    try {
      for (int k = 0; k < parts.size(); k++) {
        sum += parts.get(k).add(values, noise.split("experiment", k), gradient);
      }
    } catch (IllegalArgumentException e) {
      return new Evaluation.Failed(
          Evaluation.Reason.INVALID_PARAMETERS, "", Double.NaN, String.valueOf(e.getMessage()));
    }
    Vector byCoordinates = source.given().byCoordinates(x, gradient);
    return Double.isFinite(sum) && byCoordinates.isFinite()
        ? new Evaluation.Gradient(sum, byCoordinates)
        : PetabObjective.nothingNear();
  }

  private static InputException refused(PetabSource source, String what, String remedy) {
    return new InputException(Finding.error(source.problem().id(), 0, 0, what, remedy));
  }

  /** What a number given to the process changes by with a parameter. */
  private record Link(int given, int parameter, Expression slope) {}

  /** An experiment. */
  private final class Part {
    private final PetabProcess process;
    private final ExpectationGradient expectation;
    private final Times times;
    private final List<Link> links = new ArrayList<>();
    private final int count; // of measurements
    private final int width; // of what is observed at each time

    Part(PetabProcess process, Estimators estimator) throws InputException {
      this.process = process;
      count = process.measurements().size();
      times = Times.of(process.measurements(), Measurement::time);
      if (process.measurements().stream().anyMatch(one -> !(one.time() > 0))) {
        throw refused(
            source,
            "a measurement at time 0 has no gradient by runs",
            "leave gradient out, or that measurement");
      }
      List<Expression> observed = source.isOfCells() ? likelihoods() : process.formulas();
      width = observed.size();
      ReactionNetwork network =
          ReactionNetwork.of(JumpPlan.of(process.model(), process.given()), observed);
      double[] later = Arrays.copyOfRange(times.grid(), 1, times.grid().length);
      expectation = new ExpectationGradient(network, estimator, later);
      for (int i = 0; i < process.values().size(); i++) {
        for (Map.Entry<Expression, Expression> one :
            Differentiator.gradient(process.values().get(i)).entrySet()) {
          int parameter = one.getKey().isSymbol() ? ids.indexOf(one.getKey().name()) : -1;
          if (parameter >= 0) {
            links.add(new Link(i, parameter, one.getValue()));
          }
        }
      }
    }

    /** Of each measurement the density at it, as a formula over what is observed. */
    private List<Expression> likelihoods() throws InputException {
      ExpressionPool pool = process.model().between().pool();
      List<Expression> all = new ArrayList<>();
      for (int m = 0; m < count; m++) {
        Measurement one = process.measurements().get(m);
        Noise noise = source.problem().observables().get(one.observable()).noise();
        Expression sigma = process.formulas().get(count + m);
        Expression off = process.formulas().get(m).minus(one.value()).over(sigma);
        if (noise.equals(Noise.NORMAL)) {
          Expression square = off.times(off).times(-0.5);
          all.add(square.applied(Operator.EXP).over(sigma.times(Math.sqrt(2 * Math.PI))));
        } else if (noise.equals(Noise.LAPLACE)) {
          Expression size = pool.apply(Operator.ABS, off).negated();
          all.add(size.applied(Operator.EXP).over(sigma.times(2)));
        } else {
          throw refused(
              source,
              "gradients of cells are for normal and Laplace noise without transformation",
              "leave gradient out, or change the noise");
        }
      }
      return all;
    }

    /** The negative log-likelihood of the experiment; its derivatives by parameters are added. */
    double add(Map<String, Double> values, RandomStream noise, double[] gradient) {
      double[] given = process.givenAt(values);
      double[] byGiven = new double[given.length];
      double value =
          source.isOfCells() ? cells(given, noise, byGiven) : means(given, noise, byGiven);
      for (Link link : links) {
        gradient[link.parameter()] +=
            byGiven[link.given()] * Evaluator.evaluate(link.slope(), values, 0);
      }
      return value;
    }

    private int row(int m, int of) {
      return (times.places()[m] - 1) * width + of;
    }

    /** −Σ ln E L. */
    private double cells(double[] given, RandomStream noise, double[] byGiven) {
      GradientEstimate found = expectation.estimate(given, noise, source.runs());
      double sum = 0;
      for (int m = 0; m < count; m++) {
        double likelihood = found.value().get(row(m, m));
        sum -= Math.log(likelihood);
        for (int i = 0; i < byGiven.length; i++) {
          byGiven[i] -= found.gradient().get(row(m, m), i) / likelihood;
        }
      }
      return sum;
    }

    /** ½ ln 2πσ² + (y − h₁)(y − h₂)/(2σ²), h of two halves of the runs, σ of both. */
    private double means(double[] given, RandomStream noise, double[] byGiven) {
      GradientEstimate one = expectation.estimate(given, noise.split("half", 0), source.runs() / 2);
      GradientEstimate two = expectation.estimate(given, noise.split("half", 1), source.runs() / 2);
      double sum = 0;
      for (int m = 0; m < count; m++) {
        int seen = row(m, m);
        int scale = row(m, count + m);
        double y = process.measurements().get(m).value();
        double first = y - one.value().get(seen);
        double second = y - two.value().get(seen);
        double sigma = (one.value().get(scale) + two.value().get(scale)) / 2;
        double square = sigma * sigma;
        sum += 0.5 * Math.log(2 * Math.PI * square) + first * second / (2 * square);
        double bySigma = (1 - first * second / square) / sigma;
        for (int i = 0; i < byGiven.length; i++) {
          byGiven[i] +=
              bySigma * (one.gradient().get(scale, i) + two.gradient().get(scale, i)) / 2
                  - second * one.gradient().get(seen, i) / (2 * square)
                  - first * two.gradient().get(seen, i) / (2 * square);
        }
      }
      return sum;
    }
  }
}
