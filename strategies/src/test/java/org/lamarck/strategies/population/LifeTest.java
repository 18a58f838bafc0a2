package org.lamarck.strategies.population;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.Failures;
import org.lamarck.strategies.local.Lbfgsb;
import org.lamarck.strategies.local.LocalSearch;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.local.Termination;
import org.lamarck.strategies.local.TrustRegion;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;

class LifeTest {
  private static final SearchSpace SPACE =
      new SearchSpace(List.of("a", "b"), Vector.of(-5, -5), Vector.of(5, 5));

  /** ‖x‖², which cannot be evaluated where a < 0. */
  private static final Objective HALF_SPHERE =
      (x, derivatives) -> {
        if (x.get(0) < 0) {
          return new Evaluation.Failed(Evaluation.Reason.STEP_LIMIT, "dose", 3, "too stiff");
        }
        return derivatives == Derivatives.NONE
            ? new Evaluation.Value(x.dot(x))
            : new Evaluation.Gradient(x.dot(x), x.times(2));
      };

  private static final Proposal.Lifetime SEARCH = new Proposal.Refine(Lbfgsb.DEFAULT, 2, null);

  private static Individual live(Proposal.Lifetime lifetime, Vector... candidates) {
    return Life.live(new Proposal(7, "test", List.of(candidates), lifetime), HALF_SPHERE, SPACE);
  }

  @Test
  void bringsHomeNoMoreThanItWasSent() throws IOException {
    int n = 50;
    List<String> names = IntStream.range(0, n).mapToObj(i -> "x" + i).toList();
    Vector bound = Vector.zeros(n).map(zero -> 5);
    SearchSpace space = new SearchSpace(names, bound.times(-1), bound);
    Objective chain =
        (x, derivatives) -> {
          double value = 0;
          double[] gradient = new double[n];
          for (int i = 0; i < n; i++) {
            double before = i == 0 ? 0 : x.get(i - 1);
            value += (i + 1) * Math.pow(x.get(i) - Math.cos(before), 2);
            gradient[i] += 2 * (i + 1) * (x.get(i) - Math.cos(before));
            if (i > 0) {
              gradient[i - 1] += 2 * (i + 1) * (x.get(i) - Math.cos(before)) * Math.sin(before);
            }
          }
          return new Evaluation.Gradient(value, Vector.of(gradient));
        };
    Proposal first =
        new Proposal(0, "test", List.of(bound), new Proposal.Refine(TrustRegion.DEFAULT, 3, null));
    Proposal next =
        new Proposal(
            1,
            "test",
            List.of(bound),
            new Proposal.Refine(
                TrustRegion.DEFAULT, 3, Life.live(first, chain, space).refinement().resumable()));
    Individual individual = Life.live(next, chain, space);
    assertThat(individual.refinement().resumable()).isNotNull();
    // the state that is sent and the state that comes back are of one size: a matrix and vectors
    assertThat(bytes(individual)).isLessThan(bytes(next) * 11 / 10);
  }

  private static int bytes(Object value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    return bytes.size();
  }

  @Test
  void evaluatesASingleCandidateOnce() {
    Individual individual = live(new Proposal.Evaluate(), Vector.of(1, 2));
    assertThat(individual.id()).isEqualTo(7);
    assertThat(individual.point()).isEqualTo(Vector.of(1, 2));
    assertThat(individual.value()).isEqualTo(5);
    assertThat(individual.refinement().termination()).isEqualTo(Termination.EVALUATED);
    assertThat(individual.refinement().effort()).isEqualTo(new Effort(1, 0, Failures.NONE));
    assertThat(individual.refinement().optimality()).isNaN();
  }

  @Test
  void takesTheBestOfSeveralCandidates() {
    Individual individual =
        live(new Proposal.Evaluate(), Vector.of(-1, 0), Vector.of(3, 0), Vector.of(2, 0));
    assertThat(individual.point()).isEqualTo(Vector.of(2, 0));
    assertThat(individual.refinement().effort())
        .isEqualTo(new Effort(3, 0, Failures.of(Evaluation.Reason.STEP_LIMIT, 1)));
  }

  @Test
  void takesTheFirstOfEqualCandidates() {
    Individual individual = live(new Proposal.Evaluate(), Vector.of(0, 2), Vector.of(2, 0));
    assertThat(individual.point()).isEqualTo(Vector.of(0, 2));
  }

  @Test
  void keepsOnlyTheValueOfAnEvaluation() {
    Objective generous = (x, derivatives) -> new Evaluation.Gradient(x.dot(x), x.times(2));
    Proposal proposal = new Proposal(1, "test", List.of(Vector.of(1, 1)), new Proposal.Evaluate());
    assertThat(Life.live(proposal, generous, SPACE).refinement().evaluation())
        .isEqualTo(new Evaluation.Value(2));
  }

  @Test
  void refinesTheBestCandidateAndCountsTheScreening() {
    Individual individual = live(SEARCH, Vector.of(-1, 0), Vector.of(4, 4), Vector.of(3, 3));
    assertThat(individual.refinement().start()).isEqualTo(Vector.of(3, 3));
    assertThat(individual.refinement().startValue()).isEqualTo(18);
    assertThat(individual.value()).isLessThan(18);
    assertThat(individual.refinement().effort().evaluations()).isEqualTo(3);
    assertThat(individual.refinement().effort().gradients()).isPositive();
    assertThat(individual.refinement().effort().failures()).isPositive();
  }

  @Test
  void doesNotScreenASingleStart() {
    assertThat(live(SEARCH, Vector.of(3, 3)).refinement().effort().evaluations()).isZero();
  }

  @Test
  void showsHowFarItIsAndNeverLess() {
    Objective bowl =
        (x, derivatives) ->
            derivatives == Derivatives.NONE
                ? new Evaluation.Value(x.dot(x) * x.dot(x))
                : new Evaluation.Gradient(x.dot(x) * x.dot(x), x.times(4 * x.dot(x)));
    for (LocalSearch search : List.of(Lbfgsb.DEFAULT, TrustRegion.DEFAULT)) {
      Vector start = Vector.of(3, 3);
      Proposal proposal =
          new Proposal(
              1, "test", List.of(Vector.of(4, 4), start), new Proposal.Refine(search, 4, null));
      List<Individual> shown = new ArrayList<>();
      Individual individual = Life.live(proposal, bowl, SPACE, shown::add);
      assertThat(shown).hasSize(2 + 3); // two candidates, and all iterations but the last
      assertThat(shown).isSortedAccordingTo(Comparator.comparing(one -> -one.value()));
      assertThat(individual.value()).isLessThan(shown.get(4).value());
      assertThat(shown.get(0).value()).isEqualTo(1024);
      assertThat(shown.get(0).refinement().effort().evaluations()).isEqualTo(1);
      // iteration by iteration is the same as all at once
      Refinement atOnce = search.refine(bowl, SPACE, search.begin(start), 4);
      assertThat(individual.refinement()).isEqualTo(atOnce.after(new Effort(2, 0, Failures.NONE)));
    }
  }

  @Test
  void goesOnWhereASearchStopped() {
    Individual first = live(SEARCH, Vector.of(3, 4));
    assertThat(first.refinement().termination()).isEqualTo(Termination.BUDGET);
    List<Vector> asked = new ArrayList<>();
    Objective witness =
        (x, derivatives) -> {
          asked.add(x);
          return HALF_SPHERE.evaluate(x, derivatives);
        };
    Proposal further =
        new Proposal(
            8,
            "test",
            List.of(first.point()),
            new Proposal.Refine(
                Lbfgsb.DEFAULT, 50, first.refinement().continuation().orElseThrow()));
    Individual second = Life.live(further, witness, SPACE);
    assertThat(second.refinement().start()).isEqualTo(first.point());
    assertThat(second.refinement().startValue()).isEqualTo(first.value());
    assertThat(asked).doesNotContain(first.point());
    assertThat(second.refinement().termination()).isEqualTo(Termination.GRADIENT);
  }

  @Test
  void saysSoWhenNoCandidateCanBeEvaluated() {
    for (Proposal.Lifetime lifetime : List.of(new Proposal.Evaluate(), SEARCH)) {
      Individual individual = live(lifetime, Vector.of(-1, 0), Vector.of(-2, 0));
      assertThat(individual.refinement().failed()).isTrue();
      assertThat(individual.refinement().termination()).isEqualTo(Termination.FAILED);
      assertThat(individual.value()).isEqualTo(Double.POSITIVE_INFINITY);
      assertThat(individual.point()).isEqualTo(Vector.of(-1, 0));
      assertThat(individual.refinement().effort())
          .isEqualTo(new Effort(2, 0, Failures.of(Evaluation.Reason.STEP_LIMIT, 2)));
    }
    assertThat(live(SEARCH, Vector.of(-1, 0)).refinement().effort())
        .isEqualTo(new Effort(0, 1, Failures.of(Evaluation.Reason.STEP_LIMIT, 1)));
  }

  @Test
  void movesCandidatesIntoTheSpace() {
    assertThat(live(new Proposal.Evaluate(), Vector.of(7, -9)).point()).isEqualTo(Vector.of(5, -5));
  }

  @Test
  void isAPureFunction() {
    assertThat(live(SEARCH, Vector.of(4, 3), Vector.of(3, 4)))
        .isEqualTo(live(SEARCH, Vector.of(4, 3), Vector.of(3, 4)));
  }
}
