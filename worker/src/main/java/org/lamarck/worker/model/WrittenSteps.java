package org.lamarck.worker.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.sparse.Finite;
import org.lamarck.worker.sparse.SparsePattern;
import org.lamarck.worker.system.SystemStructure;
import org.lamarck.worker.system.SystemStructure.Stoichiometry;
import org.lamarck.worker.system.WrittenStep;

/**
 * Steps of explicit methods of one small model, written out: the formulas of all stages in one
 * graph, with what stands between them, and another one of their transposes. Sums are taken in the
 * order of {@link org.lamarck.worker.sparse.StageCombination}, {@link
 * org.lamarck.worker.sparse.StageTranspose}, {@link org.lamarck.worker.system.Assembly} and {@link
 * org.lamarck.worker.system.TransposedRates}, so the bits are those of loops.
 *
 * <p>Threads share it. Which of them counts makes no difference to results, as the bits are the
 * same.
 */
final class WrittenSteps {
  /** The code is made when it has been asked for so many times: about as many steps. */
  private static final int OFTEN = 500;

  private static final int MOST_STATES = 8;

  /** Graphs of more nodes are left to loops: some 16 kB of code. */
  private static final int MOST_NODES = 2500;

  private static final int NONE = -1;

  private final SystemStructure structure;
  private final FormulaGraph rates;
  private final FormulaGraph derivatives; // ∂v/∂y, then ∂v/∂p
  private final int[] touched; // the constants that derivatives are by
  private final List<Expression> kept; // what takes long and is needed on the way back too
  private final Map<String, Code> codes = new HashMap<>();
  private int uses; // not exact when threads share it
  private volatile boolean isLarge; // the code of a method was

  /** The code of a method. */
  private record Code(KernelFactory attempt, KernelFactory transpose, int stages, int kept) {}

  private WrittenSteps(SystemStructure structure, FormulaGraph rates, FormulaGraph derivatives) {
    this.structure = structure;
    this.rates = rates;
    this.derivatives = derivatives;
    this.touched = Arrays.stream(structure.rateConstants().column()).sorted().distinct().toArray();
    this.kept = kept();
  }

  /**
   * Functions within the rates that are within their derivatives too. None where values are
   * selected, as those that are not may be no numbers.
   */
  private List<Expression> kept() {
    List<Expression> functions = new ArrayList<>();
    boolean[] isMoved = rates.moved();
    for (Expression formula : rates.formulas()) {
      if (formula.operator() == Operator.PIECEWISE) {
        return List.of();
      }
      if (isMoved[rates.node(formula)] && formula.arity() == 1 && takesLong(formula.operator())) {
        functions.add(formula);
      }
    }
    return functions.stream().filter(one -> derivatives.node(one) >= 0).toList();
  }

  private static boolean takesLong(Operator operator) {
    return operator != Operator.NEGATE && operator != Operator.SQRT && operator != Operator.ABS;
  }

  /**
   * Those of a model whose rates are smooth functions of states and constants; null where it is too
   * large, or rates depend on time.
   */
  static @Nullable WrittenSteps of(
      SystemStructure structure,
      List<Expression> rates,
      List<Expression> derivatives,
      List<String> states,
      List<String> constants) {
    if (structure.states() > MOST_STATES
        || rates.size() + derivatives.size() > MOST_NODES / 6
        || structure.timedRates().size() > 0) {
      return null;
    }
    FormulaGraph value = graph(rates, states, constants);
    FormulaGraph slopes = graph(derivatives, states, constants);
    boolean isSmall = 6 * Math.max(value.nodes(), slopes.nodes()) <= MOST_NODES;
    return isSmall && !isTimed(value) && !isTimed(slopes)
        ? new WrittenSteps(structure, value, slopes)
        : null;
  }

  private static FormulaGraph graph(
      List<Expression> formulas, List<String> states, List<String> constants) {
    int[] visit = new int[formulas.size()];
    Arrays.setAll(visit, k -> k);
    return new FormulaGraph(formulas, visit, index(states), index(constants));
  }

  private static Map<String, Integer> index(List<String> names) {
    Map<String, Integer> index = new HashMap<>();
    names.forEach(name -> index.put(name, index.size()));
    return index;
  }

  private static boolean isTimed(FormulaGraph graph) {
    for (int node = 0; node < graph.nodes(); node++) {
      if (graph.operator(node) == Operator.TIME) {
        return true;
      }
    }
    return false;
  }

  /** Steps for one thread; null where they have not been asked for often, or are too large. */
  @Nullable WrittenStep ask(WrittenStep.Rows rows) {
    if (isLarge) {
      return null;
    }
    if (uses < OFTEN) {
      uses++;
      return null;
    }
    Code code = code(rows);
    return code == null ? null : new Steps(code, structure.states(), touched);
  }

  private synchronized @Nullable Code code(WrittenStep.Rows rows) {
    if (!codes.containsKey(rows.name())) {
      FormulaGraph attempt = new Writer(rows).attempt();
      FormulaGraph transpose = new Writer(rows).transpose();
      if (Math.max(attempt.nodes(), transpose.nodes()) > MOST_NODES) {
        isLarge = true;
        return null;
      }
      codes.put(
          rows.name(),
          new Code(
              KernelCompiler.compile(attempt),
              KernelCompiler.compile(transpose),
              rows.stages(),
              kept.size() * (rows.stages() - 1)));
    }
    return codes.get(rows.name());
  }

  /** Writes the graphs of a method. */
  private final class Writer {
    private final double[][] a;
    private final int stages;
    private final int states;
    private final FormulaGraph graph;
    private int inputs;
    private final Map<Double, Integer> numbers = new HashMap<>();
    private final int[] fixed; // what does not depend on states, by node of the formulas
    private final int[] constants; // by constant

    Writer(WrittenStep.Rows rows) {
      a = rows.a();
      stages = rows.stages();
      states = structure.states();
      graph = new FormulaGraph();
      fixed = new int[Math.max(rates.nodes(), derivatives.nodes())];
      constants = new int[structure.constants()];
      Arrays.fill(fixed, NONE);
      Arrays.fill(constants, NONE);
    }

    /** From y, f(y) and h to U, Y of the last two stages, and f at the last one. */
    FormulaGraph attempt() {
      int[] y = inputs(states);
      int[] slope = inputs(states);
      int h = inputs(1)[0];
      int[][] u = new int[stages][];
      int[] beside = y;
      int[] state = y;
      u[0] = times(h, slope);
      results(u[0]);
      List<Integer> keeping = new ArrayList<>();
      for (int i = 1; i < stages; i++) {
        beside = state;
        state = combination(y, a[i], u, i);
        int[] image = copy(rates, state);
        slope = slopes(outputs(rates, image));
        for (Expression one : kept) {
          keeping.add(image[rates.node(one)]);
        }
        u[i] = times(h, slope);
        results(u[i]);
      }
      results(beside);
      results(state);
      results(slope);
      results(FormulaBlock.array(keeping));
      return graph;
    }

    /**
     * From y, U, the bars of U, of y₁, of outputs and of f(y₁), h and p̄ to the bars of y and f(y),
     * and p̄.
     */
    FormulaGraph transpose() {
      int[] y = inputs(states);
      int[][] u = new int[stages][];
      int[][] bars = new int[stages][];
      Arrays.setAll(u, i -> inputs(states));
      Arrays.setAll(bars, i -> inputs(states));
      int[] bar = inputs(states);
      int[] outputs = inputs(states);
      int[] shared = inputs(states);
      int h = inputs(1)[0];
      int[] byConstant = inputs(touched.length);
      int[][] known = new int[stages][];
      for (int i = 1; i < stages; i++) {
        known[i] = inputs(kept.size());
      }
      for (int i = stages - 1; i > 0; i--) {
        boolean isLast = i == stages - 1;
        int[] z = isLast ? plus(times(h, bars[i]), shared) : times(h, bars[i]);
        int[] image = copy(derivatives, combination(y, a[i], u, i), known[i]);
        int[] slopes = outputs(derivatives, image);
        int[] weights = weights(z);
        int[] g = byStates(weights, slopes);
        addConstants(weights, slopes, byConstant);
        bar = isLast ? plus(bar, g) : bar;
        for (int j = 0; j < i; j++) {
          bars[j] = plus(bars[j], times(number(a[i][j]), isLast ? bar : g));
        }
        bar = plus(bar, isLast ? outputs : g);
      }
      results(bar);
      results(times(h, bars[0]));
      results(byConstant);
      return graph;
    }

    private int[] inputs(int count) {
      int[] nodes = new int[count];
      Arrays.setAll(nodes, k -> graph.input(FormulaGraph.Block.FIRST, inputs++));
      return nodes;
    }

    private void results(int[] nodes) {
      for (int node : nodes) {
        graph.result(node);
      }
    }

    private int number(double value) {
      return numbers.computeIfAbsent(value, graph::constant);
    }

    private int constant(int index) {
      if (constants[index] == NONE) {
        constants[index] = graph.input(FormulaGraph.Block.SECOND, index);
      }
      return constants[index];
    }

    private int product(int left, int right) {
      return graph.add(Operator.MULTIPLY, left, right);
    }

    private int[] times(int factor, int[] vector) {
      return Arrays.stream(vector).map(node -> product(factor, node)).toArray();
    }

    private int[] plus(int[] left, int[] right) {
      int[] sums = new int[left.length];
      Arrays.setAll(sums, k -> graph.add(Operator.ADD, left[k], right[k]));
      return sums;
    }

    /** y + Σ_j w_j U_j in the order of {@link org.lamarck.worker.sparse.StageCombination}. */
    private int[] combination(int[] y, double[] w, int[][] u, int count) {
      int[] sums = y;
      int first = count % 6 == 0 ? 6 : count % 6;
      for (int from = 0; from < count; from += from == 0 ? first : 6) {
        int pass = from == 0 ? first : 6;
        int alone = pass == 6 ? 0 : pass % 3; // these are added one by one, then three together
        for (int j = from; j < from + alone; j++) {
          sums = plus(sums, times(number(w[j]), u[j]));
        }
        for (int j = from + alone; j < from + pass; j += 3) {
          int[] two = plus(times(number(w[j]), u[j]), times(number(w[j + 1]), u[j + 1]));
          sums = plus(sums, plus(two, times(number(w[j + 2]), u[j + 2])));
        }
      }
      return sums;
    }

    private int[] outputs(FormulaGraph formulas, int[] image) {
      return Arrays.stream(formulas.outputs()).map(node -> image[node]).toArray();
    }

    /**
     * The nodes of formulas at other states.
     *
     * @param known the nodes of what is kept; none where it is to be computed
     */
    private int[] copy(FormulaGraph formulas, int[] state, int... known) {
      Map<Integer, Integer> replaced = new HashMap<>();
      for (int k = 0; k < known.length; k++) {
        replaced.put(formulas.node(kept.get(k)), known[k]);
      }
      boolean[] isMoved = formulas.moved();
      int[] image = new int[formulas.nodes()];
      for (int node = 0; node < image.length; node++) {
        FormulaGraph.Source source = formulas.source(node);
        int[] arguments = formulas.arguments(node);
        Integer given = replaced.get(node);
        if (given != null) {
          image[node] = given;
        } else if (source.block() == FormulaGraph.Block.FIRST) {
          image[node] = state[source.index()];
        } else if (isMoved[node] || fixed[node] == NONE) {
          image[node] =
              source.block() == FormulaGraph.Block.SECOND
                  ? constant(source.index())
                  : formulas.isConstant(node)
                      ? number(formulas.value(node))
                      : graph.add(
                          formulas.operator(node),
                          Arrays.stream(arguments).map(one -> image[one]).toArray());
          fixed[node] = isMoved[node] ? NONE : image[node];
        } else {
          image[node] = fixed[node];
        }
      }
      return image;
    }

    /** N v. */
    private int[] slopes(int[] v) {
      Stoichiometry n = structure.stoichiometry();
      List<List<Integer>> terms = new ArrayList<>();
      for (int s = 0; s < states; s++) {
        terms.add(new ArrayList<>());
      }
      for (int r = 0; r < v.length; r++) {
        for (int e = n.start()[r]; e < n.start()[r + 1]; e++) {
          terms.get(n.state()[e]).add(scaled(n.coefficient()[e], v[r]));
        }
      }
      return terms.stream().mapToInt(this::sum).toArray();
    }

    /** Nᵀ z. */
    private int[] weights(int[] z) {
      Stoichiometry n = structure.stoichiometry();
      int[] weights = new int[structure.rates()];
      for (int r = 0; r < weights.length; r++) {
        List<Integer> terms = new ArrayList<>();
        for (int e = n.start()[r]; e < n.start()[r + 1]; e++) {
          terms.add(scaled(n.coefficient()[e], z[n.state()[e]]));
        }
        weights[r] = sum(terms);
      }
      return weights;
    }

    /** Times a number, to the bit. */
    private int scaled(double factor, int node) {
      return factor == 1
          ? node
          : factor == -1 ? graph.add(Operator.NEGATE, node) : product(number(factor), node);
    }

    private int sum(List<Integer> terms) {
      return switch (terms.size()) {
        case 0 -> number(0);
        case 1 -> terms.get(0);
        default -> graph.add(Operator.ADD, FormulaBlock.array(terms));
      };
    }

    /** (∂v/∂y)ᵀ w. */
    private int[] byStates(int[] weights, int[] slopes) {
      SparsePattern pattern = structure.rateStates();
      List<List<Integer>> terms = new ArrayList<>();
      for (int s = 0; s < states; s++) {
        terms.add(new ArrayList<>(List.of(number(0))));
      }
      int[] rate = pattern.rows();
      for (int e = 0; e < rate.length; e++) {
        terms.get(pattern.column()[e]).add(product(weights[rate[e]], slopes[e]));
      }
      return terms.stream().mapToInt(this::sum).toArray();
    }

    /** Adds (∂v/∂p)ᵀ w. */
    private void addConstants(int[] weights, int[] slopes, int[] byConstant) {
      SparsePattern pattern = structure.rateConstants();
      int[] rate = pattern.rows();
      int from = structure.rateStates().size();
      for (int c = 0; c < touched.length; c++) {
        List<Integer> terms = new ArrayList<>(List.of(byConstant[c]));
        for (int e = 0; e < rate.length; e++) {
          if (pattern.column()[e] == touched[c]) {
            terms.add(product(weights[rate[e]], slopes[from + e]));
          }
        }
        byConstant[c] = sum(terms);
      }
    }
  }

  /** The steps of one thread. */
  private static final class Steps implements WrittenStep {
    private final int states;
    private final int increments; // numbers of all
    private final int kept;
    private final int[] touched;
    private final Kernel attempt;
    private final Kernel transpose;
    private final double[] start;
    private final double[] end;
    private final double[] behind;
    private final double[] before;

    Steps(Code code, int states, int[] touched) {
      this.states = states;
      this.increments = code.stages() * states;
      this.kept = code.kept();
      this.touched = touched;
      this.attempt = code.attempt().newKernel();
      this.transpose = code.transpose().newKernel();
      this.start = new double[2 * states + 1];
      this.end = new double[code.attempt().size().outputs()];
      this.behind = new double[4 * states + 2 * increments + 1 + touched.length + kept];
      this.before = new double[code.transpose().size().outputs()];
    }

    @Override
    public int kept() {
      return kept;
    }

    @Override
    public boolean attempt(
        double h, double[] y, double[] slope, double[] p, double[] u, Ends ends) {
      System.arraycopy(y, 0, start, 0, states);
      System.arraycopy(slope, 0, start, states, states);
      start[2 * states] = h;
      attempt.evaluate(0, start, p, end);
      int results = increments + 3 * states;
      if (!Finite.all(end, results)) {
        return false;
      }
      System.arraycopy(end, results, ends.kept(), 0, kept);
      System.arraycopy(end, 0, u, 0, increments);
      System.arraycopy(end, increments, ends.beside(), 0, states);
      System.arraycopy(end, increments + states, ends.next(), 0, states);
      System.arraycopy(end, increments + 2 * states, ends.slope(), 0, states);
      return true;
    }

    @Override
    public boolean transpose(double h, double[] y, double[] u, double[] p, Carried carried) {
      double[] bars = carried.constants();
      System.arraycopy(y, 0, behind, 0, states);
      System.arraycopy(u, 0, behind, states, increments);
      System.arraycopy(carried.stages(), 0, behind, states + increments, increments);
      int at = states + 2 * increments;
      System.arraycopy(carried.state(), 0, behind, at, states);
      System.arraycopy(carried.outputs(), 0, behind, at + states, states);
      System.arraycopy(carried.shared(), 0, behind, at + 2 * states, states);
      behind[at + 3 * states] = h;
      for (int c = 0; c < touched.length; c++) {
        behind[at + 3 * states + 1 + c] = bars[touched[c]];
      }
      System.arraycopy(carried.kept(), 0, behind, behind.length - kept, kept);
      transpose.evaluate(0, behind, p, before);
      if (!Finite.all(before)) {
        return false;
      }
      System.arraycopy(before, 0, carried.state(), 0, states);
      System.arraycopy(before, states, carried.shared(), 0, states);
      for (int c = 0; c < touched.length; c++) {
        bars[touched[c]] = before[2 * states + c];
      }
      return true;
    }
  }
}
