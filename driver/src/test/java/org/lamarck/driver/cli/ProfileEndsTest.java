package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lamarck.driver.cli.Terminal.lamarck;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.driver.checkpoint.CheckpointFolder;
import org.lamarck.driver.checkpoint.Stores;
import org.lamarck.driver.record.Profiles;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.strategies.linalg.Lu;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.profile.Curve;
import org.lamarck.strategies.profile.End;
import org.lamarck.strategies.profile.ProfilePoint;
import org.lamarck.strategies.profile.Slice;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.task.PredictionReader;
import org.lamarck.worker.task.SerializedProblem;

/**
 * Where profiles of Boehm's problem end, by a second method: at an end the gradients of the
 * objective f and of what is profiled, g, are parallel in all coordinates that are on no bound, and
 * f is at its level (Venzon &amp; Moolgavkar 1988). Newton's method solves ∇f + μ ∇g = 0, f =
 * level, from points beside.
 */
class ProfileEndsTest {
  private static final Path BOEHM = Path.of("..", "examples", "boehm", "boehm.yaml");
  private static final double DELTA = 3.8415;

  /**
   * Ends at 3.8415 on log10 scales that are published for LikelihoodProfiler.jl. They are those of
   * slices: all other parameters stay at the optimum. NaN for open sides.
   */
  private static final Map<String, List<Double>> PUBLISHED =
      Map.of(
          "Epo_degradation_BaF3", List.of(-1.62689, -1.50837),
          "k_exp_hetero", List.of(Double.NaN, -2.93244),
          "k_exp_homo", List.of(-2.5197, -1.88117),
          "k_imp_hetero", List.of(-1.8311, -1.7418),
          "k_imp_homo", List.of(-0.0533, Double.NaN),
          "k_phos", List.of(4.1110, 4.2904),
          "sd_pSTAT5A_rel", List.of(0.40266, 0.83969),
          "sd_pSTAT5B_rel", List.of(0.6359, 1.0728),
          "sd_rSTAT5A_rel", List.of(0.3156, 0.7526));

  @TempDir static Path folder;
  private static ProblemObjective objective = boehm();

  private static ProblemObjective boehm() {
    try {
      return ProblemObjective.of(ProblemReader.read(BOEHM), settings());
    } catch (InputException e) {
      throw new AssertionError(e);
    }
  }

  private static EvaluationSettings settings() {
    return EvaluationSettings.DEFAULT.withInner(EvaluationSettings.Inner.NONE);
  }

  @BeforeAll
  static void profile() {
    profile("--delta-nllh", Double.toString(DELTA));
  }

  private static void profile(String... more) {
    String[] words = new String[more.length + 4];
    System.arraycopy(new String[] {"profile", BOEHM.toString(), "--out", run()}, 0, words, 0, 4);
    System.arraycopy(more, 0, words, 4, more.length);
    Terminal terminal = lamarck(words);
    assertThat(terminal.code()).as(terminal.err()).isZero();
  }

  private static String run() {
    return folder.resolve("run").toString();
  }

  private static Profiles profiles() throws Exception {
    return CheckpointFolder.in(Stores.at(run() + "/checkpoints"))
        .result(RunRecord.class)
        .flatMap(RunRecord::profiles)
        .orElseThrow();
  }

  private static Evaluation.Differentiable at(Objective function, Vector x) {
    return (Evaluation.Differentiable) function.evaluate(x, Derivatives.GRADIENT);
  }

  @Test
  void allEndsAndSlicesAgreeWithTheSecondMethodAndWithWhatIsPublished() throws Exception {
    profile("--delta-nllh", Double.toString(DELTA)); // known, unless another test came before
    Profiles profiles = profiles();
    assertThat(profiles.intervals()).hasSize(9);
    double level = profiles.profiled().value() + DELTA;
    int found = 0;
    for (Profiles.Interval one : profiles.intervals()) {
      Curve curve = one.curve();
      int i = curve.coordinate();
      Objective coordinate =
          (x, derivatives) -> new Evaluation.Gradient(x.get(i), Vector.zeros(x.size()).with(i, 1));
      for (End end : List.of(curve.lower(), curve.upper())) {
        if (end.kind() == End.Kind.CROSSED) {
          assertThat(end.at())
              .as(one.parameter().id())
              .isCloseTo(lagrange(coordinate, near(curve, end, 9), level), within(1e-6));
          found++;
        }
      }
      List<Double> published = Objects.requireNonNull(PUBLISHED.get(one.parameter().id()));
      Slice slice = one.slice().orElseThrow();
      check(slice.lower(), published.get(0));
      check(slice.upper(), published.get(1));
    }
    assertThat(found).isEqualTo(16); // all but those on a bound
  }

  private static void check(End end, double published) {
    assertThat(end.kind()).isEqualTo(Double.isNaN(published) ? End.Kind.BOUND : End.Kind.CROSSED);
    if (!Double.isNaN(published)) {
      assertThat(end.at()).isCloseTo(published, within(1e-3));
    }
  }

  @Test
  void endsOfPredictionsAgreeWithTheSecondMethod() throws Exception {
    String[] formulas = {"pSTAT5A_rel @ 60", "log10(k_imp_homo / k_phos)"};
    profile("--of", formulas[0], "--of", formulas[1]);
    Profiles profiles = profiles();
    double level = profiles.profiled().value() + profiles.profiled().threshold();
    for (int k = 0; k < 2; k++) {
      PredictionReader reader =
          new PredictionReader(SerializedProblem.of(ProblemReader.read(BOEHM)), settings(), "test");
      Objective prediction = reader.read(formulas[k]).open();
      Curve curve = profiles.intervals().get(k).curve();
      assertThat(profiles.intervals().get(k).parameter().id()).isEqualTo(formulas[k]);
      for (End end : List.of(curve.lower(), curve.upper())) {
        if (end.kind() == End.Kind.CROSSED) {
          double second = lagrange(prediction, near(curve, end, 9), level);
          assertThat(end.at() / second).isCloseTo(1, within(1e-6));
        }
      }
      assertThat(curve.lower().kind()).isEqualTo(End.Kind.CROSSED);
    }
  }

  /** The known point nearest to an end, its first coordinates. */
  private static Vector near(Curve curve, End end, int coordinates) {
    ProfilePoint nearest = curve.points().get(0);
    for (ProfilePoint point : curve.points()) {
      if (Math.abs(point.at() - end.at()) < Math.abs(nearest.at() - end.at())) {
        nearest = point;
      }
    }
    return Vector.copyOf(nearest.point().toArray(), 0, coordinates);
  }

  /** g at the end, by Newton's method from a point moved off; coordinates on bounds stay there. */
  private static double lagrange(Objective g, Vector beside, double level) {
    SearchSpace space = objective.space();
    Vector slopes = at(g, beside).gradient();
    int[] free =
        IntStream.range(0, beside.size())
            .filter(i -> beside.get(i) > space.lower().get(i))
            .filter(i -> beside.get(i) < space.upper().get(i))
            .toArray();
    int n = free.length;
    Vector x = beside.plus(0.003 / slopes.norm(), Vector.of(slopes.toArray()));
    for (int i = 0; i < x.size(); i++) {
      x = IntStream.of(free).boxed().toList().contains(i) ? x : x.with(i, beside.get(i));
    }
    double multiplier = -at(objective, x).gradient().dot(slopes) / slopes.dot(slopes);
    for (int step = 0; step < 40; step++) {
      double[] a = new double[(n + 1) * (n + 1)];
      double[] b = new double[n + 1];
      Evaluation.Differentiable f = at(objective, x);
      Vector direction = at(g, x).gradient();
      for (int column = 0; column < n; column++) {
        int k = free[column];
        Vector second = second(objective, x, k).plus(multiplier, second(g, x, k));
        for (int row = 0; row < n; row++) {
          a[row * (n + 1) + column] = second.get(free[row]);
        }
        a[n * (n + 1) + column] = f.gradient().get(k);
        a[column * (n + 1) + n] = direction.get(k);
        b[column] = -f.gradient().get(k) - multiplier * direction.get(k);
      }
      b[n] = level - f.value();
      Lu lu = new Lu(n + 1);
      assertThat(lu.factor(a)).isTrue();
      lu.solve(b);
      double longest = 0;
      for (int column = 0; column < n; column++) {
        longest = Math.max(longest, Math.abs(b[column]));
      }
      double part = Math.min(1, 0.05 / longest);
      for (int column = 0; column < n; column++) {
        x = x.with(free[column], x.get(free[column]) + part * b[column]);
      }
      multiplier += part * b[n];
      if (longest < 1e-8) {
        return at(g, x).value();
      }
    }
    throw new AssertionError("Newton's method has not come to an end");
  }

  /** A column of the Hessian, by differences of gradients. */
  private static Vector second(Objective function, Vector x, int k) {
    double h = 1e-4;
    Vector above = at(function, x.with(k, x.get(k) + h)).gradient();
    Vector below = at(function, x.with(k, x.get(k) - h)).gradient();
    return above.minus(below).times(1 / (2 * h));
  }
}
