package org.lamarck.worker.system;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.lamarck.worker.bytecode.StraightLine;
import org.lamarck.worker.bytecode.StraightLineWriter;
import org.lamarck.worker.bytecode.Unrolled;
import org.lamarck.worker.sparse.SparsePattern;
import org.lamarck.worker.system.SystemStructure.Stoichiometry;

/**
 * N times a sparse matrix of rate derivatives whose pattern is fixed: each entry of the product is
 * a fixed linear combination of derivatives. So J = N ∂v/∂y costs one multiplication per term and
 * no search.
 */
public final class Assembly {
  private final SparsePattern pattern;
  private final int[] empty; // entries without a term
  private final int[] filled; // those with any
  private final int[] firstSource; // of these, the first term
  private final double[] firstCoefficient;
  private final int[] target; // of each further term: all second ones, all third ones, …
  private final int[] source;
  private final double[] coefficient;
  private final Unrolled unrolled;
  private boolean isShared;

  /**
   * Lays out the terms.
   *
   * @param start by entry of the pattern, its first term
   */
  private Assembly(SparsePattern pattern, int[] start, int[] source, double[] coefficient) {
    this.pattern = pattern;
    int entries = start.length - 1;
    empty = IntStream.range(0, entries).filter(e -> start[e] == start[e + 1]).toArray();
    filled = IntStream.range(0, entries).filter(e -> start[e] < start[e + 1]).toArray();
    firstSource = new int[filled.length];
    firstCoefficient = new double[filled.length];
    int further = source.length - filled.length;
    target = new int[further];
    this.source = new int[further];
    this.coefficient = new double[further];
    for (int k = 0; k < filled.length; k++) {
      firstSource[k] = source[start[filled[k]]];
      firstCoefficient[k] = coefficient[start[filled[k]]];
    }
    int next = 0;
    for (int e : filled) {
      for (int term = start[e] + 1; term < start[e + 1]; term++) {
        target[next] = e;
        this.source[next] = source[term];
        this.coefficient[next++] = coefficient[term];
      }
    }
    unrolled =
        new Unrolled(source.length + entries, code -> write(code, start, source, coefficient));
  }

  /**
   * Lets it be written out as code when it runs often: for what is made once, with a plan, since
   * there is a class for each.
   */
  Assembly shared() {
    isShared = true;
    return this;
  }

  /** The product as a program: array 0 is the product, array 1 the derivatives. */
  private static void write(
      StraightLineWriter code, int[] start, int[] source, double[] coefficient) {
    for (int e = 0; e + 1 < start.length; e++) {
      code.begin(0, e);
      if (start[e] == start[e + 1]) {
        code.number(0);
      }
      for (int term = start[e]; term < start[e + 1]; term++) {
        addTerm(code, source[term], coefficient[term], term == start[e]);
      }
      code.store();
    }
  }

  private static void addTerm(
      StraightLineWriter code, int source, double coefficient, boolean isFirst) {
    code.push(1, source);
    boolean isSubtracted = coefficient == -1;
    if (!isSubtracted && coefficient != 1) {
      code.number(coefficient);
      code.multiply();
    }
    if (isFirst) {
      if (isSubtracted) {
        code.negate();
      }
    } else if (isSubtracted) {
      code.subtract();
    } else {
      code.add();
    }
  }

  /**
   * N D, where D has one row for each rate.
   *
   * @param states the number of rows of N
   * @param derivatives the pattern of D
   */
  public static Assembly matrix(
      int states, Stoichiometry stoichiometry, SparsePattern derivatives) {
    record Term(int row, int column, int source, double coefficient) {}
    Term[] terms = new Term[termCount(stoichiometry, derivatives)];
    int count = 0;
    for (int r = 0; r + 1 < derivatives.start().length; r++) {
      for (int e = derivatives.start()[r]; e < derivatives.start()[r + 1]; e++) {
        for (int s = stoichiometry.start()[r]; s < stoichiometry.start()[r + 1]; s++) {
          terms[count++] =
              new Term(
                  stoichiometry.state()[s],
                  derivatives.column()[e],
                  e,
                  stoichiometry.coefficient()[s]);
        }
      }
    }
    Arrays.sort(
        terms,
        Comparator.comparingInt(Term::row)
            .thenComparingInt(Term::column)
            .thenComparingInt(Term::source));
    int[] rowStart = new int[states + 1];
    int[] column = new int[count];
    int[] start = new int[count + 1];
    int[] source = new int[count];
    double[] coefficient = new double[count];
    int entries = 0;
    for (int k = 0; k < count; k++) {
      Term term = terms[k];
      if (k == 0 || terms[k - 1].row != term.row || terms[k - 1].column != term.column) {
        column[entries] = term.column;
        start[entries++] = k;
        rowStart[term.row + 1] = entries;
      }
      source[k] = term.source;
      coefficient[k] = term.coefficient;
    }
    start[entries] = count;
    for (int i = 0; i < states; i++) {
      rowStart[i + 1] = Math.max(rowStart[i + 1], rowStart[i]);
    }
    return new Assembly(
        new SparsePattern(rowStart, Arrays.copyOf(column, entries)),
        Arrays.copyOf(start, entries + 1),
        source,
        coefficient);
  }

  /**
   * N d, where d has an entry for some of the rates; the product has one for every state.
   *
   * @param rates the rates of the entries of d, in order
   */
  public static Assembly vector(int states, Stoichiometry stoichiometry, int[] rates) {
    int[] start = new int[states + 1];
    for (int rate : rates) {
      for (int s = stoichiometry.start()[rate]; s < stoichiometry.start()[rate + 1]; s++) {
        start[stoichiometry.state()[s] + 1]++;
      }
    }
    for (int i = 0; i < states; i++) {
      start[i + 1] += start[i];
    }
    int[] next = start.clone();
    int[] source = new int[start[states]];
    double[] coefficient = new double[start[states]];
    for (int e = 0; e < rates.length; e++) {
      for (int s = stoichiometry.start()[rates[e]]; s < stoichiometry.start()[rates[e] + 1]; s++) {
        int place = next[stoichiometry.state()[s]]++;
        source[place] = e;
        coefficient[place] = stoichiometry.coefficient()[s];
      }
    }
    int[] rows = new int[states + 1];
    Arrays.setAll(rows, i -> i);
    return new Assembly(new SparsePattern(rows, new int[states]), start, source, coefficient);
  }

  /** Nᵀ z, where z has an entry for every state; the product has one for every rate. */
  public static Assembly transposed(Stoichiometry stoichiometry) {
    int[] rows = new int[stoichiometry.start().length];
    Arrays.setAll(rows, r -> r);
    return new Assembly(
        new SparsePattern(rows, new int[rows.length - 1]),
        stoichiometry.start(),
        stoichiometry.state(),
        stoichiometry.coefficient());
  }

  /** The pattern of the product, by state. */
  public SparsePattern pattern() {
    return pattern;
  }

  /**
   * The product, in the order of its pattern. Terms are added in their order, but all first ones
   * before all second ones and so on: no loops inside loops, and no sum that waits for the one
   * before it.
   */
  public void assemble(double[] derivatives, double[] product) {
    StraightLine code = isShared ? unrolled.code() : null;
    if (code != null) {
      code.run(product, 0, derivatives, derivatives, derivatives, derivatives);
      return;
    }
    for (int e : empty) {
      product[e] = 0;
    }
    for (int k = 0; k < filled.length; k++) {
      product[filled[k]] = firstCoefficient[k] * derivatives[firstSource[k]];
    }
    for (int k = 0; k < target.length; k++) {
      product[target[k]] += coefficient[k] * derivatives[source[k]];
    }
  }

  private static int termCount(Stoichiometry stoichiometry, SparsePattern derivatives) {
    int count = 0;
    for (int r = 0; r + 1 < derivatives.start().length; r++) {
      count +=
          (derivatives.start()[r + 1] - derivatives.start()[r])
              * (stoichiometry.start()[r + 1] - stoichiometry.start()[r]);
    }
    return count;
  }
}
