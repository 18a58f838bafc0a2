package org.lamarck.driver.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.driver.record.Uncertainty.Estimate;
import org.lamarck.driver.record.Uncertainty.Status;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.TrustRegion;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Scale;

class UncertaintyTest {
  private static Parameter parameter(String id, Scale scale, double lower, double upper) {
    return new Parameter(id, scale, lower, upper, Double.NaN, true, null);
  }

  /**
   * y = a + b t at t = 0, 1, 2, 3 with σ = 0.5: covariance σ² (XᵀX)⁻¹ = 0.25 [0.7 −0.3; −0.3 0.2].
   */
  @Test
  void aStraightLineHasTheTextbooksErrors() {
    Matrix information = Matrix.of(2, 2, 16, 24, 24, 56); // XᵀX / σ²
    Uncertainty line =
        Uncertainty.of(
            List.of(parameter("a", Scale.LIN, -100, 100), parameter("b", Scale.LIN, -1000, 1000)),
            Vector.of(1, 2),
            new Curvature(information, ""));
    assertThat(error(line, 0)).isCloseTo(Math.sqrt(0.25 * 0.7), within(1e-14));
    assertThat(error(line, 1)).isCloseTo(Math.sqrt(0.25 * 0.2), within(1e-14));
    assertThat(line.correlations().get(1)).isCloseTo(-0.3 / Math.sqrt(0.14), within(1e-14));
    assertThat(line.estimates().get(1).upper())
        .isCloseTo(2 + 1.96 * Math.sqrt(0.05), within(1e-5)); // of digits of 1.96
    assertThat(line.flat()).isEmpty();
  }

  /**
   * The information [16 24; 24 56] in ranges 200 and 2000 is 10⁴ [64 960; 960 22400]: eigenvalues
   * of a 2 × 2 matrix by the quadratic formula, the eigenvector of λ along (960, λ − 64).
   */
  @Test
  void theSpectrumIsThatOfTheQuadraticFormula() {
    Uncertainty line =
        Uncertainty.of(
            List.of(parameter("a", Scale.LIN, -100, 100), parameter("b", Scale.LIN, -1000, 1000)),
            Vector.of(1, 2),
            new Curvature(Matrix.of(2, 2, 16, 24, 24, 56), ""));
    double a = 16 * 200.0 * 200;
    double b = 24 * 200.0 * 2000;
    double d = 56 * 2000.0 * 2000;
    double root = Math.sqrt((a - d) * (a - d) / 4 + b * b);
    double stiff = (a + d) / 2 + root;
    double sloppy = (a * d - b * b) / stiff;
    assertThat(line.spectrum()).hasSize(2);
    Uncertainty.Direction worst = line.spectrum().get(0);
    Uncertainty.Direction best = line.spectrum().get(1);
    double rounding = 1e-14 * stiff; // of an eigenvalue, beside the largest one
    assertThat(worst.eigenvalue()).isCloseTo(sloppy, within(rounding));
    assertThat(best.eigenvalue()).isCloseTo(stiff, within(rounding));
    assertThat(worst.deviation()).isCloseTo(1 / Math.sqrt(sloppy), within(1e-12));
    double length = Math.hypot(b, stiff - a);
    assertThat(best.components().get(0)).isCloseTo(b / length, within(1e-14));
    assertThat(best.components().get(1)).isCloseTo((stiff - a) / length, within(1e-14));
    assertThat(worst.components().get(0)).isCloseTo((stiff - a) / length, within(1e-14));
    assertThat(worst.components().get(1)).isCloseTo(-b / length, within(1e-14));
    assertThat(line.named(worst)).containsOnlyKeys("a"); // b has a twentieth of it
    assertThat(line.covariance(0, 0)).isCloseTo(0.25 * 0.7, within(1e-14));
    assertThat(line.covariance(0, 1)).isCloseTo(0.25 * -0.3, within(1e-14));
    assertThat(line.conditionNumber()).isCloseTo(stiff / sloppy, within(1e-10 * stiff / sloppy));
  }

  /** Of a sum alone the data tell nothing of the difference. */
  @Test
  void aDirectionThatTheDataDoNotSeeIsFlat() {
    Uncertainty sum =
        Uncertainty.of(
            List.of(
                parameter("a", Scale.LIN, -1, 1),
                parameter("b", Scale.LIN, -1, 1),
                parameter("c", Scale.LOG10, 1e-3, 1e3)),
            Vector.of(0.1, 0.2, 0),
            new Curvature(Matrix.of(3, 3, 400, 400, 0, 400, 400, 0, 0, 0, 100), ""));
    assertThat(sum.conditionNumber()).isInfinite();
    assertThat(sum.estimates())
        .extracting(Estimate::status)
        .containsExactly(Status.FLAT, Status.FLAT, Status.FOUND);
    assertThat(error(sum, 0)).isNaN();
    assertThat(error(sum, 2)).isCloseTo(0.1, within(1e-14));
    assertThat(sum.flat())
        .singleElement()
        .satisfies(direction -> assertThat(direction).containsOnlyKeys("a", "b"));
    assertThat(sum.flat().get(0).values().stream().mapToDouble(x -> x).sum())
        .isCloseTo(0, within(1e-12));
  }

  @Test
  void whereNothingIsFreeThereAreNoErrorsButAReason() {
    Objective never =
        (x, derivatives) -> {
          throw new AssertionError("nothing is to be evaluated");
        };
    assertThat(Uncertainty.at(never, List.of(), Vector.of()).missing())
        .isEqualTo("nothing was searched");
    List<Parameter> one = List.of(parameter("a", Scale.LIN, 0, 1));
    assertThat(Uncertainty.at(never, one, Vector.of(1)).missing())
        .isEqualTo("every parameter is on one of its bounds");
  }

  @Test
  void aParameterOnItsBoundIsHeldThere() {
    Uncertainty held =
        Uncertainty.of(
            List.of(parameter("a", Scale.LIN, 0, 10), parameter("b", Scale.LIN, 0, 10)),
            Vector.of(0, 5),
            new Curvature(Matrix.of(2, 2, 4, 3.9, 3.9, 4), ""));
    assertThat(held.estimates().get(0).status()).isEqualTo(Status.BOUND);
    assertThat(error(held, 1)).as("with a known").isCloseTo(0.5, within(1e-14));
    assertThat(held.correlations().get(1)).isNaN();
    assertThat(held.spectrum())
        .containsExactly(new Uncertainty.Direction(400, List.of(0.0, 1.0))); // 4 · 10²
  }

  /**
   * The curvature of each profile likelihood of Boehm: the parameter is put h standard errors to
   * either side, the others are fitted anew. Over 0.3 of them a profile is a parabola to a tenth.
   */
  @Test
  void theErrorsOfBoehmAreThoseOfItsProfiles() throws InputException {
    EstimationProblem problem = ProblemReader.read(Path.of("../examples/boehm/boehm.yaml"));
    ProblemObjective objective = ProblemObjective.of(problem, EvaluationSettings.DEFAULT);
    Vector best = refined(problem, objective.parameters().nominal());
    double least = ((Evaluation.Finite) objective.evaluate(best, Derivatives.NONE)).value();
    List<Parameter> searched = objective.parameters().estimated();
    Uncertainty uncertainty = Uncertainty.at(objective, searched, best);
    assertThat(uncertainty.method()).startsWith("observed information");
    double h = 0.3;
    int compared = 0;
    for (int i = 0; i < searched.size(); i++) {
      Estimate one = uncertainty.estimates().get(i);
      if (one.status() != Status.FOUND) {
        continue;
      }
      double step = h * one.standardError();
      double rise = profile(problem, best, i, step) + profile(problem, best, i, -step) - 2 * least;
      double ofProfile = step / Math.sqrt(rise); // rise = step² / error²
      assertThat(one.standardError() / ofProfile).as(one.id()).isBetween(0.9, 1.1);
      compared++;
    }
    assertThat(compared).isGreaterThanOrEqualTo(7);
  }

  /** The least value with one coordinate held beside its best. */
  private static double profile(EstimationProblem problem, Vector best, int held, double step)
      throws InputException {
    List<Parameter> parameters = new ArrayList<>();
    double[] rest = new double[best.size() - 1];
    int k = 0;
    int n = 0;
    for (Parameter one : problem.parameters()) {
      if (!one.estimated()) {
        parameters.add(one);
        continue;
      }
      double at = best.get(n);
      if (n == held) {
        double value = one.scale().toLinear(at + step);
        parameters.add(
            new Parameter(one.id(), one.scale(), one.lower(), one.upper(), value, false, null));
      } else {
        parameters.add(one);
        rest[k++] = at;
      }
      n++;
    }
    EstimationProblem other = problem.withParameters(parameters);
    ProblemObjective objective = ProblemObjective.of(other, EvaluationSettings.DEFAULT);
    Vector end = refined(other, Vector.of(rest));
    return ((Evaluation.Finite) objective.evaluate(end, Derivatives.NONE)).value();
  }

  private static Vector refined(EstimationProblem problem, Vector start) throws InputException {
    ProblemObjective objective = ProblemObjective.of(problem, EvaluationSettings.DEFAULT);
    TrustRegion search = TrustRegion.DEFAULT;
    return search.refine(objective, objective.space(), search.begin(start), 200).point();
  }

  private static double error(Uncertainty uncertainty, int i) {
    return uncertainty.estimates().get(i).standardError();
  }
}
