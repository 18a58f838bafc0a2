package org.lamarck.worker.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Numbers;
import org.lamarck.worker.petab.table.YamlMapping;

/** Reads increasing times: a list, or {@code start}, {@code end} and {@code steps}. */
public final class TimesReader {
  private static final double MOST = 1e7;

  private final Findings findings;

  public TimesReader(Findings findings) {
    this.findings = findings;
  }

  /** The times; an error and none when they are not sound. */
  public List<Double> times(YamlMapping mapping) {
    Optional<YamlMapping.Value> value =
        mapping.require("times", "start, end and steps, or a list", findings);
    return value.map(this::times).orElse(List.of());
  }

  private List<Double> times(YamlMapping.Value value) {
    if (value.isMapping()) {
      return value.mapping(findings).map(grid -> grid(grid, true)).orElse(List.of());
    }
    List<Double> times = new ArrayList<>();
    for (YamlMapping.Value item : value.items()) {
      Optional<Cell> cell = item.cell(findings);
      OptionalDouble time =
          cell.isPresent() ? Numbers.require(cell.get(), "time", findings) : OptionalDouble.empty();
      double last = times.isEmpty() ? -Double.MIN_VALUE : times.get(times.size() - 1);
      if (time.isPresent() && !(time.getAsDouble() > last && Double.isFinite(time.getAsDouble()))) {
        findings.error(
            item.place(),
            "time " + cell.get().text() + " is infinite, before 0 or not after the one before it",
            "write times from 0 on in increasing order");
      }
      time.ifPresent(times::add);
    }
    if (times.isEmpty()) {
      findings.error(value.place(), "there are no times", "write at least one");
    }
    return times;
  }

  /**
   * Evenly spaced numbers from start to end.
   *
   * @param ofTime whether they must not begin before 0
   */
  public List<Double> grid(YamlMapping grid, boolean ofTime) {
    grid.refuseOthers(List.of("start", "end", "steps"), findings);
    OptionalDouble from = grid.number("start", findings);
    OptionalDouble to = grid.number("end", findings);
    OptionalDouble count = grid.number("steps", findings);
    if (from.isEmpty() || to.isEmpty() || count.isEmpty()) {
      return List.of();
    }
    double start = from.getAsDouble();
    double end = to.getAsDouble();
    double steps = count.getAsDouble();
    if (!((start >= 0 || !ofTime) && end > start && Double.isFinite(end - start))) {
      findings.error(
          grid.place(),
          ofTime
              ? "times from %s to %s are not an interval from 0 on".formatted(start, end)
              : "values from %s to %s are not an interval".formatted(start, end),
          "write start and end with " + (ofTime ? "0 <= " : "") + "start < end");
      return List.of();
    }
    if (!(steps >= 1 && steps <= MOST && steps == Math.rint(steps))) {
      findings.error(
          grid.place(),
          "steps (" + steps + ") is not a whole number from 1 to 10000000",
          "write the number of intervals");
      return List.of();
    }
    return IntStream.rangeClosed(0, (int) steps)
        .mapToObj(i -> start + (end - start) * i / steps)
        .toList();
  }
}
