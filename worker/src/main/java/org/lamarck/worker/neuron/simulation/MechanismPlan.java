package org.lamarck.worker.neuron.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.neuron.kernel.BlockKernel;
import org.lamarck.worker.neuron.mechanism.Mechanism;
import org.lamarck.worker.neuron.mechanism.MechanismParameter;
import org.lamarck.worker.neuron.mechanism.StateVariable;
import org.lamarck.worker.neuron.network.Insertion;
import org.lamarck.worker.neuron.network.ParameterLayout;

/**
 * A mechanism compiled.
 *
 * <p>The forward kernel has the inputs v, v_pre (synapses), κ, parameters, states, and the outputs
 * states after, diagonal, right side. The reverse kernel has those inputs and the seeds, and as
 * outputs the adjoints of v, v_pre, states, κ and the wanted parameters.
 */
final class MechanismPlan {
  static final List<String> UNIFORM = List.of(Mechanism.STEP);

  private final Insertion insertion;
  private final MechanismFormulas formulas;
  private final int statesAt;
  private final int numbersAt;
  private final boolean contiguous;
  private final DelayLines lines;
  private final List<String> parameters;
  private final List<String> states;
  private final List<Integer> wanted = new ArrayList<>();
  private final BlockKernel forward;
  private final BlockKernel reverse;
  private final BlockKernel steady;
  private final BlockKernel steadyReverse;

  /**
   * Compiles a mechanism.
   *
   * @param statesAt where its states begin in the state of the network
   * @param layout of the network's numbers
   * @param moving names of numbers by which derivatives are wanted
   */
  MechanismPlan(
      Insertion insertion,
      NetworkPlan.Settings settings,
      int statesAt,
      ParameterLayout layout,
      Set<String> moving) {
    this.insertion = insertion;
    this.statesAt = statesAt;
    Mechanism mechanism = insertion.mechanism();
    contiguous = mechanism.kind() == Mechanism.Kind.CHANNEL && insertion.isContiguous();
    parameters = mechanism.parameters().stream().map(MechanismParameter::name).toList();
    states = mechanism.states().stream().map(StateVariable::name).toList();
    numbersAt = numbersAt(layout, mechanism);
    lines = new DelayLines(insertion, settings.dt(), statesAt + states.size() * insertion.count());
    for (int i = 0; i < parameters.size(); i++) {
      if (moving.contains(ParameterLayout.key(mechanism, parameters.get(i)))) {
        wanted.add(i);
      }
    }
    synchronized (mechanism.pool()) { // formulas are made in it
      formulas = new MechanismFormulas(mechanism, settings.linearisation());
      forward = forward();
      reverse = reverse();
      steady =
          BlockKernel.compile(
              formulas.steady().stream().map(one -> new BlockKernel.Output(one, false)).toList(),
              UNIFORM,
              inputs());
      steadyReverse = steadyReverse();
    }
  }

  private static int numbersAt(ParameterLayout layout, Mechanism mechanism) {
    List<String> names = mechanism.names();
    return names.isEmpty() ? 0 : layout.of(ParameterLayout.key(mechanism, names.get(0))).begin();
  }

  private List<String> inputs() {
    List<String> inputs = new ArrayList<>(voltages());
    inputs.add(MechanismFormulas.SCALE);
    if (!isSynapse()) {
      inputs.add(Mechanism.CAPACITANCE);
    }
    inputs.addAll(parameters);
    inputs.addAll(states);
    return inputs;
  }

  List<String> voltages() {
    return isSynapse()
        ? List.of(Mechanism.VOLTAGE, Mechanism.PRESYNAPTIC)
        : List.of(Mechanism.VOLTAGE);
  }

  private BlockKernel forward() {
    List<BlockKernel.Output> outputs = new ArrayList<>();
    formulas.after().forEach(one -> outputs.add(new BlockKernel.Output(one, false)));
    outputs.add(new BlockKernel.Output(formulas.diagonal(), contiguous));
    outputs.add(new BlockKernel.Output(formulas.right(), contiguous));
    return BlockKernel.compile(outputs, UNIFORM, inputs());
  }

  private BlockKernel reverse() {
    List<String> symbols = new ArrayList<>(voltages());
    symbols.addAll(states);
    symbols.add(MechanismFormulas.SCALE);
    if (!isSynapse()) {
      symbols.add(Mechanism.CAPACITANCE);
    }
    wanted.forEach(i -> symbols.add(parameters.get(i)));
    Map<String, Expression> adjoints = formulas.adjoints(symbols);
    List<BlockKernel.Output> outputs = new ArrayList<>();
    for (String symbol : symbols) {
      Expression adjoint = adjoints.get(symbol);
      if (adjoint == null) {
        throw new IllegalStateException("no adjoint of " + symbol);
      }
      boolean isVoltage = voltages().contains(symbol);
      boolean accumulated = isVoltage ? contiguous : !states.contains(symbol);
      outputs.add(new BlockKernel.Output(adjoint, accumulated));
    }
    List<String> inputs = inputs();
    inputs.addAll(formulas.seeds());
    return BlockKernel.compile(outputs, UNIFORM, inputs);
  }

  private BlockKernel steadyReverse() {
    List<String> symbols = new ArrayList<>(voltages());
    wanted.forEach(i -> symbols.add(parameters.get(i)));
    List<BlockKernel.Output> outputs = new ArrayList<>();
    formulas
        .steadyAdjoints(symbols)
        .forEach(
            (symbol, one) ->
                outputs.add(new BlockKernel.Output(one, !voltages().contains(symbol))));
    List<String> inputs = inputs();
    inputs.addAll(formulas.steadySeeds());
    return BlockKernel.compile(outputs, UNIFORM, inputs);
  }

  boolean isSynapse() {
    return insertion.mechanism().kind().isSynapse();
  }

  /** Presynaptic voltages on their way. */
  DelayLines lines() {
    return lines;
  }

  /** How many numbers of the network's state are its own. */
  int stateSize() {
    return states.size() * count() + lines.size();
  }

  Insertion insertion() {
    return insertion;
  }

  MechanismFormulas formulas() {
    return formulas;
  }

  /** Whether it is in compartments in a row, which then need not be gathered. */
  boolean isContiguous() {
    return contiguous;
  }

  int count() {
    return insertion.count();
  }

  int stateCount() {
    return states.size();
  }

  /** Where a state begins in the state of the network. */
  int stateAt(int state) {
    return statesAt + state * count();
  }

  int parameterCount() {
    return parameters.size();
  }

  /** Where a parameter begins in the numbers of the network. */
  int parameterAt(int parameter) {
    return numbersAt + parameter * count();
  }

  /** Where the initial values of a state begin in the numbers of the network. */
  int initialAt(int state) {
    return numbersAt + (parameters.size() + state) * count();
  }

  /** The parameters by which derivatives are computed. */
  List<Integer> wanted() {
    return wanted;
  }

  BlockKernel forwardKernel() {
    return forward;
  }

  BlockKernel reverseKernel() {
    return reverse;
  }

  /** The steady states; inputs as those of the forward kernel. */
  BlockKernel steadyKernel() {
    return steady;
  }

  /** Adjoints of v, v_pre and the wanted parameters; behind the inputs seeds of the states. */
  BlockKernel steadyReverseKernel() {
    return steadyReverse;
  }
}
