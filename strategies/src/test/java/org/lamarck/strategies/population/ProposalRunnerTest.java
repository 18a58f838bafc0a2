package org.lamarck.strategies.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.chain.Draw;
import org.lamarck.strategies.chain.Kernel;
import org.lamarck.strategies.chain.Metropolis;
import org.lamarck.strategies.chain.Trace;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.CoarseToFine;
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
import org.lamarck.strategies.random.RandomStream;

class ProposalRunnerTest {
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

  private static final Work SEARCH = new Work.Refine(Lbfgsb.DEFAULT, 2, null);

  private static Individual run(Work lifetime, Vector... candidates) {
    return ProposalRunner.run(
        new Proposal(7, "test", List.of(candidates), lifetime), HALF_SPHERE, SPACE);
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
        new Proposal(0, "test", List.of(bound), new Work.Refine(TrustRegion.DEFAULT, 3, null));
    Proposal next =
        new Proposal(
            1,
            "test",
            List.of(bound),
            new Work.Refine(
                TrustRegion.DEFAULT,
                3,
                ProposalRunner.run(first, chain, space).refinement().resumable()));
    Individual individual = ProposalRunner.run(next, chain, space);
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
    Individual individual = run(Work.VALUE, Vector.of(1, 2));
    assertThat(individual.id()).isEqualTo(7);
    assertThat(individual.point()).isEqualTo(Vector.of(1, 2));
    assertThat(individual.value()).isEqualTo(5);
    assertThat(individual.refinement().termination()).isEqualTo(Termination.EVALUATED);
    assertThat(individual.refinement().effort()).isEqualTo(new Effort(1, 0, Failures.NONE));
    assertThat(individual.refinement().optimality()).isNaN();
  }

  @Test
  void takesTheBestOfSeveralCandidates() {
    Individual individual = run(Work.VALUE, Vector.of(-1, 0), Vector.of(3, 0), Vector.of(2, 0));
    assertThat(individual.point()).isEqualTo(Vector.of(2, 0));
    assertThat(individual.refinement().effort())
        .isEqualTo(new Effort(3, 0, Failures.of(Evaluation.Reason.STEP_LIMIT, 1)));
  }

  /** Counts how many points come in one go. */
  private static final class Several implements Objective {
    private final List<Integer> sizes = new ArrayList<>();

    @Override
    public Evaluation evaluate(Vector x, Derivatives derivatives) {
      return HALF_SPHERE.evaluate(x, derivatives);
    }

    @Override
    public List<Evaluation> evaluateAll(List<Vector> points, Derivatives derivatives) {
      sizes.add(points.size());
      return Objective.super.evaluateAll(points, derivatives);
    }

    @Override
    public int together() {
      return 3;
    }
  }

  @Test
  void candidatesAreScreenedSeveralAtATimeToTheSameEnd() {
    Several several = new Several();
    List<Individual> told = new ArrayList<>();
    List<Individual> expected = new ArrayList<>();
    List<Vector> candidates =
        List.of(
            Vector.of(-1, 0), Vector.of(4, 1), Vector.of(2, 2), Vector.of(9, 1), Vector.of(1, 1));
    for (Work work : List.of(Work.VALUE, new Work.Evaluate(Derivatives.GRADIENT), SEARCH)) {
      Proposal proposal = new Proposal(7, "test", candidates, work);
      Individual whole =
          ProposalRunner.run(proposal, several, SPACE, RandomStream.of(0), told::add);
      Individual alone =
          ProposalRunner.run(proposal, HALF_SPHERE, SPACE, RandomStream.of(0), expected::add);
      assertThat(whole).isEqualTo(alone);
      assertThat(told).isEqualTo(expected);
      assertThat(several.sizes).startsWith(3, 2);
      several.sizes.clear();
    }
  }

  @Test
  void pointsOfSeveralProposalsAreEvaluatedTogetherAsAlone() {
    Several several = new Several();
    List<Proposal> proposals = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Work work = i % 3 == 1 ? new Work.Evaluate(Derivatives.GRADIENT) : Work.VALUE;
      proposals.add(new Proposal(i, "test", List.of(Vector.of(i - 1, 7)), work));
    }
    proposals.forEach(one -> assertThat(ProposalRunner.together(one, several)).isEqualTo(3));
    List<Individual> alone =
        proposals.stream().map(one -> ProposalRunner.run(one, HALF_SPHERE, SPACE)).toList();
    assertThat(ProposalRunner.runTogether(proposals, several, SPACE)).isEqualTo(alone);
    assertThat(several.sizes).containsExactly(4, 2);
    assertThat(alone.get(0).refinement().failed()).isTrue();
    assertThat(alone.get(4).refinement().effort()).isEqualTo(new Effort(0, 1, Failures.NONE));
  }

  @Test
  void whatIsMoreThanAPointIsRunByItself() {
    Vector point = Vector.of(1, 1);
    Several several = new Several();
    assertThat(ProposalRunner.together(new Proposal(0, "test", List.of(point), SEARCH), several))
        .isEqualTo(1);
    assertThat(
            ProposalRunner.together(
                new Proposal(0, "test", List.of(point, point), Work.VALUE), several))
        .isEqualTo(1);
    assertThat(
            ProposalRunner.together(
                new Proposal(0, "test", List.of(point), Work.VALUE), new Twofold()))
        .isEqualTo(1);
  }

  /** Half of it and a little more is what the coarse one says of ‖x‖². */
  private static final class Twofold implements Objective {
    private final List<Vector> exact = new ArrayList<>();
    private final List<Vector> rough = new ArrayList<>();

    @Override
    public Evaluation evaluate(Vector x, Derivatives derivatives) {
      exact.add(x);
      return HALF_SPHERE.evaluate(x, derivatives);
    }

    @Override
    public Objective coarse() {
      return (x, derivatives) -> {
        rough.add(x);
        Evaluation there = HALF_SPHERE.evaluate(x, derivatives);
        return there instanceof Evaluation.Gradient known
            ? new Evaluation.Gradient(0.5 * known.value() + 0.1, known.gradient().times(0.5))
            : there instanceof Evaluation.Value value
                ? new Evaluation.Value(0.5 * value.value() + 0.1)
                : there;
      };
    }
  }

  @Test
  void evaluatesRoughlyWhatIsAboveTheBarAndExactlyWhatIsNot() {
    Twofold objective = new Twofold();
    Proposal proposal = new Proposal(1, "test", List.of(Vector.of(1, 1)), Work.VALUE);
    assertThat(ProposalRunner.run(proposal, objective, SPACE).value()).isEqualTo(2);
    assertThat(objective.rough).isEmpty();
    assertThat(ProposalRunner.run(proposal.roughlyAbove(1), objective, SPACE).value())
        .isEqualTo(1.1);
    assertThat(objective.exact).hasSize(1);
    Individual better = ProposalRunner.run(proposal.roughlyAbove(1.5), objective, SPACE);
    assertThat(better.value()).isEqualTo(2);
    assertThat(better.refinement().effort()).isEqualTo(new Effort(2, 0, Failures.NONE));
    assertThat(HALF_SPHERE.coarse()).isSameAs(HALF_SPHERE);
    assertThat(ProposalRunner.run(proposal.roughlyAbove(1), HALF_SPHERE, SPACE).value())
        .isEqualTo(2);
  }

  @Test
  void aSliceOnTheCoarseObjectiveTellsTheExactValueOfItsEnd() {
    Twofold objective = new Twofold();
    Work work = new Work.Refine(CoarseToFine.DEFAULT, 1, null);
    Proposal proposal = new Proposal(1, "test", List.of(Vector.of(4, 4), Vector.of(3, 4)), work);
    List<Individual> told = new ArrayList<>();
    Individual slice =
        ProposalRunner.run(proposal, objective, SPACE, RandomStream.of(1), told::add);
    assertThat(told).isEmpty(); // nothing that is known exactly on the way
    assertThat(objective.exact).containsExactly(slice.point());
    assertThat(slice.value()).isEqualTo(slice.point().dot(slice.point())).isLessThan(25);
    // two candidates and the check by value, the start and one trial with derivatives
    assertThat(slice.refinement().effort()).isEqualTo(new Effort(3, 2, Failures.NONE));
    assertThat(objective.rough).hasSize(4);
  }

  @Test
  void aSliceEndsWhereTheSearchIsHandedOverAndTheNextOneFinishes() {
    Twofold objective = new Twofold();
    Work work = new Work.Refine(CoarseToFine.DEFAULT, 100, null);
    Proposal first = new Proposal(1, "test", List.of(Vector.of(3, 4)), work);
    Refinement rough = ProposalRunner.run(first, objective, SPACE).refinement();
    assertThat(rough.iterations()).isLessThan(100);
    assertThat(rough.termination()).isEqualTo(Termination.BUDGET);
    assertThat(objective.exact).hasSize(1);
    Work next = new Work.Refine(CoarseToFine.DEFAULT, 100, rough.resumable());
    Refinement end =
        ProposalRunner.run(new Proposal(2, "test", List.of(rough.point()), next), objective, SPACE)
            .refinement();
    assertThat(end.termination().converged()).isTrue();
    assertThat(end.value()).isLessThan(1e-9);
    assertThat(end.evaluation()).isInstanceOf(Evaluation.Gradient.class);
  }

  @Test
  void takesTheFirstOfEqualCandidates() {
    Individual individual = run(Work.VALUE, Vector.of(0, 2), Vector.of(2, 0));
    assertThat(individual.point()).isEqualTo(Vector.of(0, 2));
  }

  @Test
  void keepsOnlyTheValueOfAnEvaluation() {
    Objective generous = (x, derivatives) -> new Evaluation.Gradient(x.dot(x), x.times(2));
    Proposal proposal = new Proposal(1, "test", List.of(Vector.of(1, 1)), Work.VALUE);
    assertThat(ProposalRunner.run(proposal, generous, SPACE).refinement().evaluation())
        .isEqualTo(new Evaluation.Value(2));
  }

  @Test
  void refinesTheBestCandidateAndCountsTheScreening() {
    Individual individual = run(SEARCH, Vector.of(-1, 0), Vector.of(4, 4), Vector.of(3, 3));
    assertThat(individual.refinement().start()).isEqualTo(Vector.of(3, 3));
    assertThat(individual.refinement().startValue()).isEqualTo(18);
    assertThat(individual.value()).isLessThan(18);
    assertThat(individual.refinement().effort().evaluations()).isEqualTo(3);
    assertThat(individual.refinement().effort().gradients()).isPositive();
    assertThat(individual.refinement().effort().failures()).isPositive();
  }

  @Test
  void doesNotScreenASingleStart() {
    assertThat(run(SEARCH, Vector.of(3, 3)).refinement().effort().evaluations()).isZero();
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
              1, "test", List.of(Vector.of(4, 4), start), new Work.Refine(search, 4, null));
      List<Individual> shown = new ArrayList<>();
      Individual individual =
          ProposalRunner.run(proposal, bowl, SPACE, RandomStream.of(1), shown::add);
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
    Individual first = run(SEARCH, Vector.of(3, 4));
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
            new Work.Refine(Lbfgsb.DEFAULT, 50, first.refinement().continuation().orElseThrow()));
    Individual second = ProposalRunner.run(further, witness, SPACE);
    assertThat(second.refinement().start()).isEqualTo(first.point());
    assertThat(second.refinement().startValue()).isEqualTo(first.value());
    assertThat(asked).doesNotContain(first.point());
    assertThat(second.refinement().termination()).isEqualTo(Termination.GRADIENT);
  }

  @Test
  void saysSoWhenNoCandidateCanBeEvaluated() {
    for (Work lifetime : List.of(Work.VALUE, SEARCH)) {
      Individual individual = run(lifetime, Vector.of(-1, 0), Vector.of(-2, 0));
      assertThat(individual.refinement().failed()).isTrue();
      assertThat(individual.refinement().termination()).isEqualTo(Termination.FAILED);
      assertThat(individual.value()).isEqualTo(Double.POSITIVE_INFINITY);
      assertThat(individual.point()).isEqualTo(Vector.of(-1, 0));
      assertThat(individual.refinement().effort())
          .isEqualTo(new Effort(2, 0, Failures.of(Evaluation.Reason.STEP_LIMIT, 2)));
    }
    assertThat(run(SEARCH, Vector.of(-1, 0)).refinement().effort())
        .isEqualTo(new Effort(0, 1, Failures.of(Evaluation.Reason.STEP_LIMIT, 1)));
  }

  @Test
  void movesCandidatesIntoTheSpace() {
    assertThat(run(Work.VALUE, Vector.of(7, -9)).point()).isEqualTo(Vector.of(5, -5));
  }

  @Test
  void bringsTheDerivativesThatAreAskedFor() {
    Individual asked = run(new Work.Evaluate(Derivatives.GRADIENT), Vector.of(1, 2));
    assertThat(asked.refinement().evaluation())
        .isEqualTo(new Evaluation.Gradient(5, Vector.of(2, 4)));
    assertThat(asked.refinement().effort()).isEqualTo(new Effort(0, 1, Failures.NONE));
    Individual chosen =
        run(new Work.Evaluate(Derivatives.GRADIENT), Vector.of(3, 0), Vector.of(2, 0));
    assertThat(chosen.refinement().evaluation())
        .isEqualTo(new Evaluation.Gradient(4, Vector.of(4, 0)));
    assertThat(chosen.refinement().effort()).isEqualTo(new Effort(2, 1, Failures.NONE));
  }

  @Test
  void bringsResidualsAndCurvatureThatAreAskedFor() {
    Evaluation known =
        new Evaluation.LeastSquares(
            2, Vector.of(2, 0), Vector.of(2), Matrix.of(1, 2, 1, 0), Matrix.of(2, 2, 1, 0, 0, 0));
    Proposal proposal =
        new Proposal(1, "test", List.of(Vector.of(1, 1)), new Work.Evaluate(Derivatives.RESIDUALS));
    Refinement there = ProposalRunner.run(proposal, (x, d) -> known, SPACE).refinement();
    assertThat(there.evaluation()).isEqualTo(known);
    assertThat(there.curvature()).isEqualTo(Matrix.of(2, 2, 1, 0, 0, 0));
  }

  /** (a − b)² + (a + b − 2c)² + (c − 1)², with residuals or without. */
  private static Objective coupled(boolean residuals) {
    return (x, derivatives) -> {
      double[] j = {1, -1, 0, 1, 1, -2, 0, 0, 1};
      Matrix jacobian = Matrix.of(3, 3, j);
      Vector r = jacobian.times(x).minus(Vector.of(0, 0, 1)).times(Math.sqrt(2));
      Vector gradient = jacobian.transposeTimes(r).times(Math.sqrt(2));
      double value = r.dot(r) / 2;
      Matrix scaled = Matrix.of(3, 3, Vector.of(j).times(Math.sqrt(2)).toArray());
      return residuals
          ? new Evaluation.LeastSquares(value, gradient, r, scaled, scaled.gram())
          : new Evaluation.Gradient(value, gradient);
    };
  }

  @Test
  void holdsCoordinatesToTheLastBit() {
    SearchSpace space =
        new SearchSpace(List.of("a", "b", "c"), Vector.of(-9, -9, -9), Vector.of(9, 9, 9));
    double held = 1.0 / 3;
    for (LocalSearch search : List.of(Lbfgsb.DEFAULT, TrustRegion.DEFAULT)) {
      for (boolean residuals : List.of(true, false)) {
        Objective objective = coupled(residuals);
        List<Vector> start = List.of(Vector.of(5, -3, held));
        Work.Refine atOnce = new Work.Refine(search, 200, null, Lineage.PLACED, List.of(2));
        Refinement end =
            ProposalRunner.run(new Proposal(0, "test", start, atOnce), objective, space)
                .refinement();
        assertThat(end.point().get(2)).isEqualTo(held);
        assertThat(end.termination().converged()).isTrue();
        // a = b = c where c is held; the tolerance of the gradient, 1e-6, squared and more
        assertThat(end.point().minus(Vector.of(held, held, held)).maxNorm()).isLessThan(1e-4);
        Refinement first =
            ProposalRunner.run(
                    new Proposal(
                        0,
                        "test",
                        start,
                        new Work.Refine(search, 2, null, Lineage.PLACED, List.of(2))),
                    objective,
                    space)
                .refinement();
        Work.Refine further =
            new Work.Refine(search, 200, first.resumable(), Lineage.PLACED, List.of(2));
        assertThat(
                ProposalRunner.run(new Proposal(1, "test", start, further), objective, space)
                    .refinement()
                    .point())
            .isEqualTo(end.point());
      }
    }
  }

  @Test
  void aChainThatStopsAndGoesOnVisitsTheSamePoints() {
    Kernel kernel = new Metropolis(Matrix.of(2, 2, 1, 0, 0.5, 1));
    RandomStream random = RandomStream.of(3).split("chain", 0);
    List<Vector> start = List.of(Vector.of(1, 1));
    Trace whole = walk(start, new Work.Walk(kernel, 100, random, null));
    Trace first = walk(start, new Work.Walk(kernel, 37, random, null));
    Trace rest = walk(start, new Work.Walk(kernel, 63, random, first.state()));
    List<Draw> draws = new ArrayList<>(first.draws());
    draws.addAll(rest.draws());
    assertThat(draws).isEqualTo(whole.draws());
    assertThat(rest.state()).isEqualTo(whole.state());
    assertThat(first.effort().plus(rest.effort())).isEqualTo(whole.effort());
  }

  private static Trace walk(List<Vector> start, Work.Walk walk) {
    Individual individual =
        ProposalRunner.run(new Proposal(5, "chain", start, walk), HALF_SPHERE, SPACE);
    Trace trace = Objects.requireNonNull(individual.trace());
    assertThat(individual.value())
        .isEqualTo(trace.draws().stream().mapToDouble(Draw::value).min().orElseThrow());
    return trace;
  }

  @Test
  void aChainHasTheMomentsOfItsDensity() {
    // exp(−‖x‖²) where a > 0: E a = 1/√π, E b = 0, E b² = 1/2; the box is too wide to matter
    Kernel kernel = new Metropolis(Matrix.of(2, 2, 1, 0, 0, 1));
    Work.Walk work = new Work.Walk(kernel, 100_000, RandomStream.of(1), null);
    double a = 0;
    double b = 0;
    double square = 0;
    for (Draw draw : walk(List.of(Vector.of(1, 1)), work).draws()) {
      a += draw.point().get(0) / 100_000;
      b += draw.point().get(1) / 100_000;
      square += Math.pow(draw.point().get(1), 2) / 100_000;
    }
    // standard deviations below 0.71 and some 10 steps to forget: 4 σ = 4 · 0.71 √(10 / 1e5)
    assertThat(a).isCloseTo(1 / Math.sqrt(Math.PI), within(0.03));
    assertThat(b).isCloseTo(0, within(0.03));
    assertThat(square).isCloseTo(0.5, within(0.03));
  }

  @Test
  void aChainThatCannotBeginSaysSo() {
    Kernel kernel = new Metropolis(Matrix.of(2, 2, 1, 0, 0, 1));
    Work.Walk work = new Work.Walk(kernel, 10, RandomStream.of(1), null);
    Proposal proposal = new Proposal(5, "chain", List.of(Vector.of(-1, 0)), work);
    Individual individual = ProposalRunner.run(proposal, HALF_SPHERE, SPACE);
    assertThat(individual.refinement().failed()).isTrue();
    assertThat(individual.refinement().effort().failures()).isEqualTo(1);
  }

  @Test
  void isAPureFunction() {
    assertThat(run(SEARCH, Vector.of(4, 3), Vector.of(3, 4)))
        .isEqualTo(run(SEARCH, Vector.of(4, 3), Vector.of(3, 4)));
  }
}
