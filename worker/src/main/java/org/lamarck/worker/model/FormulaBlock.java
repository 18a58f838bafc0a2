package org.lamarck.worker.model;

import java.util.ArrayList;
import java.util.List;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.sparse.SparsePattern;
import org.lamarck.worker.system.SystemStructure.Indices;
import org.lamarck.worker.system.SystemStructure.Pairs;

/** Formulas by rate, each with one or two indices of what it is the derivative by. */
final class FormulaBlock {
  private final List<Expression> formulas = new ArrayList<>();
  private final List<Integer> rates = new ArrayList<>();
  private final List<Integer> first = new ArrayList<>();
  private final List<Integer> second = new ArrayList<>();

  /** Adds a formula; those of a rate come one after another, rates in order. */
  void add(int rate, int a, int b, Expression formula) {
    rates.add(rate);
    first.add(a);
    second.add(b);
    formulas.add(formula);
  }

  List<Expression> formulas() {
    return formulas;
  }

  /** The rate that formula {@code k} belongs to. */
  int rate(int k) {
    return rates.get(k);
  }

  private int[] start(int rows) {
    int[] start = new int[rows + 1];
    rates.forEach(rate -> start[rate + 1]++);
    for (int r = 0; r < rows; r++) {
      start[r + 1] += start[r];
    }
    return start;
  }

  /** The first indices of all formulas. */
  Indices indices() {
    return new Indices(array(first));
  }

  /** The first indices by rate, for so many rates. */
  SparsePattern rows(int rows) {
    return new SparsePattern(start(rows), array(first));
  }

  /** Both indices by rate, for so many rates. */
  Pairs pairs(int rows) {
    return new Pairs(start(rows), array(first), array(second));
  }

  static int[] array(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }
}
