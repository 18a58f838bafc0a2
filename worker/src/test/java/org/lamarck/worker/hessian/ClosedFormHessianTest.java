package org.lamarck.worker.hessian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.FormulaException;
import org.lamarck.worker.expression.FormulaParser;
import org.lamarck.worker.noise.Distribution;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.noise.Transformation;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.GradientMethod;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Experiment;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.MisfitLoss;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.Reading;
import org.lamarck.worker.problem.Scale;
import org.lamarck.worker.tolerance.Tolerances;

/** Second derivatives of a decay x = exp(−k t), measured with a standard deviation σ. */
class ClosedFormHessianTest {
  private static final double[] TIMES = {0.5, 1, 2, 4};
  private static final double[] VALUES = {0.7, 0.6, 0.3, 0.2};
  private static final double K = 0.4;
  private static final double SIGMA = 0.15;
  private static final EvaluationSettings EXACT =
      new EvaluationSettings(Tolerances.of(1e-12, 1e-15), GradientMethod.AUTO);

  private static EstimationProblem problem(Noise noise, String rate, Scale scale) {
    ExpressionPool pool = new ExpressionPool();
    Expression x = pool.symbol("x");
    Expression k = pool.symbol("k");
    Expression flux = rate.isEmpty() ? k.times(x) : k.times(x).times(Parsed.of(pool, rate));
    OdeModel model =
        new OdeModel(
            "decay",
            pool,
            List.of(
                new Quantity.Constant("k", pool.constant(1)),
                new Quantity.State("x", pool.constant(1), List.of(new Quantity.Term(-1, flux)))),
            List.of(),
            List.of("x"));
    Observable observable =
        new Observable("x_obs", x, pool.symbol("sigma"), noise, List.of(), List.of());
    List<Measurement> measurements = new ArrayList<>();
    for (int m = 0; m < TIMES.length; m++) {
      measurements.add(new Measurement(0, 0, TIMES[m], VALUES[m], List.of(), List.of()));
    }
    return new EstimationProblem(
        "decay",
        model,
        List.of(
            new Parameter("k", scale, 1e-3, 1e3, K, true, null),
            new Parameter("sigma", Scale.LIN, 1e-3, 10, SIGMA, true, null)),
        List.of(new Experiment("e", List.of(new Experiment.Period("e", 0, List.of())))),
        List.of(observable),
        measurements,
        MisfitLoss.NEGATIVE_LOG_LIKELIHOOD);
  }

  private static EstimationProblem with(EstimationProblem one, Noise noise) {
    return new EstimationProblem(
        one.id(),
        one.model(),
        one.parameters(),
        one.experiments(),
        List.of(one.observables().get(0).withNoise(noise)),
        one.measurements(),
        one.loss());
  }

  private static Hessian at(EstimationProblem problem, Scale scale) throws InputException {
    return Hessian.at(problem, EXACT, Vector.of(scale.toScale(K), SIGMA)).orElseThrow();
  }

  @Test
  void ofNormalNoiseItIsThatOfTheClosedForm() throws InputException {
    for (Scale scale : List.of(Scale.LIN, Scale.LOG10)) {
      double byK = 0;
      double byBoth = 0;
      double bySigma = -TIMES.length / (SIGMA * SIGMA);
      double gradient = 0;
      for (int m = 0; m < TIMES.length; m++) {
        double t = TIMES[m];
        double h = Math.exp(-K * t);
        double miss = h - VALUES[m];
        gradient += miss * -t * h / (SIGMA * SIGMA);
        byK += (t * h * t * h + miss * t * t * h) / (SIGMA * SIGMA);
        byBoth += -2 * miss * -t * h / Math.pow(SIGMA, 3);
        bySigma += 3 * miss * miss / Math.pow(SIGMA, 4);
      }
      double slope = scale == Scale.LIN ? 1 : K * Math.log(10);
      double bend = scale == Scale.LIN ? 0 : K * Math.log(10) * Math.log(10);
      Hessian hessian = at(problem(Noise.NORMAL, "", scale), scale);
      assertThat(hessian.method()).isEqualTo("exact: gradients of tangents");
      Matrix matrix = hessian.matrix();
      // the tolerance of the integration, 1e-12, times some hundred
      assertThat(matrix.get(0, 0)).isCloseTo(byK * slope * slope + gradient * bend, within(1e-8));
      assertThat(matrix.get(0, 1)).isCloseTo(byBoth * slope, within(1e-8));
      assertThat(matrix.get(1, 0)).isEqualTo(matrix.get(0, 1));
      assertThat(matrix.get(1, 1)).isCloseTo(bySigma, within(1e-8));
    }
  }

  @Test
  void allNoiseModelsAgreeWithDifferences() throws InputException {
    List<EstimationProblem> all = new ArrayList<>();
    Noise.ofPetab().forEach(noise -> all.add(problem(noise, "", Scale.LOG)));
    EstimationProblem normal = problem(Noise.NORMAL, "", Scale.LOG);
    Expression three = normal.model().pool().constant(3);
    all.add(with(normal, new Noise(new Distribution.StudentT(three), Transformation.LN)));
    for (EstimationProblem problem : all) {
      Hessian hessian = at(problem, Scale.LOG);
      assertThat(hessian.method()).startsWith("exact");
      Matrix differences =
          Hessian.differences(ProblemObjective.of(problem, EXACT), Vector.of(Math.log(K), SIGMA))
              .orElseThrow();
      for (int i = 0; i < 4; i++) {
        assertThat(hessian.matrix().get(i / 2, i % 2))
            .isCloseTo(
                differences.get(i / 2, i % 2),
                within(1e-6 * (1 + Math.abs(differences.get(i / 2, i % 2)))));
      }
    }
  }

  @Test
  void aSwitchAtAFixedTimeIsExactAndOneThatMovesIsNamed() throws InputException {
    EstimationProblem still = problem(Noise.NORMAL, "piecewise(1, time < 1.5, 0.5)", Scale.LIN);
    Hessian exact = at(still, Scale.LIN);
    assertThat(exact.method()).startsWith("exact");
    Matrix differences =
        Hessian.differences(ProblemObjective.of(still, EXACT), Vector.of(K, SIGMA)).orElseThrow();
    assertThat(exact.matrix().get(0, 0)).isCloseTo(differences.get(0, 0), within(1e-4));
    Hessian moving = at(problem(Noise.NORMAL, "piecewise(1, x > 0.5, 0.5)", Scale.LIN), Scale.LIN);
    assertThat(moving.method())
        .isEqualTo(
            "differences of gradients, because of switches whose time depends on parameters");
  }

  @Test
  void censoredMeasurementsAreNamed() throws InputException {
    EstimationProblem problem = problem(Noise.NORMAL, "", Scale.LIN);
    List<Measurement> measurements = new ArrayList<>(problem.measurements());
    measurements.add(
        new Measurement(
            0,
            0,
            8,
            0.1,
            List.of(),
            List.of(),
            new Reading.Censored(Double.NEGATIVE_INFINITY, 0.1)));
    EstimationProblem censored =
        new EstimationProblem(
            problem.id(),
            problem.model(),
            problem.parameters(),
            problem.experiments(),
            problem.observables(),
            measurements,
            problem.loss());
    assertThat(at(censored, Scale.LIN).method())
        .isEqualTo("differences of gradients, because of censored measurements");
  }

  /** Formulas that are no faults. */
  private static final class Parsed {
    private Parsed() {}

    static Expression of(ExpressionPool pool, String formula) {
      try {
        return FormulaParser.parsePetab(pool, formula);
      } catch (FormulaException e) {
        throw new AssertionError(e);
      }
    }
  }
}
