package org.lamarck.worker.objective;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.petab.PublicProblems;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;

class PlanCacheTest {
  private static final EvaluationSettings INNER =
      EvaluationSettings.DEFAULT.withInner(EvaluationSettings.Inner.DETECTED);

  @Test
  void aSecondObjectiveDefinesNoClass() throws InputException {
    Path boehm = Path.of("../examples/boehm/boehm.yaml");
    evaluateOften(boehm); // whatever the way itself loads
    assertThat(classesOfASecondObjective(boehm)).isZero();
  }

  @Test
  void aSecondObjectiveOfManyPeriodsDefinesNoClass() throws IOException, InputException {
    Path brannmark =
        PublicProblems.problems(PublicProblems.folder("petab-benchmark/Brannmark_JBC2010")).get(0);
    evaluateOften(brannmark);
    assertThat(classesOfASecondObjective(brannmark)).isZero();
  }

  /** As often as loops must run to be written out as code. */
  private static void evaluateOften(Path file) throws InputException {
    for (int i = 0; i < 100; i++) {
      evaluate(ProblemReader.read(file), EvaluationSettings.DEFAULT);
      evaluate(ProblemReader.read(file), INNER);
    }
  }

  /** The problem is read anew: it is the content that is known. */
  private static long classesOfASecondObjective(Path file) throws InputException {
    EstimationProblem again = ProblemReader.read(file);
    ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
    long before = classes.getTotalLoadedClassCount();
    evaluate(again, EvaluationSettings.DEFAULT);
    evaluate(again, INNER);
    return classes.getTotalLoadedClassCount() - before;
  }

  private static Evaluation evaluate(EstimationProblem problem, EvaluationSettings settings)
      throws InputException {
    ProblemObjective objective = ProblemObjective.of(problem, settings);
    Evaluation evaluation =
        objective.evaluate(objective.parameters().nominal(), Derivatives.GRADIENT);
    assertThat(evaluation).isInstanceOf(Evaluation.Gradient.class);
    return evaluation;
  }

  @Test
  void threadsThatShareAPlanGiveTheBitsOfOne()
      throws IOException, InputException, InterruptedException, ExecutionException {
    Path file = PublicProblems.problems(PublicProblems.folder("petab-suite/v2.0.0/sbml")).get(20);
    EstimationProblem problem = ProblemReader.read(file);
    Evaluation alone = evaluate(problem, EvaluationSettings.DEFAULT);
    ProblemObjective.forgetCompiled();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Evaluation>> evaluations = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        evaluations.add(threads.submit(() -> evaluate(problem, EvaluationSettings.DEFAULT)));
      }
      for (Future<Evaluation> one : evaluations) {
        assertThat(one.get()).isEqualTo(alone);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void whatIsForgottenIsPlannedAgain() throws InputException {
    EstimationProblem problem =
        new TinyProblem()
            .parameter("k", 1)
            .state("x", "1", -1, "k*x")
            .experiment("0:")
            .measure("x", 1)
            .build();
    ObjectivePlan first = PlanCache.plan("tiny", () -> problem);
    assertThat(PlanCache.plan("tiny", () -> problem)).isSameAs(first);
    PlanCache.forget();
    assertThat(PlanCache.plan("tiny", () -> problem)).isNotSameAs(first);
  }
}
