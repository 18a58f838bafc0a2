package org.lamarck.worker.petab.reading;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Numbers;
import org.lamarck.worker.petab.table.Row;
import org.lamarck.worker.problem.Reading;

/**
 * Reads the columns by which pyPESTO says that a measurement is less than a number: {@code
 * measurementType}, {@code censoringBounds} and {@code measurementCategory}. The field under {@code
 * measurement} has a meaning for semi-quantitative ones alone.
 */
public final class ReadingCells {
  private static final String TYPE = "measurementType";
  private static final String BOUNDS = "censoringBounds";
  private static final String CATEGORY = "measurementCategory";
  private static final String OLD_SEMIQUANTITATIVE = "nonlinear_monotone";

  /** What a measurement may be, by the words of the table. */
  private enum Type {
    LEFT_CENSORED("left-censored", 1),
    RIGHT_CENSORED("right-censored", 1),
    INTERVAL_CENSORED("interval-censored", 2),
    SEMIQUANTITATIVE("semiquantitative", 0),
    ORDINAL("ordinal", 0);

    private final String label;
    private final int bounds;

    Type(String label, int bounds) {
      this.label = label;
      this.bounds = bounds;
    }

    private static Optional<Type> of(String text) {
      String name = text.equals(OLD_SEMIQUANTITATIVE) ? SEMIQUANTITATIVE.label : text;
      return Arrays.stream(values()).filter(one -> one.label.equals(name)).findFirst();
    }

    private static String names() {
      List<String> names = Arrays.stream(values()).map(one -> one.label).toList();
      return names.stream().limit(names.size() - 1L).collect(Collectors.joining(", "))
          + " or "
          + names.get(names.size() - 1);
    }
  }

  private static final int MOST_CATEGORIES = 1_000_000;

  private ReadingCells() {}

  /** Whether a row says by its columns that it is something else than a number. */
  public static boolean isGiven(Row row) {
    return !row.cell(TYPE).isBlank()
        || !row.cell(BOUNDS).isBlank()
        || !row.cell(CATEGORY).isBlank();
  }

  /**
   * What a row says; nothing when it says what makes no sense, which is then found.
   *
   * @param noise of its observable
   * @param settings of all observables
   */
  public static Optional<Reading> read(
      Row row, Noise noise, ReadingSettings settings, Findings findings) {
    Cell cell = row.cell(TYPE);
    if (cell.isBlank()) {
      boolean isBounds = !row.cell(BOUNDS).isBlank();
      findings.error(
          row.cell(isBounds ? BOUNDS : CATEGORY).place(),
          isBounds
              ? "%s are given, but no measurementType".formatted(BOUNDS)
              : "%s is given, but no measurementType".formatted(CATEGORY),
          isBounds
              ? "write left-censored, right-censored or interval-censored, or leave the bounds"
                  + " empty"
              : "write ordinal, or leave the category empty");
      return Optional.empty();
    }
    Optional<Type> type = Type.of(cell.text());
    if (type.isEmpty()) {
      findings.error(
          cell.place(),
          "measurementType \"%s\" is unknown".formatted(cell.text()),
          "write %s, or leave it empty for a number".formatted(Type.names()));
      return Optional.empty();
    }
    String observable = row.cell("observableId").text();
    return switch (type.get()) {
      case SEMIQUANTITATIVE -> monotone(row, noise, settings.spline(observable), findings);
      case ORDINAL -> category(row.cell(CATEGORY), settings.gaps(observable), findings);
      default -> censored(row, type.get(), noise, findings);
    };
  }

  private static Optional<Reading> monotone(
      Row row, Noise noise, Reading.Monotone settings, Findings findings) {
    if (!noise.distribution().isLeastSquares() || noise.transformation().isLogarithmic()) {
      findings.error(
          row.cell(TYPE).place(),
          "semiquantitative measurements are compared by their values with normal noise, and"
              + " their observable has another",
          "choose the noise distribution normal, on the linear scale");
      return Optional.empty();
    }
    return Optional.of(settings);
  }

  private static Optional<Reading> category(
      Cell cell, Reading.Category.Gaps gaps, Findings findings) {
    if (cell.isBlank()) {
      findings.error(
          cell.place(),
          "an ordinal measurement has no " + CATEGORY,
          "write its category, 1 for the lowest one");
      return Optional.empty();
    }
    OptionalDouble number = Numbers.require(cell, CATEGORY, findings);
    if (number.isEmpty()) {
      return Optional.empty();
    }
    double rank = number.getAsDouble();
    if (!(rank >= 1 && rank <= MOST_CATEGORIES && rank == Math.rint(rank))) {
      findings.error(
          cell.place(),
          "%s \"%s\" is not a whole number from 1 on".formatted(CATEGORY, cell.text()),
          "number the categories 1, 2, 3, … from the lowest one");
      return Optional.empty();
    }
    return Optional.of(new Reading.Category((int) rank, gaps));
  }

  private static Optional<Reading> censored(Row row, Type type, Noise noise, Findings findings) {
    if (!noise.distribution().hasIntervals()) {
      findings.error(
          row.cell(TYPE).place(),
          "values with %s noise cannot be censored"
              .formatted(noise.distribution().family().label()),
          "choose normal or Laplace noise");
      return Optional.empty();
    }
    Cell cell = row.cell(BOUNDS);
    List<Cell> parts = cell.parts();
    if (parts.size() != type.bounds) {
      findings.error(
          cell.place(),
          "%s measurements have %d bound%s, and %d are given"
              .formatted(type.label, type.bounds, type.bounds == 1 ? "" : "s", parts.size()),
          type.bounds == 1 ? "write one number" : "write two numbers with a semicolon between");
      return Optional.empty();
    }
    double lower = Double.NEGATIVE_INFINITY;
    double upper = Double.POSITIVE_INFINITY;
    for (int i = 0; i < parts.size(); i++) {
      OptionalDouble bound = bound(parts.get(i), findings);
      if (bound.isEmpty()) {
        return Optional.empty();
      }
      if (i == 1 || type == Type.LEFT_CENSORED) {
        upper = bound.getAsDouble();
      } else {
        lower = bound.getAsDouble();
      }
    }
    return isPossible(cell, lower, upper, noise, findings)
        ? Optional.of(new Reading.Censored(lower, upper))
        : Optional.empty();
  }

  private static OptionalDouble bound(Cell cell, Findings findings) {
    OptionalDouble bound = Numbers.require(cell, BOUNDS, findings);
    if (bound.isPresent() && Double.isInfinite(bound.getAsDouble())) {
      findings.error(
          cell.place(),
          "the bound %s is infinite".formatted(cell.text()),
          "write a finite number; values with one bound are left-censored or right-censored");
      return OptionalDouble.empty();
    }
    return bound;
  }

  private static boolean isPossible(
      Cell cell, double lower, double upper, Noise noise, Findings findings) {
    if (!(lower < upper)) {
      findings.error(
          cell.place(),
          "the lower bound %s is not below the upper bound %s"
              .formatted(Numbers.print(lower), Numbers.print(upper)),
          "write the smaller number first; a value without a range is no censored one");
      return false;
    }
    boolean isBelow = lower < 0 && lower != Double.NEGATIVE_INFINITY;
    boolean isVoid = upper == Double.POSITIVE_INFINITY && lower <= 0;
    if (noise.transformation().isLogarithmic() && (upper <= 0 || isBelow || isVoid)) {
      findings.error(
          cell.place(),
          "the bounds \"%s\" have no logarithm, on which the observable is compared"
              .formatted(cell.text()),
          "write positive numbers, or choose another noise distribution");
      return false;
    }
    return true;
  }
}
