package org.lamarck.worker.petab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.noise.Distribution;
import org.lamarck.worker.noise.Distribution.Family;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.noise.Transformation;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Formulas;
import org.lamarck.worker.petab.table.Row;

/**
 * Reads the noise of an observable: the distributions of PEtab, and with Lamarck's extension
 * further ones, whose parameters beside the scale stand in a column of their own.
 *
 * @param isExtended whether the problem says that it uses the extension
 */
record NoiseCells(boolean isExtended) {
  /** Formulas of the distribution's further parameters, separated by semicolons. */
  static final String SHAPE = "noiseShape";

  private static final String LOG = "log-";

  /** The noise of a row of PEtab 2, where the distribution's name tells the transformation. */
  Noise noise(Row row, ExpressionPool pool, Findings findings) {
    Cell cell = row.cell("noiseDistribution");
    boolean isLog = cell.text().startsWith(LOG);
    String name = isLog ? cell.text().substring(LOG.length()) : cell.text();
    return new Noise(
        distribution(row, cell.isBlank() ? "" : name, true, pool, findings),
        isLog ? Transformation.LN : Transformation.IDENTITY);
  }

  /** The distribution of a row of PEtab 1. */
  Distribution distribution(Row row, ExpressionPool pool, Findings findings) {
    Cell cell = row.cell("noiseDistribution");
    return distribution(row, cell.isBlank() ? "" : cell.text(), false, pool, findings);
  }

  private Distribution distribution(
      Row row, String name, boolean ofLogarithms, ExpressionPool pool, Findings findings) {
    Cell cell = row.cell("noiseDistribution");
    Family family =
        Arrays.stream(Family.values())
            .filter(one -> one.label().equals(name))
            .findFirst()
            .orElse(Family.NORMAL);
    if (!name.isEmpty() && !family.label().equals(name)) {
      findings.error(
          cell.place(),
          "noiseDistribution \"%s\" is unknown".formatted(cell.text()),
          "write " + names(ofLogarithms));
    } else if (!family.isOfPetab() && !isExtended) {
      findings.error(
          cell.place(),
          "noiseDistribution \"%s\" is of the extension lamarck".formatted(cell.text()),
          "write %s, or add \"%s\" to the YAML file"
              .formatted(names(ofLogarithms), Extensions.ENTRY));
    } else {
      return of(family, row.cell(SHAPE), pool, findings);
    }
    return new Distribution.Normal();
  }

  private String names(boolean ofLogarithms) {
    List<String> names = new ArrayList<>();
    Stream<Family> known =
        Arrays.stream(Family.values()).filter(one -> one.isOfPetab() || isExtended);
    known.forEach(one -> names.add(one.label()));
    if (ofLogarithms) {
      List.copyOf(names).forEach(one -> names.add(LOG + one));
    }
    return String.join(", ", names.subList(0, names.size() - 1))
        + " or "
        + names.get(names.size() - 1);
  }

  private Distribution of(Family family, Cell cell, ExpressionPool pool, Findings findings) {
    List<Cell> parts = isExtended ? cell.parts() : List.of();
    if (parts.size() != family.shape().size()) {
      findings.error(
          cell.place(),
          "%s noise wants %s in noiseShape, and %d are given"
              .formatted(family.label(), wanted(family), parts.size()),
          "write as many, separated by semicolons");
      return new Distribution.Normal();
    }
    List<Expression> shape = new ArrayList<>();
    for (Cell part : parts) {
      Formulas.parse(part, SHAPE, pool, findings).ifPresent(shape::add);
    }
    if (shape.size() < parts.size()) {
      return new Distribution.Normal();
    }
    Distribution distribution = family.of(shape);
    if (!shape.isEmpty() && shape.stream().allMatch(Expression::isConstant)) {
      double[] values = shape.stream().mapToDouble(Expression::value).toArray();
      if (!Double.isFinite(distribution.negativeLogLikelihood(0.5, 1, values))) {
        findings.error(
            cell.place(),
            "noiseShape \"%s\" gives no likelihood of %s noise"
                .formatted(cell.text(), family.label()),
            "write %s that make sense".formatted(String.join(", ", family.shape())));
      }
    }
    return distribution;
  }

  private static String wanted(Family family) {
    return family.shape().isEmpty()
        ? "no formulas"
        : "%d formula%s (%s)"
            .formatted(
                family.shape().size(),
                family.shape().size() == 1 ? "" : "s",
                String.join("; ", family.shape()));
  }
}
