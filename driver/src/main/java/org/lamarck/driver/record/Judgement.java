package org.lamarck.driver.record;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lamarck.driver.run.Best;
import org.lamarck.driver.run.RefinementRow;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.strategies.population.BasinArchive.Basin;
import org.lamarck.worker.problem.Parameter;

/** What a record says of the search and of how sure it is, before it is drawn or written. */
public final class Judgement {
  /** The part of a parameter's range that counts as being at its bound. */
  private static final double AT_BOUND = 1e-3;

  /** Independent starts from which on shares of them say something. */
  static final int FEWEST_STARTS = 5;

  private final RunRecord record;
  private final BasinArchive basins;
  private final List<Search> searches;

  public Judgement(RunRecord record) {
    this.record = record;
    basins = record.basins();
    Map<Long, RefinementRow> last = new LinkedHashMap<>();
    record.outcome().refinements().forEach(row -> last.put(row.search(), row));
    List<Search> all = new ArrayList<>();
    for (RefinementRow row : last.values()) {
      boolean hasValue = Double.isFinite(row.value());
      int basin = hasValue ? basins.indexOfBasin(row.point(), row.value()) : -1;
      boolean known = basin >= 0 && basins.basins().get(basin).visits() > 0;
      all.add(new Search(row, basin, known));
    }
    all.sort(Comparator.comparingDouble(search -> search.last().value())); // stable: as asked
    searches = List.copyOf(all);
  }

  /**
   * A local search, of which all slices are one.
   *
   * @param last its last slice
   * @param basin the place among the basins of the one it is in; −1 for none
   * @param known whether a local search ended in that basin
   */
  public record Search(RefinementRow last, int basin, boolean known) {
    public boolean hasValue() {
      return Double.isFinite(last.value());
    }

    public Ending ending() {
      return switch (last.termination()) {
        case GRADIENT -> Ending.GRADIENT;
        case VALUE -> Ending.VALUE;
        case STEP -> Ending.STEP;
        case BUDGET, EVALUATED -> known ? Ending.KNOWN_BASIN : Ending.STOPPED;
        case FAILED -> Ending.FAILED;
      };
    }
  }

  /** How a local search ended. */
  public enum Ending {
    GRADIENT("gradient small"),
    VALUE("value no longer falls"),
    STEP("step small"),
    KNOWN_BASIN("came to a basin that was known"),
    STOPPED("not finished: others were better, or the run ended"),
    FAILED("failed");

    private final String words;

    Ending(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }

    /** Whether the search came to where it led. */
    public boolean isEnd() {
      return this != STOPPED && this != FAILED;
    }
  }

  /**
   * What independent starts tell: local searches from points drawn anywhere. Those that were put
   * near what was known tell nothing of how likely it is to be found.
   *
   * @param begun how many there were
   * @param arrived how many of them came to a basin
   * @param atBest how many of these to the best one
   * @param once how many basins one alone came to
   */
  public record Certainty(int begun, int arrived, int atBest, int once) {
    public boolean isEnough() {
      return arrived >= FEWEST_STARTS;
    }

    /** Good–Turing: the chance that the next start ends in a basin that none came to yet. */
    public double unseen() {
      return (double) once / arrived;
    }
  }

  public Certainty certainty() {
    int[] arrivals = new int[basins.basins().size()];
    int begun = 0;
    int arrived = 0;
    for (Search search : searches) {
      if (search.last().independent()) {
        begun++;
        if (search.known()) {
          arrivals[search.basin()]++;
          arrived++;
        }
      }
    }
    int once = 0;
    for (int count : arrivals) {
      once += count == 1 ? 1 : 0;
    }
    return new Certainty(begun, arrived, arrivals.length == 0 ? 0 : arrivals[0], once);
  }

  /** How many independent starts came to a basin. */
  public int independentStarts(int basin) {
    return (int)
        searches.stream()
            .filter(
                search -> search.last().independent() && search.known() && search.basin() == basin)
            .count();
  }

  /** What is judged. */
  public RunRecord record() {
    return record;
  }

  public List<Parameter> searched() {
    return record.searched();
  }

  /** All local searches, best first; those without a value last. */
  public List<Search> searches() {
    return searches;
  }

  /** Those from independent starts that have a value, best first. */
  public List<Search> starts() {
    return searches.stream()
        .filter(search -> search.last().independent() && search.hasValue())
        .toList();
  }

  /** The place among the basins of where a slice ended; −1 for none. */
  public int basin(RefinementRow row) {
    return Double.isFinite(row.value()) ? basins.indexOfBasin(row.point(), row.value()) : -1;
  }

  /** Best first; the first one holds the best point. */
  public List<Basin> basins() {
    return basins.basins();
  }

  public Optional<Best> best() {
    return record.outcome().state().found();
  }

  /** The best value, which heights are measured from; 0 without one. */
  public double floor() {
    return best().map(Best::value).filter(Double::isFinite).orElse(0.0);
  }

  /** Where a coordinate lies between its bounds, 0 to 1; NaN when a bound is not finite. */
  public double position(Vector point, int i) {
    Parameter parameter = searched().get(i);
    double low = parameter.scale().toScale(parameter.lower());
    double high = parameter.scale().toScale(parameter.upper());
    return high == low ? 0.5 : Math.min(1, Math.max(0, (point.get(i) - low) / (high - low)));
  }

  /** Where an estimate is beside its bounds. */
  public enum AtBound {
    NO(""),
    LOWER("lower"),
    UPPER("upper"),
    /** The bounds are equal. */
    FIXED("bounds are equal");

    private final String words;

    AtBound(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  public AtBound atBound(Vector point, int i) {
    Parameter parameter = searched().get(i);
    if (parameter.lower() == parameter.upper()) {
      return AtBound.FIXED;
    }
    double position = position(point, i);
    return position <= AT_BOUND
        ? AtBound.LOWER
        : position >= 1 - AT_BOUND ? AtBound.UPPER : AtBound.NO;
  }

  /** How many parameters of the best point are at a bound that is not the other one as well. */
  public long atBounds() {
    long count = 0;
    for (int i = 0; best().isPresent() && i < searched().size(); i++) {
      AtBound bound = atBound(best().get().point(), i);
      count += bound == AtBound.LOWER || bound == AtBound.UPPER ? 1 : 0;
    }
    return count;
  }

  /** The distance between two points in parts of the ranges: root of the mean of squares. */
  public double distance(Vector a, Vector b) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < searched().size(); i++) {
      double difference = position(a, i) - position(b, i);
      if (!Double.isNaN(difference)) {
        sum += difference * difference;
        count++;
      }
    }
    return count == 0 ? Double.NaN : Math.sqrt(sum / count);
  }
}
