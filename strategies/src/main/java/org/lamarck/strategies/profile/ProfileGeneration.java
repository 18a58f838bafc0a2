package org.lamarck.strategies.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.evolution.Arm;
import org.lamarck.strategies.evolution.Ending;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.evolution.Report;
import org.lamarck.strategies.evolution.SearchHistory;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Refinement;
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
 * @param optimum when it is known
 * @param sides below and above, for each coordinate
 * @param restarts from points below the optimum
 */
record ProfileGeneration(
    Profile settings,
    SearchSpace space,
    SearchHistory history,
    Side.@Nullable Step refining,
    @Nullable Optimum optimum,
    List<Side> sides,
    int restarts)
    implements Generation {
  /** A point that is lower than the optimum by this part of the threshold is a better one. */
  private static final double BETTER = 1e-3;

  private static final int MOST_RESTARTS = 20;

  ProfileGeneration {
    sides = List.copyOf(sides);
  }

  static ProfileGeneration begin(Profile settings, SearchSpace space, Vector guess) {
    return new ProfileGeneration(
        settings, space, SearchHistory.EMPTY, from(guess), null, List.of(), 0);
  }

  private static Side.Step from(Vector guess) {
    return new Side.Step(guess, null, 0, Lineage.PLACED);
  }

  @Override
  public int number() {
    return history.number();
  }

  private List<Side> going() {
    return sides.stream().filter(side -> !side.isOver()).toList();
  }

  @Override
  public List<Proposal> ask() {
    if (refining != null) {
      return List.of(
          new Proposal(
              history.nextId(),
              "optimum",
              List.of(refining.start()),
              new Work.Refine(
                  settings.search(), settings.slice(), refining.resume(), refining.lineage())));
    }
    List<Proposal> proposals = new ArrayList<>();
    for (Side side : going()) {
      proposals.add(side.proposal(history.nextId() + proposals.size(), settings));
    }
    return proposals;
  }

  @Override
  public Generation tell(List<Individual> individuals) {
    List<Side> going = going();
    SearchHistory.requireAll(refining == null ? going.size() : 1, individuals);
    SearchHistory after = history.after(individuals);
    if (refining != null) {
      return refined(refining, individuals.get(0), after);
    }
    Individual better = better(individuals);
    if (better != null && restarts < MOST_RESTARTS) {
      return new ProfileGeneration(
          settings, space, after, from(better.point()), null, List.of(), restarts + 1);
    }
    List<Side> next = new ArrayList<>();
    int told = 0;
    for (Side side : sides) {
      if (side.isOver()) {
        next.add(side);
      } else {
        Individual one = individuals.get(told++);
        next.add(side.after(one.id(), one.refinement(), settings, space));
      }
    }
    return new ProfileGeneration(settings, space, after, null, optimum, next, restarts);
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

  private Generation refined(Side.Step now, Individual individual, SearchHistory after) {
    Refinement slice = individual.refinement();
    if (slice.resumable() != null) {
      Side.Step next =
          new Side.Step(
              now.start(),
              slice.resumable(),
              now.iterations() + slice.iterations(),
              now.lineage().of(individual.id()));
      return new ProfileGeneration(settings, space, after, next, null, List.of(), restarts);
    }
    if (!(slice.evaluation() instanceof Evaluation.Differentiable there)) {
      return new ProfileGeneration(settings, space, after, null, null, List.of(), restarts);
    }
    Optimum found = Optimum.of(slice, there.gradient());
    List<Side> begun = new ArrayList<>();
    for (int coordinate : settings.coordinates()) {
      begun.add(Side.begin(coordinate, -1, found, settings.threshold(), space));
      begun.add(Side.begin(coordinate, 1, found, settings.threshold(), space));
    }
    return new ProfileGeneration(settings, space, after, null, found, begun, restarts);
  }

  @Override
  public Optional<Ending> ending() {
    return refining == null && going().isEmpty() ? Optional.of(Ending.DONE) : Optional.empty();
  }

  @Override
  public Optional<Individual> best() {
    return history.winner();
  }

  @Override
  public List<Arm> arms() {
    return history.arms();
  }

  /** Curves of both sides; empty where the optimum is not known. */
  @Override
  public Report report() {
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < sides.size(); i += 2) {
      Side below = sides.get(i);
      Side above = sides.get(i + 1);
      List<ProfilePoint> points = new ArrayList<>(below.inside());
      points.addAll(above.inside().subList(1, above.inside().size()));
      if (below.outside() != null) {
        points.add(below.outside());
      }
      if (above.outside() != null) {
        points.add(above.outside());
      }
      points.sort(Comparator.comparingDouble(ProfilePoint::at));
      curves.add(new Curve(below.coordinate(), points, below.end(), above.end()));
    }
    return new Profiled(
        optimum == null ? null : optimum.point(),
        optimum == null ? Double.NaN : optimum.value(),
        settings.threshold(),
        curves,
        restarts);
  }
}
