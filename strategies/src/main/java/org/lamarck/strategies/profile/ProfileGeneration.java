package org.lamarck.strategies.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.evolution.Ending;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.evolution.RecordedGeneration;
import org.lamarck.strategies.evolution.Report;
import org.lamarck.strategies.evolution.SearchHistory;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.local.SecantTrustRegion;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Lineage;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.Work;

/**
 * Where a {@link Profile} stands.
 *
 * @param refining the search for the optimum; absent when it has ended
 * @param probe of the Hessian where a first search for it has come to; absent before and after
 * @param hessian there; absent before
 * @param optimum when it is known
 * @param sides below and above, for each coordinate
 * @param restarts from points below the optimum
 */
record ProfileGeneration(
    Profile settings,
    SearchSpace space,
    SearchHistory history,
    Side.@Nullable Step refining,
    @Nullable HessianProbe probe,
    @Nullable Matrix hessian,
    @Nullable Optimum optimum,
    List<Side> sides,
    int restarts)
    implements RecordedGeneration {
  /** A point that is lower than the optimum by this part of the threshold is a better one. */
  private static final double BETTER = 1e-3;

  private static final int MOST_RESTARTS = 20;

  /** Iterations of the first search for the optimum; a second one with the Hessian follows. */
  private static final int FIRST = 50;

  /** Iterations of the second one, after which the point is taken as it is. */
  private static final int LIMIT = 500;

  ProfileGeneration {
    sides = List.copyOf(sides);
  }

  static ProfileGeneration begin(Profile settings, SearchSpace space, Vector guess) {
    return new ProfileGeneration(
        settings, space, SearchHistory.EMPTY, from(guess), null, null, null, List.of(), 0);
  }

  private static Side.Step from(Vector guess) {
    return new Side.Step(guess, null, 0, Lineage.PLACED);
  }

  private List<Side> going() {
    return sides.stream().filter(side -> !side.isOver()).toList();
  }

  @Override
  public List<Proposal> ask() {
    if (probe != null) {
      return probe.ask(history.nextId());
    }
    if (refining != null) {
      return List.of(
          new Proposal(
              history.nextId(),
              "optimum",
              List.of(refining.start()),
              new Work.Refine(
                  hessian == null
                      ? settings.search()
                      : new SecantTrustRegion(settings.search(), hessian),
                  settings.slice(),
                  refining.resume(),
                  refining.lineage())));
    }
    List<Proposal> proposals = new ArrayList<>();
    for (Side side : going()) {
      proposals.add(side.proposal(history.nextId() + proposals.size(), settings));
    }
    return proposals;
  }

  @Override
  public Generation tell(List<Individual> individuals) {
    SearchHistory after = history.after(asked(), individuals);
    if (probe != null) {
      Matrix found = probe.hessian(individuals, space);
      return new ProfileGeneration(
          settings, space, after, from(probe.point()), null, found, null, List.of(), restarts);
    }
    if (refining != null) {
      return refined(refining, individuals.get(0), after);
    }
    Individual better = better(individuals);
    if (better != null && restarts < MOST_RESTARTS) {
      return new ProfileGeneration(
          settings, space, after, from(better.point()), null, null, null, List.of(), restarts + 1);
    }
    List<Side> next = new ArrayList<>();
    int told = 0;
    for (Side side : sides) {
      if (side.isOver()) {
        next.add(side);
      } else {
        Individual one = individuals.get(told++);
        next.add(side.after(one.id(), one.refinement(), threshold(side), space));
      }
    }
    return new ProfileGeneration(
        settings, space, after, null, null, hessian, optimum, next, restarts);
  }

  /** The best of those that are lower than the optimum, when there are any. */
  private @Nullable Individual better(List<Individual> individuals) {
    if (optimum == null) {
      return null;
    }
    double limit = optimum.value() - BETTER * settings.threshold();
    return individuals.stream()
        .filter(one -> one.value() < limit)
        .min(Comparator.comparingDouble(Individual::value))
        .orElse(null);
  }

  private int asked() {
    return probe != null ? probe.beside().size() : refining != null ? 1 : going().size();
  }

  private Generation refined(Side.Step now, Individual individual, SearchHistory after) {
    Refinement slice = individual.refinement();
    int made = now.iterations() + slice.iterations();
    boolean isFirst = hessian == null;
    if (slice.resumable() != null && made < (isFirst ? FIRST : LIMIT)) {
      Side.Step next =
          new Side.Step(now.start(), slice.resumable(), made, now.lineage().of(individual.id()));
      return new ProfileGeneration(
          settings, space, after, next, null, hessian, null, List.of(), restarts);
    }
    if (!(slice.evaluation() instanceof Evaluation.Differentiable there)) {
      return new ProfileGeneration(
          settings, space, after, null, null, null, null, List.of(), restarts);
    }
    if (hessian == null) {
      HessianProbe next = HessianProbe.at(slice, there.gradient(), space);
      return new ProfileGeneration(
          settings, space, after, null, next, null, null, List.of(), restarts);
    }
    Matrix updated = slice.curvature();
    Optimum found =
        new Optimum(
            slice.point(), slice.value(), there.gradient(), updated == null ? hessian : updated);
    List<Side> begun = settings.sides(found, space);
    return new ProfileGeneration(
        settings, space, after, null, null, hessian, found, begun, restarts);
  }

  @Override
  public Optional<Ending> ending() {
    return refining == null && probe == null && going().isEmpty()
        ? Optional.of(Ending.DONE)
        : Optional.empty();
  }

  /** Of a side: that of its pair, or of all profiles. */
  private double threshold(Side side) {
    return settings.further().pairs().stream()
        .filter(pair -> side.line().isRayOf(pair))
        .findFirst()
        .map(Pair::threshold)
        .orElse(settings.threshold());
  }

  /** Curves of both sides; empty where the optimum is not known. */
  @Override
  public Report report() {
    List<Curve> curves = new ArrayList<>();
    List<Slice> slices = new ArrayList<>();
    List<Contour> contours = new ArrayList<>();
    for (int i = 0; i + 1 < sides.size() && sides.get(i).line().isSingle(); i += 2) {
      Side below = sides.get(i);
      Side above = sides.get(i + 1);
      int coordinate = below.line().coordinates().get(0);
      if (below.line().isSlice()) {
        slices.add(new Slice(coordinate, below.end(), above.end()));
      } else {
        curves.add(new Curve(coordinate, points(below, above), below.end(), above.end()));
      }
    }
    if (optimum != null) {
      for (Pair pair : settings.further().pairs()) {
        contours.add(
            new Contour(
                pair,
                sides.stream()
                    .filter(side -> side.line().isRayOf(pair))
                    .map(Side::ended)
                    .toList()));
      }
    }
    return new Profiled(
        optimum == null ? null : optimum.point(),
        optimum == null ? Double.NaN : optimum.value(),
        settings.threshold(),
        curves,
        slices,
        contours,
        restarts);
  }

  private static List<ProfilePoint> points(Side below, Side above) {
    List<ProfilePoint> points = new ArrayList<>(below.inside());
    points.addAll(above.inside().subList(1, above.inside().size()));
    if (below.outside() != null) {
      points.add(below.outside());
    }
    if (above.outside() != null) {
      points.add(above.outside());
    }
    points.sort(Comparator.comparingDouble(ProfilePoint::at));
    return points;
  }
}
