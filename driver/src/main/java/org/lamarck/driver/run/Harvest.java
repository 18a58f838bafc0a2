package org.lamarck.driver.run;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.population.Individual;

/**
 * What is known beyond the last complete generation, so that a run that was cut loses nothing: the
 * individuals that came back are not computed again, and no result is worse than one before.
 *
 * @param individuals of the next generation that came back, in the order of asking
 * @param arrivals when each came, in seconds of the run
 * @param underWay what others had come to when the run was cut, in the order of asking; they are
 *     computed again from their beginning
 * @param floor the best point that a result has ever shown; absent when there was none
 */
public record Harvest(
    List<Individual> individuals,
    List<Double> arrivals,
    List<Individual> underWay,
    @Nullable Best floor)
    implements Serializable {
  /** Nothing. */
  public static final Harvest NONE = new Harvest(List.of(), List.of(), List.of(), null);

  public Harvest {
    individuals = List.copyOf(individuals);
    arrivals = List.copyOf(arrivals);
    underWay = List.copyOf(underWay);
  }

  /** Whether a part of a generation is known. */
  boolean isPart() {
    return !individuals.isEmpty() || !underWay.isEmpty();
  }

  /** Those that came back and those under way, in the order of asking. */
  List<Individual> all() {
    return merged(Double.NaN).stream().map(Arrival::individual).toList();
  }

  /** When each of {@link #all} came; those under way have come now. */
  List<Double> arrivals(double now) {
    return merged(now).stream().map(Arrival::seconds).toList();
  }

  private record Arrival(Individual individual, double seconds) {}

  private List<Arrival> merged(double now) {
    List<Arrival> all = new ArrayList<>();
    for (int i = 0; i < individuals.size(); i++) {
      all.add(new Arrival(individuals.get(i), arrivals.get(i)));
    }
    underWay.forEach(individual -> all.add(new Arrival(individual, now)));
    all.sort(Comparator.comparingLong(arrival -> arrival.individual().id()));
    return all;
  }

  /** The best point alone. */
  Harvest floorAlone() {
    return new Harvest(List.of(), List.of(), List.of(), floor);
  }
}
