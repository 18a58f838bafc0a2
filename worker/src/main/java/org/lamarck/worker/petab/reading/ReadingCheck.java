package org.lamarck.worker.petab.reading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.Reading;

/** Reports what measurements of one observable say together that makes no sense. */
public final class ReadingCheck {
  private ReadingCheck() {}

  /**
   * Checks measurements.
   *
   * @param places where they stand
   * @param observables the ids of observables, by their positions
   */
  public static void check(
      List<Measurement> measurements,
      List<Place> places,
      List<String> observables,
      Findings findings) {
    Map<Integer, List<Integer>> members = new LinkedHashMap<>();
    for (int m = 0; m < measurements.size(); m++) {
      members.computeIfAbsent(measurements.get(m).observable(), o -> new ArrayList<>()).add(m);
    }
    members.forEach(
        (observable, of) -> {
          String id = observables.get(observable);
          if (!mixes(measurements, of, places, id, findings)) {
            checkRanks(measurements, of, places, id, findings);
          }
        });
  }

  private static boolean mixes(
      List<Measurement> measurements,
      List<Integer> of,
      List<Place> places,
      String id,
      Findings findings) {
    Class<?> first = kind(measurements.get(of.get(0)).reading());
    for (int m : of) {
      if (kind(measurements.get(m).reading()) != first) {
        findings.error(
            places.get(m),
            "observable \"%s\" has measurements of two kinds, other ones in %s"
                .formatted(id, places.get(of.get(0)).line()),
            "give all of them the same measurementType; numbers and censored values alone may mix");
        return true;
      }
    }
    return false;
  }

  /** Numbers and censored values are of one kind. */
  private static Class<?> kind(Reading reading) {
    return reading instanceof Reading.Censored ? Reading.Exact.class : reading.getClass();
  }

  /** Every category up to the last one must have been seen. */
  private static void checkRanks(
      List<Measurement> measurements,
      List<Integer> of,
      List<Place> places,
      String id,
      Findings findings) {
    TreeMap<Integer, Integer> first = new TreeMap<>();
    for (int m : of) {
      if (measurements.get(m).reading() instanceof Reading.Category category) {
        first.putIfAbsent(category.rank(), m);
      }
    }
    int next = 1;
    for (Map.Entry<Integer, Integer> rank : first.entrySet()) {
      if (rank.getKey() != next) {
        findings.error(
            places.get(rank.getValue()),
            "category %d of observable \"%s\" has no measurements, but category %d has"
                .formatted(next, id, rank.getKey()),
            "number the categories 1, 2, 3, … without gaps");
        return;
      }
      next++;
    }
  }
}
