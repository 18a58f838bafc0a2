package org.lamarck.worker.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.task.Simulator.Column;
import org.lamarck.worker.task.Simulator.SpeciesColumns;

/**
 * What a case of the SBML test suite asks of a simulator. Of a case that is no time course the
 * times are all 0.
 *
 * @param start the time of the initial values and of the first row
 * @param duration from the first to the last row
 * @param steps intervals of equal length between rows
 * @param columns the variables in their order, species as amounts or concentrations as wanted
 * @param absolute Tₐ: a value u passes against c when |c − u| ≤ Tₐ + Tᵣ·|c|
 * @param relative Tᵣ
 */
public record SuiteSettings(
    double start,
    double duration,
    int steps,
    List<Column> columns,
    double absolute,
    double relative) {
  private static final int MOST_STEPS = 100_000_000;

  public SuiteSettings {
    columns = List.copyOf(columns);
  }

  /** The times of the rows. */
  public double[] times() {
    double[] times = new double[steps + 1];
    for (int k = 0; k <= steps; k++) {
      times[k] = start + (steps == 0 ? 0 : duration * k / steps);
    }
    return times;
  }

  /**
   * Reads lines of the form {@code key: value}.
   *
   * @throws InputException with everything that is wrong
   */
  static SuiteSettings read(Path file) throws IOException, InputException {
    return new Reader(file).read();
  }

  private record Entry(int row, String value) {}

  private static final class Reader {
    private final String file;
    private final Map<String, Entry> entries = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    Reader(Path path) throws IOException {
      file = path.toString();
      int row = 0;
      for (String line : Files.readAllLines(path)) {
        row++;
        int colon = line.indexOf(':');
        if (colon > 0) {
          entries.put(
              line.substring(0, colon).strip(), new Entry(row, line.substring(colon + 1).strip()));
        }
      }
    }

    SuiteSettings read() throws InputException {
      double steps = number("steps");
      if (!(steps >= 0 && steps <= MOST_STEPS && steps == Math.rint(steps))) {
        fault("steps", "is no number of steps", "write a whole number from 0 to " + MOST_STEPS);
      }
      double duration = number("duration");
      if (!(duration >= 0 && Double.isFinite(duration))) {
        fault("duration", "is no duration", "write a finite number that is not negative");
      }
      double start = number("start");
      if (!Double.isFinite(start)) {
        fault("start", "is no time", "write a finite number");
      }
      SuiteSettings settings =
          new SuiteSettings(
              start, duration, (int) steps, columns(), number("absolute"), number("relative"));
      if (!findings.isEmpty()) {
        throw new InputException(findings);
      }
      return settings;
    }

    private List<Column> columns() {
      Set<String> amounts = Set.copyOf(list("amount"));
      Set<String> concentrations = Set.copyOf(list("concentration"));
      return list("variables").stream()
          .map(id -> new Column(id, meaning(id, amounts, concentrations)))
          .toList();
    }

    private static SpeciesColumns meaning(
        String id, Set<String> amounts, Set<String> concentrations) {
      if (amounts.contains(id)) {
        return SpeciesColumns.AMOUNTS;
      }
      return concentrations.contains(id)
          ? SpeciesColumns.CONCENTRATIONS
          : SpeciesColumns.AS_IN_MODEL;
    }

    private List<String> list(String key) {
      return Stream.of(value(key).split(","))
          .map(String::strip)
          .filter(id -> !id.isEmpty())
          .toList();
    }

    /** 0 when it is left out, as in cases that are no time courses. */
    private double number(String key) {
      String text = value(key);
      if (text.isEmpty()) {
        return 0;
      }
      try {
        return SuiteNumbers.parse(text);
      } catch (NumberFormatException e) {
        fault(key, "is not a number", "write a number");
        return 0;
      }
    }

    private String value(String key) {
      Entry entry = entries.get(key);
      return entry == null ? "" : entry.value();
    }

    private void fault(String key, String what, String remedy) {
      Entry entry = entries.get(key);
      int row = entry == null ? 0 : entry.row();
      findings.add(Finding.error(file, row, 0, key + " (" + value(key) + ") " + what, remedy));
    }
  }
}
