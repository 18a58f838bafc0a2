package org.lamarck.worker.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.lamarck.worker.expression.Differentiator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Subgraph;
import org.lamarck.worker.expression.Substitution;
import org.lamarck.worker.model.CompiledModel;
import org.lamarck.worker.model.Kernel;
import org.lamarck.worker.problem.Observable;

/**
 * An observable's value h and noise scale σ as functions of states, constants and extras
 * (placeholders, and parameters that the model does not know), with their sparse gradients. Has
 * workspaces of its own and serves one thread.
 */
final class ObservableKernel {
  private final List<String> extras;
  private final Kernel valueKernel;
  private final Kernel derivativeKernel;
  private final double[] values = new double[2];
  private final double[] partials;
  private final Gradient formulaGradient;
  private final Gradient noiseGradient;

  /**
   * The nonzero partial derivatives of one function.
   *
   * <p>Entry e is by {@code index[e]}: a state, or state count + input for an input of the second
   * block (constants, then extras); its value is {@code partials[offset + e]}.
   */
  private static final class Gradient {
    private final int offset;
    private final int[] index;

    Gradient(int offset, List<Integer> index) {
      this.offset = offset;
      this.index = index.stream().mapToInt(Integer::intValue).toArray();
    }
  }

  /**
   * Compiles an observable.
   *
   * @param differentiable the constants by which derivatives are wanted
   */
  ObservableKernel(Observable observable, CompiledModel model, Set<String> differentiable) {
    Expression formula = model.inline(observable.formula());
    ExpressionPool pool = formula.pool();
    Expression noise =
        model.inline(
            Substitution.substitute(
                observable.noiseFormula(), Map.of(pool.symbol(observable.id()), formula)));
    Map<String, Integer> position = new HashMap<>();
    for (String state : model.states()) {
      position.put(state, position.size());
    }
    Set<String> wanted = new LinkedHashSet<>(model.states());
    wanted.addAll(differentiable);
    for (String constant : model.constants()) {
      position.put(constant, position.size());
    }
    extras = new ArrayList<>();
    for (Expression leaf : Subgraph.leaves(List.of(formula, noise))) {
      if (leaf.isSymbol() && !position.containsKey(leaf.name())) {
        position.put(leaf.name(), position.size());
        extras.add(leaf.name());
        wanted.add(leaf.name());
      }
    }
    List<Expression> outputs = new ArrayList<>();
    formulaGradient = gradient(formula, wanted, position, outputs);
    noiseGradient = gradient(noise, wanted, position, outputs);
    partials = new double[outputs.size()];
    valueKernel = model.kernel(List.of(formula, noise), extras).newKernel();
    derivativeKernel = model.kernel(outputs, extras).newKernel();
  }

  private static Gradient gradient(
      Expression function,
      Set<String> wanted,
      Map<String, Integer> position,
      List<Expression> outputs) {
    int offset = outputs.size();
    List<Integer> index = new ArrayList<>();
    for (Map.Entry<Expression, Expression> partial : Differentiator.gradient(function).entrySet()) {
      Expression leaf = partial.getKey();
      if (leaf.isSymbol() && wanted.contains(leaf.name())) {
        index.add(position.get(leaf.name()));
        outputs.add(partial.getValue());
      }
    }
    return new Gradient(offset, index);
  }

  /** The inputs after the constants in the second block, in order. */
  List<String> extras() {
    return extras;
  }

  /** By what h and σ have derivatives: states, then constants, then extras; some may be twice. */
  int[] arguments() {
    return IntStream.concat(
            Arrays.stream(formulaGradient.index), Arrays.stream(noiseGradient.index))
        .toArray();
  }

  /** Computes h and σ. */
  void evaluate(double t, double[] y, double[] inputs) {
    valueKernel.evaluate(t, y, inputs, values);
  }

  /** Computes the partial derivatives of h and σ. */
  void differentiate(double t, double[] y, double[] inputs) {
    derivativeKernel.evaluate(t, y, inputs, partials);
  }

  double value() {
    return values[0];
  }

  double sigma() {
    return values[1];
  }

  /** Adds a · ∂h + b · ∂σ to {@code bar}, by states, then constants, then extras. */
  void accumulate(double a, double b, double[] bar) {
    add(a, formulaGradient, bar);
    add(b, noiseGradient, bar);
  }

  /** Whether σ has a derivative at all. */
  boolean noiseVaries() {
    return noiseGradient.index.length > 0;
  }

  private void add(double factor, Gradient gradient, double[] bar) {
    if (factor == 0) {
      return;
    }
    for (int e = 0; e < gradient.index.length; e++) {
      bar[gradient.index[e]] += factor * partials[gradient.offset + e];
    }
  }
}
