package org.lamarck.worker.neuron.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.neuron.kernel.BlockKernel;
import org.lamarck.worker.neuron.mechanism.Ion;
import org.lamarck.worker.neuron.mechanism.Mechanism;
import org.lamarck.worker.neuron.mechanism.MechanismParameter;
import org.lamarck.worker.neuron.mechanism.StateVariable;
import org.lamarck.worker.neuron.network.Insertion;
import org.lamarck.worker.neuron.network.ParameterLayout;

/**
 * A mechanism compiled.
 *
 * <p>The forward kernel has as inputs what is gathered in each step (v, v_pre of synapses,
 * concentrations), what is fixed over a run (κ, capacitance of channels, and of each ion its κ,
 * concentration outside and depth), parameters and states; and as outputs states after and what is
 * added to equations. The reverse kernel has those inputs and the seeds, and as outputs the
 * adjoints of what is gathered, states, what is fixed, and the wanted parameters.
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
  private final List<IonPlan> ions = new ArrayList<>();
  private final List<IonPlan> changed = new ArrayList<>();
  private final List<Integer> wanted = new ArrayList<>();
  private final BlockKernel forward;
  private final BlockKernel reverse;
  private final BlockKernel steady;
  private final BlockKernel steadyReverse;
  private final BlockKernel current;
  private final BlockKernel currentReverse;

  /**
   * Compiles a mechanism.
   *
   * @param statesAt where its states begin in the state of the network
   * @param fields of the network's ions
   * @param layout of the network's numbers
   * @param moving names of numbers by which derivatives are wanted
   */
  MechanismPlan(
      Insertion insertion,
      NetworkPlan.Settings settings,
      int statesAt,
      List<IonPlan> fields,
      ParameterLayout layout,
      Set<String> moving) {
    this.insertion = insertion;
    this.statesAt = statesAt;
    Mechanism mechanism = insertion.mechanism();
    for (Ion ion : mechanism.ions()) {
      fields.stream().filter(one -> one.ion().equals(ion)).forEach(ions::add);
    }
    ions.stream()
        .filter(one -> mechanism.effects().rates().containsKey(one.ion().name()))
        .forEach(changed::add);
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
      current =
          BlockKernel.compile(
              List.of(new BlockKernel.Output(mechanism.current(), false)), UNIFORM, inputs());
      currentReverse = currentReverse();
    }
  }

  private static int numbersAt(ParameterLayout layout, Mechanism mechanism) {
    List<String> names = mechanism.names();
    return names.isEmpty() ? 0 : layout.of(ParameterLayout.key(mechanism, names.get(0))).begin();
  }

  private List<String> inputs() {
    List<String> inputs = gatheredNames();
    inputs.addAll(fixedNames());
    inputs.addAll(parameters);
    inputs.addAll(states);
    return inputs;
  }

  private List<String> gatheredNames() {
    List<String> names = new ArrayList<>(List.of(Mechanism.VOLTAGE));
    if (isSynapse()) {
      names.add(Mechanism.PRESYNAPTIC);
    }
    ions.forEach(one -> names.add(one.ion().name()));
    return names;
  }

  private List<String> fixedNames() {
    List<String> names = new ArrayList<>(List.of(MechanismFormulas.SCALE));
    if (!isSynapse()) {
      names.add(Mechanism.CAPACITANCE);
    }
    for (IonPlan one : ions) {
      names.add(MechanismFormulas.scale(one.ion()));
      names.add(one.ion().outsideName());
      names.add(one.ion().depthName());
    }
    return names;
  }

  private BlockKernel forward() {
    List<BlockKernel.Output> outputs = new ArrayList<>();
    formulas.after().forEach(one -> outputs.add(new BlockKernel.Output(one, false)));
    formulas.outputs().forEach(one -> outputs.add(new BlockKernel.Output(one, contiguous)));
    return BlockKernel.compile(outputs, UNIFORM, inputs());
  }

  private BlockKernel reverse() {
    List<String> symbols = gatheredNames();
    symbols.addAll(states);
    symbols.addAll(fixedNames());
    wanted.forEach(i -> symbols.add(parameters.get(i)));
    Map<String, Expression> adjoints = formulas.adjoints(symbols);
    List<BlockKernel.Output> outputs = new ArrayList<>();
    List<String> gathered = gatheredNames();
    for (String symbol : symbols) {
      boolean accumulated = gathered.contains(symbol) ? contiguous : !states.contains(symbol);
      outputs.add(new BlockKernel.Output(adjoint(adjoints, symbol), accumulated));
    }
    List<String> inputs = inputs();
    inputs.addAll(formulas.seeds());
    return BlockKernel.compile(outputs, UNIFORM, inputs);
  }

  private static Expression adjoint(Map<String, Expression> adjoints, String symbol) {
    Expression adjoint = adjoints.get(symbol);
    if (adjoint == null) {
      throw new IllegalStateException("no adjoint of " + symbol);
    }
    return adjoint;
  }

  private BlockKernel steadyReverse() {
    List<String> symbols = gatheredNames();
    symbols.addAll(fixedNames());
    wanted.forEach(i -> symbols.add(parameters.get(i)));
    return addingReverse(symbols, formulas.steadyAdjoints(symbols), formulas.steadySeeds());
  }

  /** A kernel that sets the adjoints of what is gathered, and adds to all others. */
  private BlockKernel addingReverse(
      List<String> symbols, Map<String, Expression> adjoints, List<String> seeds) {
    List<String> gathered = gatheredNames();
    List<BlockKernel.Output> outputs = new ArrayList<>();
    for (String symbol : symbols) {
      boolean accumulated = !gathered.contains(symbol);
      outputs.add(new BlockKernel.Output(adjoint(adjoints, symbol), accumulated));
    }
    List<String> inputs = inputs();
    inputs.addAll(seeds);
    return BlockKernel.compile(outputs, UNIFORM, inputs);
  }

  private BlockKernel currentReverse() {
    List<String> symbols = gatheredNames();
    symbols.addAll(states);
    symbols.addAll(fixedNames());
    wanted.forEach(i -> symbols.add(parameters.get(i)));
    List<String> seeds = List.of(MechanismFormulas.OF_CURRENT);
    return addingReverse(symbols, formulas.currentAdjoints(symbols), seeds);
  }

  /** The ions that it reads or changes. */
  List<IonPlan> ions() {
    return ions;
  }

  /** Those of which it changes the concentration, in the order of its outputs. */
  List<IonPlan> changed() {
    return changed;
  }

  /** How many inputs are gathered in each step, and how many fixed over a run. */
  int gathered() {
    return gatheredNames().size();
  }

  int fixed() {
    return fixedNames().size();
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

  /**
   * Adjoints of what is gathered and fixed and of the wanted parameters; behind the inputs seeds of
   * the states.
   */
  BlockKernel steadyReverseKernel() {
    return steadyReverse;
  }

  /** The current; inputs as those of the forward kernel. */
  BlockKernel currentKernel() {
    return current;
  }

  /**
   * Adjoints of what is gathered, of states, of what is fixed and of the wanted parameters; behind
   * the inputs that of the current.
   */
  BlockKernel currentReverseKernel() {
    return currentReverse;
  }
}
