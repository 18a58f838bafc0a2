package org.lamarck.worker.petab.reading;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Numbers;
import org.lamarck.worker.petab.table.Row;
import org.lamarck.worker.petab.table.Table;
import org.lamarck.worker.problem.Reading;

/**
 * What observables say of the functions by which semi-quantitative and ordinal data are compared,
 * in columns of the observable table that are named like pyPESTO's options.
 */
public final class ReadingSettings {
  private static final String RATIO = "splineRatio";
  private static final String LEAST_STEP = "minDiffFactor";
  private static final String REGULARIZATION = "regularizationFactor";
  private static final String CONSTRAINTS = "intervalConstraints";
  private static final String GAP = "minGap";

  private static final double INFINITE = Double.POSITIVE_INFINITY;

  private final Map<String, Reading.Monotone> splines = new LinkedHashMap<>();
  private final Map<String, Reading.Category.Gaps> gaps = new LinkedHashMap<>();

  private ReadingSettings() {}

  /** Those of observable tables. */
  public static ReadingSettings of(Collection<Table> observables, Findings findings) {
    ReadingSettings settings = new ReadingSettings();
    for (Table table : observables) {
      table.rows().forEach(row -> settings.read(row, findings));
    }
    return settings;
  }

  private void read(Row row, Findings findings) {
    String id = row.cell("observableId").text();
    Reading.Monotone spline = Reading.Monotone.DEFAULT;
    double ratio = number(row.cell(RATIO), RATIO, spline.knotRatio(), findings);
    if (ratio == 0) {
      findings.error(
          row.cell(RATIO).place(),
          RATIO + " is 0, which is no knot at all",
          "write how many knots there are for each measurement, such as 0.5");
      ratio = spline.knotRatio();
    }
    splines.put(
        id,
        new Reading.Monotone(
            ratio,
            number(row.cell(LEAST_STEP), LEAST_STEP, spline.leastStep(), findings),
            number(row.cell(REGULARIZATION), REGULARIZATION, spline.regularization(), findings)));
    gaps.put(
        id,
        new Reading.Category.Gaps(
            isOfRange(row.cell(CONSTRAINTS), findings),
            number(row.cell(GAP), GAP, Reading.Category.Gaps.DEFAULT.least(), findings)));
  }

  private static double number(Cell cell, String name, double otherwise, Findings findings) {
    if (cell.isBlank()) {
      return otherwise;
    }
    OptionalDouble number = Numbers.require(cell, name, findings);
    if (number.isPresent() && !(number.getAsDouble() >= 0 && number.getAsDouble() < INFINITE)) {
      findings.error(
          cell.place(),
          "%s %s is negative or infinite".formatted(name, cell.text()),
          "write a number from 0 on");
      return otherwise;
    }
    return number.orElse(otherwise);
  }

  private static boolean isOfRange(Cell cell, Findings findings) {
    if (!cell.isBlank() && !cell.text().equals("max") && !cell.text().equals("max-min")) {
      findings.error(
          cell.place(),
          "%s \"%s\" is unknown".formatted(CONSTRAINTS, cell.text()),
          "write max or max-min");
    }
    return cell.text().equals("max-min");
  }

  /** Of numbers on an unknown scale. */
  Reading.Monotone spline(String observable) {
    return splines.getOrDefault(observable, Reading.Monotone.DEFAULT);
  }

  /** Of categories. */
  Reading.Category.Gaps gaps(String observable) {
    return gaps.getOrDefault(observable, Reading.Category.Gaps.DEFAULT);
  }
}
