package org.lamarck.worker.neuron.simulation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.lamarck.worker.neuron.cable.Cable;
import org.lamarck.worker.neuron.mechanism.Ion;
import org.lamarck.worker.neuron.network.Insertion;
import org.lamarck.worker.neuron.network.Network;
import org.lamarck.worker.neuron.network.ParameterLayout;

/**
 * A network compiled. Its state in an array: the voltages of compartments and those of branch
 * points, the concentrations of each ion likewise, then the states of mechanisms, each for all
 * instances.
 */
public final class NetworkPlan {
  /** nA per µm² in µA per cm². */
  private static final double POINT_CURRENT = 1e5;

  /** mA in µA. */
  private static final double DENSITY = 1e3;

  private final Network network;
  private final Settings settings;
  private final Cable cable;
  private final ParameterLayout layout;
  private final List<IonPlan> ions = new ArrayList<>();
  private final List<MechanismPlan> mechanisms = new ArrayList<>();
  private final int stateSize;
  private final boolean movesGeometry;
  private final boolean resets;

  /**
   * How time goes.
   *
   * @param dt the step, ms
   * @param budget bytes that a run may keep of its steps for going back
   */
  public record Settings(double dt, Scheme scheme, Linearisation linearisation, long budget)
      implements Serializable {
    /** Bytes, unless others are told. */
    public static final long BUDGET = 1L << 29;

    /** With the usual budget. */
    public Settings(double dt, Scheme scheme, Linearisation linearisation) {
      this(dt, scheme, linearisation, BUDGET);
    }

    public Settings {
      if (!(dt > 0) || Double.isInfinite(dt)) {
        throw new IllegalArgumentException("a step of " + dt + " ms must be above 0");
      }
    }

    /** Steps of implicit Euler. */
    public static Settings of(double dt) {
      return new Settings(dt, Scheme.IMPLICIT_EULER, Linearisation.DERIVATIVE);
    }

    /** The part of a step over which voltages are solved for. */
    double implicitStep() {
      return scheme == Scheme.CRANK_NICOLSON ? dt / 2 : dt;
    }

    /** What a current of 1 nA adds to the right side of its node. */
    double perCurrent() {
      return POINT_CURRENT * implicitStep();
    }

    /** What a current of 1 mA/cm² adds by µm² of membrane. */
    double perDensity() {
      return DENSITY * implicitStep();
    }
  }

  /**
   * Compiles a network.
   *
   * @param moving names of the layout by whose numbers derivatives will be wanted
   */
  public NetworkPlan(Network network, Settings settings, Set<String> moving) {
    this.network = network;
    this.settings = settings;
    cable = Cable.of(network.cells());
    layout = network.layout();
    int next = cable.nodes();
    for (Ion ion : network.ions()) {
      ions.add(
          new IonPlan(
              ion,
              ions.size() + 1,
              next,
              layout.of(ion.name()).begin(),
              layout.of(ParameterLayout.outside(ion)).begin(),
              layout.of(ParameterLayout.depth(ion)).begin(),
              ion.diffuses() ? layout.of(ParameterLayout.diffusion(ion)).begin() : -1));
      next += cable.nodes();
    }
    for (Insertion insertion : network.insertions()) {
      MechanismPlan plan = new MechanismPlan(insertion, settings, next, ions, layout, moving);
      mechanisms.add(plan);
      next += plan.stateSize();
    }
    stateSize = next;
    resets = network.insertions().stream().anyMatch(one -> one.mechanism().resets());
    List<String> ofGeometry = new ArrayList<>(ParameterLayout.OF_COMPARTMENTS.subList(0, 4));
    network.ions().forEach(ion -> ofGeometry.add(ParameterLayout.diffusion(ion)));
    movesGeometry = moving.stream().anyMatch(ofGeometry::contains);
  }

  public Network network() {
    return network;
  }

  public Settings settings() {
    return settings;
  }

  public ParameterLayout layout() {
    return layout;
  }

  /** How many numbers the state of the network has. */
  public int stateSize() {
    return stateSize;
  }

  /** Where the voltage of a compartment stands in the state. */
  public int voltage(int compartment) {
    return compartment;
  }

  /**
   * Where the concentration of an ion in a compartment stands in the state.
   *
   * @throws IllegalArgumentException when there is no such ion
   */
  public int concentration(String ion, int compartment) {
    return ions.stream()
        .filter(one -> one.ion().name().equals(ion))
        .mapToInt(one -> one.at() + compartment)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no ion " + ion));
  }

  /**
   * Where a state of one instance of a mechanism stands in the state.
   *
   * @param key {@code MECHANISM.STATE}
   */
  public int state(String key, int instance) {
    for (MechanismPlan plan : mechanisms) {
      String name = plan.insertion().mechanism().name() + ".";
      if (key.startsWith(name)) {
        int state = plan.insertion().mechanism().state(key.substring(name.length()));
        if (state >= 0 && instance >= 0 && instance < plan.count()) {
          return plan.stateAt(state) + instance;
        }
      }
    }
    throw new IllegalArgumentException("there is no state " + key + " of instance " + instance);
  }

  /**
   * A place for the current of one instance of a mechanism: outward, of a channel in mA/cm², of a
   * synapse in nA, by the state at each time.
   */
  public int current(String mechanism, int instance) {
    for (int i = 0; i < mechanisms.size(); i++) {
      MechanismPlan plan = mechanisms.get(i);
      boolean named = plan.insertion().mechanism().name().equals(mechanism);
      if (named && instance >= 0 && instance < plan.count()) {
        return currentAt(i) + instance;
      }
    }
    throw new IllegalArgumentException("there is no %s %d".formatted(mechanism, instance));
  }

  /**
   * How many instances of a mechanism there are.
   *
   * @throws IllegalArgumentException when there is no such mechanism
   */
  public int count(String mechanism) {
    return mechanisms.stream()
        .filter(one -> one.insertion().mechanism().name().equals(mechanism))
        .mapToInt(MechanismPlan::count)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no " + mechanism));
  }

  /** Where the places of a mechanism's currents begin, behind the state. */
  int currentAt(int mechanism) {
    int at = stateSize;
    for (int i = 0; i < mechanism; i++) {
      at += mechanisms.get(i).count();
    }
    return at;
  }

  /**
   * How often a step is made at most for a gradient when a run may keep as much as the settings
   * say.
   *
   * @throws IllegalArgumentException when that is too little whatever is made once more
   */
  public int levels(int steps) {
    return levels(steps, 1);
  }

  private int levels(int steps, int copies) {
    long state = 8L * stateSize * copies;
    long step = state + 8L * factorsAt(ions.size() + 1) * copies;
    return Checkpoints.of(steps, state, step, settings.budget()).levels();
  }

  /** How many copies side by side, at most so many, make each step as often as one does. */
  public int copies(int steps, int most) {
    int copies = most;
    while (copies > 1 && levels(steps, copies) > levels(steps, 1)) {
      copies--;
    }
    return copies;
  }

  /** A rollout for one thread, which keeps at most so many bytes for going back. */
  public Rollout newRollout(long budget) {
    return new Rollout(this, budget);
  }

  Cable cable() {
    return cable;
  }

  List<IonPlan> ions() {
    return Collections.unmodifiableList(ions);
  }

  /** Whether a mechanism replaces voltages. */
  boolean resets() {
    return resets;
  }

  /** Where the factors of a field stand among those of a step; behind the last one their number. */
  int factorsAt(int field) {
    int ofVoltages = NodeSolver.factorSize(cable.nodes(), resets);
    return field == 0 ? 0 : ofVoltages + (field - 1) * NodeSolver.factorSize(cable.nodes(), false);
  }

  List<MechanismPlan> mechanisms() {
    return Collections.unmodifiableList(mechanisms);
  }

  boolean movesGeometry() {
    return movesGeometry;
  }
}
