package org.lamarck.worker.objective.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.lamarck.worker.expression.Differentiator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Subgraph;
import org.lamarck.worker.expression.Substitution;
import org.lamarck.worker.model.CompiledModel;
import org.lamarck.worker.model.KernelFactory;
import org.lamarck.worker.problem.Observable;

/**
 * An observable's value h, noise scale σ and further parameters of the noise as functions of
 * states, constants and extras (placeholders, and parameters that the model does not know), with
 * their sparse gradients. Safe for use by several threads, each with an {@link ObservableKernel} of
 * its own.
 */
public final class ObservableFormulas {
  private final List<String> extras;
  private final KernelFactory values;
  private final KernelFactory derivatives;
  private final Gradient formulaGradient;
  private final Gradient noiseGradient;
  private final List<Gradient> shapeGradients = new ArrayList<>();
  private final int[] arguments;
  private final OptionalInt state;
  private final double scale;

  /**
   * The nonzero partial derivatives of one function.
   *
   * <p>Entry e is by {@code index[e]}: a state, or state count + input for an input of the second
   * block (constants, then extras); its value is the derivatives' output {@code offset + e}.
   */
  static final class Gradient {
    private final int offset;
    private final int[] index;

    Gradient(int offset, List<Integer> index) {
      this.offset = offset;
      this.index = index.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Adds factor · gradient. */
    void add(double factor, double[] partials, double[] bar) {
      if (factor == 0) {
        return;
      }
      for (int e = 0; e < index.length; e++) {
        bar[index[e]] += factor * partials[offset + e];
      }
    }

    boolean isEmpty() {
      return index.length == 0;
    }
  }

  /**
   * Compiles an observable.
   *
   * @param differentiable the constants by which derivatives are wanted
   */
  ObservableFormulas(Observable observable, CompiledModel model, Set<String> differentiable) {
    Expression formula = model.inline(observable.formula());
    ExpressionPool pool = formula.pool();
    Map<Expression, Expression> own = Map.of(pool.symbol(observable.id()), formula);
    List<Expression> functions = new ArrayList<>();
    functions.add(formula);
    functions.add(model.inline(Substitution.substitute(observable.noiseFormula(), own)));
    for (Expression shape : observable.noise().distribution().shape()) {
      functions.add(model.inline(Substitution.substitute(shape, own)));
    }
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
    for (Expression leaf : Subgraph.leaves(functions)) {
      if (leaf.isSymbol() && !position.containsKey(leaf.name())) {
        position.put(leaf.name(), position.size());
        extras.add(leaf.name());
        wanted.add(leaf.name());
      }
    }
    List<Expression> outputs = new ArrayList<>();
    formulaGradient = gradient(formula, wanted, position, outputs);
    noiseGradient = gradient(functions.get(1), wanted, position, outputs);
    for (Expression shape : functions.subList(2, functions.size())) {
      shapeGradients.add(gradient(shape, wanted, position, outputs));
    }
    arguments =
        Stream.concat(Stream.of(formulaGradient, noiseGradient), shapeGradients.stream())
            .flatMapToInt(gradient -> Arrays.stream(gradient.index))
            .distinct()
            .sorted()
            .toArray();
    int known = formula.isSymbol() ? model.states().indexOf(formula.name()) : -1;
    state = known < 0 ? OptionalInt.empty() : OptionalInt.of(known);
    scale = functions.get(1).isConstant() ? functions.get(1).value() : Double.NaN;
    values = model.kernel(functions, extras);
    derivatives = model.kernel(outputs, extras);
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
  public List<String> extras() {
    return extras;
  }

  /**
   * By what h, σ and further parameters have derivatives: states, then constants, then extras; each
   * once, ascending. Not to be written to.
   */
  public int[] arguments() {
    return arguments;
  }

  /** The state that h is, as it is; nothing where there is more to it. */
  public OptionalInt state() {
    return state;
  }

  /** σ where it is a number, else NaN. */
  public double scale() {
    return scale;
  }

  /** Gives h, σ and further parameters of the noise. */
  KernelFactory values() {
    return values;
  }

  /** Gives the partial derivatives of these, see {@link Gradient}. */
  KernelFactory derivatives() {
    return derivatives;
  }

  /** That of h. */
  Gradient formulaGradient() {
    return formulaGradient;
  }

  /** That of σ; empty where σ has no derivative at all. */
  Gradient noiseGradient() {
    return noiseGradient;
  }

  /** Those of the further parameters of the noise. */
  List<Gradient> shapeGradients() {
    return shapeGradients;
  }
}
