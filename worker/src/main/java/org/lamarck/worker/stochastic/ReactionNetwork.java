package org.lamarck.worker.stochastic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.expression.Differentiator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.model.Kernel;
import org.lamarck.worker.model.KernelFactory;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.sparse.SparsePattern;

/**
 * A jump process of reactions alone, with derivatives of its propensities and of what is observed
 * by states and by what is given. Immutable; each thread has {@link Rates} of its own.
 */
public final class ReactionNetwork {
  private final JumpPlan plan;
  private final Block propensities;
  private final Block observables;
  private final int parameters;

  /**
   * Formulas and their derivatives, in one kernel: values, then those by states, then those by
   * constants that follow what is given.
   */
  @SuppressWarnings("ArrayRecordComponent") // made once, read in loops
  private record Block(KernelFactory factory, int[][] byState, int[][] byConstant) {
    int formulas() {
      return byState.length;
    }
  }

  private ReactionNetwork(JumpPlan plan, List<Expression> observables) {
    this.plan = plan;
    parameters = plan.given().size();
    propensities = block(plan.reactions().propensities());
    this.observables = block(observables.stream().map(plan.compiled()::inline).toList());
  }

  /**
   * A network.
   *
   * @param observables over quantities of the model, what expectations are of
   * @throws InputException when it is more than a network: where events, rules or laws that change
   *     with time act between reactions, where stoichiometries are formulas, or where what is given
   *     changes the state at the start
   */
  public static ReactionNetwork of(JumpPlan plan, List<Expression> observables)
      throws InputException {
    String more = "";
    if (plan.events().size() > 0) {
      more = "events";
    } else if (!plan.isPure()) {
      more = "rate rules or laws that change with time";
    } else if (plan.draws().size() > 0) {
      more = "random initial values";
    } else if (startFollows(plan)) {
      more = "a start that depends on what is given";
    }
    for (int j = 0; j < plan.reactions().size(); j++) {
      more = plan.reactions().isFixed(j) ? more : "stoichiometries that are formulas";
    }
    if (!more.isEmpty()) {
      throw new InputException(
          Finding.error(
              plan.model().file(),
              0,
              0,
              "it has "
                  + more
                  + ", and master equations and derivatives of expectations are for reactions"
                  + " alone",
              "leave that out, or fit expectations of runs, without states and gradient"));
    }
    return new ReactionNetwork(plan, observables);
  }

  private static boolean startFollows(JumpPlan plan) {
    SparsePattern jacobian = plan.initialValues().jacobian();
    for (int s = 0; s < plan.initialValues().states(); s++) {
      int row = plan.initialValues().constants() + s;
      if (jacobian.start()[row] < jacobian.start()[row + 1]) {
        return true;
      }
    }
    return false;
  }

  private Block block(List<Expression> formulas) {
    List<Expression> outputs = new ArrayList<>(formulas);
    int[][] byState = new int[formulas.size()][];
    int[][] byConstant = new int[formulas.size()][];
    List<Expression> constants = new ArrayList<>();
    for (int f = 0; f < byState.length; f++) {
      List<Integer> states = new ArrayList<>();
      List<Integer> others = new ArrayList<>();
      for (Map.Entry<Expression, Expression> one :
          Differentiator.gradient(formulas.get(f)).entrySet()) {
        String id = one.getKey().isSymbol() ? one.getKey().name() : "";
        int state = plan.states().indexOf(id);
        int constant = plan.constants().indexOf(id);
        if (state >= 0) {
          states.add(state);
          outputs.add(one.getValue());
        } else if (constant >= 0) {
          others.add(constant);
          constants.add(one.getValue());
        }
      }
      byState[f] = states.stream().mapToInt(Integer::intValue).toArray();
      byConstant[f] = others.stream().mapToInt(Integer::intValue).toArray();
    }
    outputs.addAll(constants);
    return new Block(plan.compiled().kernel(outputs, List.of()), byState, byConstant);
  }

  public int states() {
    return plan.states().size();
  }

  public int reactions() {
    return plan.reactions().size();
  }

  public int observables() {
    return observables.formulas();
  }

  /** How many numbers are given, by which derivatives are. */
  public int parameters() {
    return parameters;
  }

  /** The states that a reaction changes; not to be written to. */
  public int[] changed(int reaction) {
    return plan.reactions().changes().position()[reaction];
  }

  /** By how much it changes each of them; not to be written to. */
  public double[] changes(int reaction) {
    return plan.reactions().changes().value()[reaction];
  }

  /**
   * Refuses a propensity that is none.
   *
   * @throws IllegalArgumentException when it is negative or NaN
   */
  public void requirePropensity(int reaction, double value) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException(
          Propensities.fault(plan.reactions().reaction(reaction), value));
    }
  }

  /** Whether what the reaction takes is there. */
  public boolean isPossible(int reaction, double[] y) {
    return plan.reactions().isPossible(reaction, y);
  }

  /** The reaction happens: the state becomes the one after it. */
  public void fire(int reaction, double[] y) {
    int[] changed = changed(reaction);
    double[] by = changes(reaction);
    for (int i = 0; i < changed.length; i++) {
      y[changed[i]] += by[i];
    }
  }

  /** Rates for one thread. */
  public Rates newRates() {
    return new Rates();
  }

  /** Values and derivatives at a point, for given numbers. */
  public final class Rates {
    private final JumpStart start = new JumpStart(plan, plan.draws().newDrawing());
    private final Part forReactions = new Part(propensities);
    private final Part forObservables = new Part(observables);
    private final double[] p = new double[plan.constants().size()];
    private final double[][] follows = new double[plan.constants().size()][parameters];

    /**
     * From here on for these numbers.
     *
     * @param y becomes the state at the start
     * @throws IllegalArgumentException when the model cannot start so
     */
    public void begin(double[] given, double[] y) {
      try {
        start.begin(given, RandomStream.of(0), 0, y, p);
      } catch (JumpFailure e) {
        throw new IllegalArgumentException(e.getMessage(), e);
      }
      SparsePattern jacobian = plan.initialValues().jacobian();
      double[] values = start.values();
      int first = plan.initialValues().constants() + plan.initialValues().states();
      for (int c = 0; c < plan.initialValues().constants(); c++) {
        Arrays.fill(follows[c], 0);
        for (int i = jacobian.start()[c]; i < jacobian.start()[c + 1]; i++) {
          if (jacobian.column()[i] < parameters) {
            follows[c][jacobian.column()[i]] = values[first + i];
          }
        }
      }
    }

    /** The propensities, and what they change by. */
    public Part propensities(double[] y) {
      forReactions.evaluate(y, p, follows);
      return forReactions;
    }

    /** What is observed, and what it changes by. */
    public Part observables(double[] y) {
      forObservables.evaluate(y, p, follows);
      return forObservables;
    }
  }

  /** Values of formulas with their derivatives. */
  public final class Part {
    private final Block block;
    private final Kernel kernel;
    private final double[] out;
    private final double[] byParameter;

    private Part(Block block) {
      this.block = block;
      kernel = block.factory().newKernel();
      out = new double[block.factory().size().outputs()];
      byParameter = new double[block.formulas() * parameters];
    }

    private void evaluate(double[] y, double[] p, double[][] follows) {
      kernel.evaluate(0, y, p, out);
      Arrays.fill(byParameter, 0);
      int at = block.formulas();
      for (int[] states : block.byState) {
        at += states.length;
      }
      for (int f = 0; f < block.formulas(); f++) {
        for (int constant : block.byConstant[f]) {
          for (int i = 0; i < parameters; i++) {
            byParameter[f * parameters + i] += out[at] * follows[constant][i];
          }
          at++;
        }
      }
    }

    /** The value of formula f. */
    public double value(int f) {
      return out[f];
    }

    /** ∂f/∂θ_i with the states held. */
    public double byParameter(int f, int i) {
      return byParameter[f * parameters + i];
    }

    /**
     * df/dθ of all formulas.
     *
     * @param tangents dy/dθ, states × parameters
     * @param into becomes formulas × parameters
     */
    public void differentiate(double[] tangents, double[] into) {
      System.arraycopy(byParameter, 0, into, 0, byParameter.length);
      int at = block.formulas();
      for (int f = 0; f < block.formulas(); f++) {
        for (int state : block.byState[f]) {
          for (int i = 0; i < parameters; i++) {
            into[f * parameters + i] += out[at] * tangents[state * parameters + i];
          }
          at++;
        }
      }
    }
  }
}
