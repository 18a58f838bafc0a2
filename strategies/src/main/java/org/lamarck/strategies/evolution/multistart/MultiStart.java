package org.lamarck.strategies.evolution.multistart;

import java.util.ArrayList;
import java.util.List;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.evolution.OnePoint;
import org.lamarck.strategies.evolution.Pace;
import org.lamarck.strategies.evolution.Strategy;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.LocalSearch;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.random.RandomStream;

/**
 * Local searches from many starts. Each start is the best of several random points; the user's
 * guesses come first and are not screened away. Searches advance in slices, a fixed number side by
 * side, whatever the number of processors, so that the run does not depend on it.
 *
 * @param search how each start is refined
 * @param slots searches side by side
 * @param screening random points of which a start is the best; 1 for no screening
 * @param slice iterations per generation
 * @param limit iterations after which a search that still falls is ended
 * @param racing which searches may go on
 * @param starts after so many starts the strategy is finished; 0 for no end
 */
public record MultiStart(
    LocalSearch search, int slots, int screening, int slice, int limit, Racing racing, long starts)
    implements Strategy {

  public MultiStart {
    if (slots < 1 || screening < 1 || starts < 0) {
      throw new IllegalArgumentException(
          "slots (%d) and screening (%d) must be at least 1, starts (%d) at least 0"
              .formatted(slots, screening, starts));
    }
    new SuccessiveHalving.Rules(
        search, slice, limit, racing); // complains about a slice longer than the limit
  }

  /** Twelve searches side by side, best of ten points, without end. */
  public static MultiStart of(LocalSearch search) {
    return new MultiStart(search, 12, 10, 10, 1000, Racing.NONE, 0);
  }

  /** The same, finished after {@code count} starts. */
  public MultiStart withStarts(long count) {
    return new MultiStart(search, slots, screening, slice, limit, racing, count);
  }

  /** The same at this pace of evaluations. */
  public MultiStart at(Pace pace) {
    return new MultiStart(search, slots, pace.screening(), pace.slice(), limit, racing, starts);
  }

  /** The same with another race. */
  public MultiStart with(Racing other) {
    return new MultiStart(search, slots, screening, slice, limit, other, starts);
  }

  @Override
  public String name() {
    return "multistart";
  }

  @Override
  public Generation begin(SearchSpace space, RandomStream random, List<Vector> guesses) {
    return space.free().length == 0
        ? OnePoint.of(space)
        : MultiStartGeneration.begin(this, space, random.copy(), guesses);
  }

  public SuccessiveHalving.Rules rules() {
    return new SuccessiveHalving.Rules(search, slice, limit, racing);
  }

  /** {@code count} starts; {@code random} is only split. */
  public static List<Vector> anywhere(SearchSpace space, RandomStream random, int count) {
    List<Vector> points = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      points.add(space.drawStart(random.split("candidate", k)));
    }
    return points;
  }
}
