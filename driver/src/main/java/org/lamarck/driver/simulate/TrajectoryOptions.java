package org.lamarck.driver.simulate;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.task.Simulator.Column;
import org.lamarck.worker.task.Simulator.SpeciesColumns;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which rows and columns the table of a model has. */
public final class TrajectoryOptions {
  @Option(names = "--end", paramLabel = "T", description = "The last time.")
  private @Nullable Double end;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "How many intervals of equal length; the output has N+1 rows.")
  private @Nullable Integer steps;

  @Option(
      names = "--start",
      paramLabel = "T",
      description = "The time of the initial values; 0 when left out.")
  private @Nullable Double start;

  @Option(
      names = "--variables",
      paramLabel = "ID",
      split = ",",
      description = "Print these alone, such as a,b.")
  private List<String> variables = List.of();

  @Option(
      names = "--times",
      paramLabel = "T,...|FILE",
      description = {
        "In place of --end and --steps: the times of the rows, or a file that has them in its first"
            + " column. The initial values are those of time 0, or of --start."
      })
  private @Nullable String times;

  @Option(
      names = "--set",
      paramLabel = "ID=VALUE",
      description = {
        "Another value of a parameter or compartment, or of a species at the start, in the meaning"
            + " of its id; may be given several times."
      })
  private Map<String, Double> values = Map.of();

  @Option(
      names = "--scan",
      paramLabel = "ID=LO:HI:N[:log]",
      description = {
        "Run the model at N values from LO to HI, evenly or on a logarithmic scale; the values are"
            + " the first columns. Given several times, at all combinations."
      })
  private Map<String, String> scans = Map.of();

  @ArgGroup private @Nullable Meaning meaning;

  /** What the columns of species mean. */
  private static final class Meaning {
    @SuppressWarnings("UnusedVariable") // the other way of a choice of two
    @Option(names = "--amounts", description = "All species as amounts.")
    private boolean amounts;

    @Option(names = "--concentrations", description = "All species as concentrations.")
    private boolean concentrations;
  }

  /** Whether nothing was given. */
  public boolean isEmpty() {
    return values.isEmpty() && isPlain();
  }

  /** Whether nothing was given beside values. */
  private boolean isPlain() {
    return end == null
        && steps == null
        && start == null
        && times == null
        && scans.isEmpty()
        && variables.isEmpty()
        && meaning == null;
  }

  /**
   * What is set, for a problem, which says all else itself.
   *
   * @throws ConfigException when more was given
   */
  public Map<String, Double> valuesAlone() throws ConfigException {
    if (!isPlain()) {
      throw new ConfigException(
          "error: a problem says itself what is simulated, and when; leave out all but --set");
    }
    return values;
  }

  /** What is set, and the grid of what is scanned. */
  public Variation variation() throws ConfigException {
    return Variation.of(values, scans);
  }

  /**
   * Which times are simulated.
   *
   * @param all ascending; the first is the time of the initial values
   * @param leadIn whether that one is no row of the output
   */
  public record Times(Vector all, boolean leadIn) {}

  public Times times() throws ConfigException, IOException {
    double from = start == null ? 0 : start;
    if (times != null) {
      if (end != null || steps != null) {
        throw new ConfigException(
            "--times: error: it is given beside --end or --steps; leave out one");
      }
      return GivenTimes.read(times, from);
    }
    return new Times(Vector.of(evenly(from)), false);
  }

  private double[] evenly(double from) throws ConfigException {
    if (end == null || steps == null) {
      throw new ConfigException(
          "error: Missing required options --end and --steps: say until when, in how many steps,"
              + " or give --times");
    }
    if (!(Double.isFinite(from) && Double.isFinite(end) && end > from)) {
      throw new ConfigException(
          "--end: error: the end (%s) must be after the start (%s); change one"
              .formatted(end, from));
    }
    if (steps < 1 || steps > 100_000_000) {
      throw new ConfigException(
          "--steps: error: steps (" + steps + ") must be from 1 to 100000000; change it");
    }
    double[] all = new double[steps + 1];
    for (int k = 0; k <= steps; k++) {
      all[k] = from + (end - from) * k / steps;
    }
    return all;
  }

  public List<Column> columns(OdeModel model) {
    SpeciesColumns species = SpeciesColumns.AS_IN_MODEL;
    if (meaning != null) {
      species = meaning.concentrations ? SpeciesColumns.CONCENTRATIONS : SpeciesColumns.AMOUNTS;
    }
    SpeciesColumns all = species;
    return (variables.isEmpty() ? model.outputs() : variables)
        .stream().map(id -> new Column(id, all)).toList();
  }
}
