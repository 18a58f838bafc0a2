package org.lamarck.worker.loss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.expression.Differentiator;
import org.lamarck.worker.expression.Evaluator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.problem.SimulationLoss;

/**
 * The sum of terms by their weights, or a formula of them by their names.
 *
 * @param formula over the terms' names; absent for the sum
 * @param slopes its derivatives by each term; none for the sum
 */
public record TermLoss(List<Term> terms, @Nullable Expression formula, List<Expression> slopes)
    implements SimulationLoss {
  public TermLoss {
    terms = List.copyOf(terms);
    slopes = List.copyOf(slopes);
  }

  /** The derivatives are made here: threads that judge share the formula's pool. */
  public TermLoss(List<Term> terms, @Nullable Expression formula) {
    this(terms, formula, formula == null ? List.of() : slopes(terms, formula));
  }

  private static List<Expression> slopes(List<Term> terms, Expression formula) {
    return terms.stream()
        .map(term -> Differentiator.derivative(formula, formula.pool().symbol(term.name())))
        .toList();
  }

  /** Whether it is a sum over values of curves, so that it can be taken apart by their times. */
  public boolean isOfValues() {
    return formula == null && terms.stream().allMatch(term -> term.feature().isIdentity());
  }

  /**
   * The same of the values until a time, which stay in their order; nothing when there are none, or
   * when it is no sum over values.
   */
  public Optional<TermLoss> until(double time) {
    if (!isOfValues()) {
      return Optional.empty();
    }
    List<Term> early = new ArrayList<>();
    int from = 0;
    for (Term term : terms) {
      Term until = term.until(time, from);
      if (until.size() > 0) {
        early.add(until);
        from += until.size();
      }
    }
    return early.isEmpty() ? Optional.empty() : Optional.of(new TermLoss(early, null));
  }

  /**
   * The same and, of so many values behind its own, the mean of their squares times the loss of
   * curves that stay at the mean of their targets: a value of 1 weighs as a misfit as large as the
   * data are.
   */
  public TermLoss plusSquares(int values) {
    if (values == 0) {
      return this;
    }
    int from = terms.stream().mapToInt(Term::size).sum();
    double[] flat = new double[from];
    for (Term term : terms) {
      double mean = Arrays.stream(term.targets().toArray()).average().orElse(0);
      Arrays.fill(flat, term.from(), term.from() + term.size(), mean);
    }
    double size = judge(flat) instanceof Judgement.Value known ? known.value() : 0;
    double[] places = IntStream.range(0, values).asDoubleStream().toArray();
    List<Term> all = new ArrayList<>(terms);
    all.add(
        new Term(
            "squares",
            from,
            1,
            Vector.of(places),
            new Values(),
            Vector.zeros(values),
            Norm.MEAN_SQUARES,
            size > 0 && Double.isFinite(size) ? size : 1));
    return new TermLoss(all, formula);
  }

  @Override
  public Judgement judge(double[] simulated) {
    List<Term.State> states = new ArrayList<>();
    double[] values = new double[terms.size()];
    for (int i = 0; i < values.length; i++) {
      Term term = terms.get(i);
      Term.State state = term.newState();
      Optional<String> why = term.evaluate(simulated, state);
      if (why.isPresent()) {
        return new Judgement.Undefined(why.get());
      }
      states.add(state);
      values[i] = term.weight() * term.norm().value(state.residuals);
    }
    double[] factors = new double[values.length];
    double value = combined(values, factors);
    double[] slopes = new double[simulated.length];
    for (int i = 0; i < values.length; i++) {
      states.get(i).pull(factors[i] * terms.get(i).weight(), slopes);
    }
    return new Known(value, slopes, states);
  }

  /** The loss by the terms' values, with its derivatives by them. */
  private double combined(double[] values, double[] factors) {
    if (formula == null) {
      Arrays.fill(factors, 1);
      double sum = 0;
      for (double value : values) {
        sum += value;
      }
      return sum;
    }
    Map<String, Double> known = new HashMap<>();
    for (int i = 0; i < values.length; i++) {
      known.put(terms.get(i).name(), values[i]);
    }
    for (int i = 0; i < values.length; i++) {
      factors[i] =
          Evaluator.evaluate(slopes.get(i), symbol -> known.getOrDefault(symbol, Math.PI), 0);
    }
    return Evaluator.evaluate(formula, symbol -> known.getOrDefault(symbol, Math.PI), 0);
  }

  /** A value, with where each term stands. */
  private final class Known implements Judgement.Value {
    private final double value;
    private final double[] slopes;
    private final List<Term.State> states;

    Known(double value, double[] slopes, List<Term.State> states) {
      this.value = value;
      this.slopes = slopes;
      this.states = states;
    }

    @Override
    public double value() {
      return value;
    }

    @Override
    public double[] slopes() {
      return slopes;
    }

    @Override
    public @Nullable Squares squares(double[] tangents, int n) {
      if (formula != null || !terms.stream().allMatch(term -> term.norm().isOfSquares())) {
        return null;
      }
      int rows = terms.stream().mapToInt(term -> term.targets().size()).sum();
      double[] residuals = new double[rows];
      double[] jacobian = new double[rows * n];
      double[] curvature = new double[n * n];
      int row = 0;
      for (int i = 0; i < states.size(); i++) {
        Term term = terms.get(i);
        Term.State state = states.get(i);
        int own = state.residuals.length;
        state.push(tangents, n, jacobian, row * n);
        double factor = term.weight() * term.norm().factor(state.residuals);
        addSquares(factor, jacobian, row, own, n, curvature);
        double root = Math.sqrt(factor); // ½ ‖root · r‖² changes as the term does
        for (int r = 0; r < own; r++) {
          residuals[row + r] = root * state.residuals[r];
          for (int j = 0; j < n; j++) {
            jacobian[(row + r) * n + j] *= root;
          }
        }
        row += own;
      }
      return new Squares(residuals, jacobian, curvature);
    }
  }

  /** curvature += factor · JᵀJ over some rows. */
  private static void addSquares(
      double factor, double[] jacobian, int from, int rows, int n, double[] curvature) {
    for (int r = from; r < from + rows; r++) {
      for (int j = 0; j < n; j++) {
        double left = factor * jacobian[r * n + j];
        if (left != 0) {
          for (int k = 0; k < n; k++) {
            curvature[j * n + k] += left * jacobian[r * n + k];
          }
        }
      }
    }
  }
}
