package org.lamarck.strategies.evolution.scatter;

import java.util.List;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.evolution.OnePoint;
import org.lamarck.strategies.evolution.Pace;
import org.lamarck.strategies.evolution.Strategy;
import org.lamarck.strategies.evolution.multistart.Racing;
import org.lamarck.strategies.evolution.multistart.SuccessiveHalving;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.LocalSearch;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.random.RandomStream;

/**
 * Cooperative scatter search. Each island keeps a small, diverse reference set. In an iteration
 * every two members have a child in a hyper-rectangle between and beyond them; a child that is
 * better than its parent goes on in that direction as long as it gets better, and takes the
 * parent's place. Then a local search begins at the child that balances a low value and distance
 * from what local searches found before, and what it ends at takes its place in the set. Islands
 * tell each other of what is better; one that finds nothing begins anew as a more useful one.
 *
 * <p>Where we depart: a local search begins at the best of the first points already, and it is made
 * in slices, in which the other islands go on.
 *
 * @param slice iterations of a local search per generation
 * @param limit iterations after which a local search that still falls is ended
 */
public record ScatterSearch(LocalSearch search, int slice, int limit, Archipelago archipelago)
    implements Strategy {

  public ScatterSearch {
    new SuccessiveHalving.Rules(search, slice, limit, Racing.NONE); // complains about wrong ones
  }

  /** The default settings. */
  public static ScatterSearch of(LocalSearch search) {
    return new ScatterSearch(search, 10, 1000, Archipelago.MIXED);
  }

  /** The same at this pace of evaluations. */
  public ScatterSearch at(Pace pace) {
    return new ScatterSearch(search, pace.slice(), limit, archipelago.smaller(pace.population()));
  }

  /** The same with other islands. */
  public ScatterSearch with(Archipelago other) {
    return new ScatterSearch(search, slice, limit, other);
  }

  @Override
  public String name() {
    return "scatter";
  }

  @Override
  public Generation begin(SearchSpace space, RandomStream random, List<Vector> guesses) {
    return space.free().length == 0
        ? OnePoint.of(space)
        : ScatterGeneration.begin(this, space, random.copy(), guesses);
  }

  SuccessiveHalving.Rules rules() {
    return new SuccessiveHalving.Rules(search, slice, limit, Racing.NONE);
  }
}
