package org.lamarck.worker.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.objective.EvaluationSettings.Inner;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.petab.TwoModels;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Loss;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.MisfitLoss;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.task.SerializedProblem;
import org.lamarck.worker.tolerance.Tolerances;

final class JointLikelihoodTest {
  private static final Tolerances TIGHT = Tolerances.of(1e-11, 1e-14);
  private static final EvaluationSettings FORWARD =
      new EvaluationSettings(TIGHT, GradientMethod.FORWARD);
  private static final EvaluationSettings ADJOINT =
      new EvaluationSettings(TIGHT, GradientMethod.ADJOINT);

  @TempDir private Path folder;

  private static double value(ProblemObjective objective, Vector x) {
    return ((Evaluation.Finite) objective.evaluate(x, Derivatives.NONE)).value();
  }

  private static Evaluation.LeastSquares squares(ProblemEvaluation evaluation) {
    return (Evaluation.LeastSquares) evaluation.evaluation();
  }

  /** The evaluations of the models' own problems at their nominal points. */
  private static List<ProblemEvaluation> apart(List<Path> yamls, Derivatives derivatives)
      throws InputException {
    List<ProblemEvaluation> evaluations = new ArrayList<>();
    for (Path yaml : yamls) {
      ProblemObjective objective = ProblemObjective.of(ProblemReader.read(yaml), FORWARD);
      evaluations.add(objective.evaluateFully(objective.parameters().nominal(), derivatives));
    }
    return evaluations;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void allSumsAreThoseOfTheProblemsApart(int version) throws InputException {
    EstimationProblem problem = ProblemReader.read(TwoModels.together(folder, version));
    ProblemObjective objective = ProblemObjective.of(problem, FORWARD);
    ProblemEvaluation joint =
        objective.evaluateFully(objective.parameters().nominal(), Derivatives.RESIDUALS);
    List<Path> yamls = TwoModels.apart(folder, version);
    List<ProblemEvaluation> own = apart(yamls, Derivatives.RESIDUALS);
    double likelihood = own.get(0).logLikelihood() + own.get(1).logLikelihood();
    // the models are compiled with the same differentiable constants, so the steps are the same
    assertThat(joint.logLikelihood()).isEqualTo(likelihood);
    assertThat(squares(joint).value()).isEqualTo(-likelihood);
    assertThat(joint.chiSquared()).isEqualTo(own.get(0).chiSquared() + own.get(1).chiSquared());
    assertThat(joint.steps()).isEqualTo(own.get(0).steps() + own.get(1).steps());
    assertThat(joint.estimates()).hasSize(6).containsAllEntriesOf(own.get(0).estimates());
    requireSums(problem, squares(joint), yamls, own);
    for (int model = 0; model < 2; model++) {
      int[] positions = problem.partMeasurements(model);
      for (int m = 0; m < positions.length; m++) {
        assertThat(joint.measurements().get(positions[m]))
            .isEqualTo(own.get(model).measurements().get(m));
      }
    }
  }

  private static void requireSums(
      EstimationProblem problem,
      Evaluation.LeastSquares joint,
      List<Path> yamls,
      List<ProblemEvaluation> own)
      throws InputException {
    List<String> ids = problem.estimated().stream().map(Parameter::id).toList();
    double[] gradient = new double[ids.size()];
    double[] diagonal = new double[ids.size()];
    int row = 0;
    for (int model = 0; model < 2; model++) {
      Evaluation.LeastSquares part = squares(own.get(model));
      List<Parameter> searched = ProblemReader.read(yamls.get(model)).estimated();
      for (int j = 0; j < searched.size(); j++) {
        int k = ids.indexOf(searched.get(j).id());
        gradient[k] += part.gradient().get(j);
        diagonal[k] += part.curvature().get(j, j);
        for (int r = 0; r < part.residuals().size(); r++) {
          assertThat(joint.residuals().get(row + r)).isEqualTo(part.residuals().get(r));
          assertThat(joint.jacobian().get(row + r, k)).isEqualTo(part.jacobian().get(r, j));
        }
      }
      row += part.residuals().size();
    }
    assertThat(joint.residuals().size()).isEqualTo(row);
    assertThat(joint.gradient()).isEqualTo(Vector.of(gradient));
    for (int k = 0; k < diagonal.length; k++) {
      assertThat(joint.curvature().get(k, k)).isEqualTo(diagonal[k]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void gradientsOfBothMethodsAgreeWithFiniteDifferences(int version) throws InputException {
    EstimationProblem problem = ProblemReader.read(TwoModels.together(folder, version));
    for (EvaluationSettings settings : List.of(FORWARD, ADJOINT)) {
      ProblemObjective objective = ProblemObjective.of(problem, settings);
      Vector x = objective.parameters().nominal();
      ProblemEvaluation evaluation = objective.evaluateFully(x, Derivatives.GRADIENT);
      assertThat(evaluation.method()).isEqualTo(settings.method());
      Vector gradient = ((Evaluation.Differentiable) evaluation.evaluation()).gradient();
      double h = 1e-5;
      for (int j = 0; j < x.size(); j++) {
        double difference =
            (value(objective, x.with(j, x.get(j) + h)) - value(objective, x.with(j, x.get(j) - h)))
                / (2 * h);
        // truncation h² times a third derivative of order 10⁴; integration noise 1e-11·100/h
        assertThat(gradient.get(j)).isCloseTo(difference, within(1e-5 * (1 + gradient.maxNorm())));
      }
    }
  }

  @Test
  void priorsAreCountedOnce() throws InputException {
    EstimationProblem problem = ProblemReader.read(TwoModels.together(folder, 1));
    List<Parameter> parameters =
        problem.parameters().stream().map(p -> p.id().equals("k") ? withPrior(p) : p).toList();
    ProblemObjective plain = ProblemObjective.of(problem, FORWARD);
    ProblemObjective with =
        ProblemObjective.of(problem.withParameters(parameters), FORWARD.withPriors(true));
    Vector x = plain.parameters().nominal();
    Parameter k = parameters.get(0);
    // two sums of a few terms of order 10² in another order
    assertThat(value(with, x))
        .isCloseTo(
            value(plain, x) - k.initialization().logDensity(k.nominal(), k.scale()), within(1e-11));
  }

  private static Parameter withPrior(Parameter p) {
    return new Parameter(
        p.id(), p.scale(), p.lower(), p.upper(), p.nominal(), true, p.initialization());
  }

  @Test
  void theFailureOfOneModelIsTheFailureOfAll() throws InputException {
    EstimationProblem problem = ProblemReader.read(TwoModels.together(folder, 2));
    ProblemObjective objective = ProblemObjective.of(problem, FORWARD);
    Vector x = objective.parameters().nominal();
    int offset = objective.space().names().indexOf("offset");
    // A + offset is negative and has no logarithm; only the first model measures it
    ProblemEvaluation evaluation =
        objective.evaluateFully(x.with(offset, -100), Derivatives.GRADIENT);
    assertThat(evaluation.evaluation())
        .isInstanceOfSatisfying(
            Evaluation.Failed.class, failed -> assertThat(failed.where()).startsWith("decay: "));
    assertThat(evaluation.measurements()).isEmpty();
    assertThat(evaluation.logLikelihood()).isNaN();
  }

  @Test
  void oneModelWithoutResidualsLeavesAGradientOfAll() throws InputException {
    EstimationProblem read = ProblemReader.read(TwoModels.together(folder, 2));
    List<Observable> observables = new ArrayList<>(read.observables());
    Observable level = observables.get(3);
    observables.set(
        3,
        new Observable(
            level.id(),
            level.formula(),
            level.noiseFormula(),
            Noise.LAPLACE,
            List.of(),
            List.of(),
            level.model()));
    EstimationProblem problem =
        new EstimationProblem(
            read.id(),
            read.models(),
            read.parameters(),
            read.experiments(),
            observables,
            read.measurements(),
            read.loss());
    ProblemObjective objective = ProblemObjective.of(problem, FORWARD);
    Vector x = objective.parameters().nominal();
    assertThat(objective.evaluate(x, Derivatives.RESIDUALS))
        .isInstanceOf(Evaluation.Gradient.class)
        .isEqualTo(objective.evaluate(x, Derivatives.GRADIENT));
  }

  @Test
  void innerParametersOfSeveralModelsAreRefused() throws InputException {
    EstimationProblem problem = ProblemReader.read(TwoModels.together(folder, 2));
    assertThatThrownBy(() -> ProblemObjective.of(problem, FORWARD.withInner(Inner.DETECTED)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("of 2 models")
        .hasMessageContaining("--hierarchical off");
    EstimationProblem declared =
        problem.withParameters(
            problem.parameters().stream()
                .map(p -> p.id().equals("gain") ? declared(p) : p)
                .toList());
    assertThatThrownBy(() -> ProblemObjective.of(declared, FORWARD.withInner(Inner.DECLARED)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("--hierarchical off");
    // where none is declared there is nothing to compute
    ProblemObjective none = ProblemObjective.of(problem, FORWARD.withInner(Inner.DECLARED));
    assertThat(none.parameters().estimated()).hasSize(6);
  }

  private static Parameter declared(Parameter p) {
    return new Parameter(
        p.id(),
        p.scale(),
        p.lower(),
        p.upper(),
        p.nominal(),
        true,
        null,
        p.initialization(),
        Parameter.Inner.SCALING);
  }

  @Test
  void bytesOfAProblemGiveTheSameProblem() throws InputException {
    EstimationProblem problem = ProblemReader.read(TwoModels.together(folder, 2));
    SerializedProblem bytes = SerializedProblem.of(problem);
    ProblemObjective here = ProblemObjective.of(problem, FORWARD);
    ProblemObjective there = ProblemObjective.of(bytes.problem(), FORWARD);
    Vector x = here.parameters().nominal();
    assertThat(there.evaluate(x, Derivatives.RESIDUALS))
        .isEqualTo(here.evaluate(x, Derivatives.RESIDUALS));
  }

  @Test
  void indicesOfTwoModelsInAMeasurementAreRefused() throws InputException {
    EstimationProblem problem = ProblemReader.read(TwoModels.together(folder, 2));
    List<Measurement> crossed = List.of(problem.measurements().get(0).at(0, 2));
    assertThatThrownBy(() -> with(problem, crossed, problem.loss()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("obs of model 0")
        .hasMessageContaining("filled of model 1");
    assertThatThrownBy(() -> with(problem, problem.measurements(), MisfitLoss.EUCLIDEAN_NORM))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NEGATIVE_LOG_LIKELIHOOD");
  }

  private static EstimationProblem with(
      EstimationProblem problem, List<Measurement> measurements, Loss loss) {
    return new EstimationProblem(
        problem.id(),
        problem.models(),
        problem.parameters(),
        problem.experiments(),
        problem.observables(),
        measurements,
        loss);
  }
}
