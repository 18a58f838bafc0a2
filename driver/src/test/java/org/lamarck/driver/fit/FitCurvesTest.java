package org.lamarck.driver.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.driver.record.FitCurve;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.ProblemEvaluation;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Measurement;

class FitCurvesTest {
  private static EstimationProblem example(String name) throws Exception {
    return ProblemReader.read(Path.of("..", "examples").resolve(name));
  }

  private static ProblemEvaluation evaluated(EstimationProblem problem) throws Exception {
    ProblemObjective objective = ProblemObjective.of(problem, EvaluationSettings.DEFAULT);
    return objective.evaluateFully(objective.parameters().nominal(), Derivatives.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "boehm/boehm.yaml",
        "calcium/calcium.yaml",
        "doses/problem.yaml", // noise that the objective computes
        "blots/problem.yaml" // each blot has its own scale and noise
      })
  void aCurvePassesThroughTheSimulatedValues(String name) throws Exception {
    EstimationProblem problem = example(name);
    ProblemEvaluation evaluation = evaluated(problem);
    List<FitCurve> curves =
        FitCurves.at(problem, EvaluationSettings.DEFAULT, evaluation.estimates());
    for (int m = 0; m < problem.measurements().size(); m++) {
      Measurement measurement = problem.measurements().get(m);
      ProblemEvaluation.Simulated simulated = evaluation.measurements().get(m);
      assertThat(curves)
          .as("measurement %d", m)
          .anyMatch(curve -> agrees(problem, curve, measurement, simulated));
    }
  }

  /** The same integration with more output times agrees to some hundred tolerances of 1e-8. */
  private static boolean agrees(
      EstimationProblem problem,
      FitCurve curve,
      Measurement measurement,
      ProblemEvaluation.Simulated simulated) {
    if (!curve.observable().equals(problem.observables().get(measurement.observable()).id())
        || !curve.experiment().equals(problem.experiments().get(measurement.experiment()).id())) {
      return false;
    }
    int at = indexOf(curve.times(), measurement.time());
    double value = simulated.value();
    double sigma = simulated.sigma();
    return Math.abs(curve.simulated().get(at) - value) <= 1e-5 * (1 + Math.abs(value))
        && Math.abs(curve.sigmas().get(at) - sigma) <= 1e-5 * sigma;
  }

  private static int indexOf(Vector times, double time) {
    for (int i = 0; i < times.size(); i++) {
      if (times.get(i) == time) {
        return i;
      }
    }
    throw new AssertionError("the curve has no time " + time);
  }

  @Test
  void aCurveAscendsInTimeAndIsDenserThanTheData() throws Exception {
    EstimationProblem problem = example("boehm/boehm.yaml");
    List<FitCurve> curves =
        FitCurves.at(problem, EvaluationSettings.DEFAULT, evaluated(problem).estimates());
    assertThat(curves).hasSize(3); // one for each observable of the only experiment
    for (FitCurve curve : curves) {
      assertThat(curve.times().size()).isGreaterThan(80);
      assertThat(curve.times().get(0)).isZero();
      for (int i = 1; i < curve.times().size(); i++) {
        assertThat(curve.times().get(i)).isGreaterThan(curve.times().get(i - 1));
      }
    }
  }
}
