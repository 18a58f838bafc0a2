package org.lamarck.worker.neuron.simulation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.lamarck.worker.neuron.cable.Cable;
import org.lamarck.worker.neuron.network.Insertion;
import org.lamarck.worker.neuron.network.Network;
import org.lamarck.worker.neuron.network.ParameterLayout;

/**
 * A network compiled. Its state in an array: the voltages of compartments, those of branch points,
 * then the states of mechanisms, each for all instances.
 */
public final class NetworkPlan {
  private final Network network;
  private final Settings settings;
  private final Cable cable;
  private final ParameterLayout layout;
  private final List<MechanismPlan> mechanisms = new ArrayList<>();
  private final int stateSize;
  private final boolean movesGeometry;

  /**
   * How time goes.
   *
   * @param dt the step, ms
   */
  public record Settings(double dt, Scheme scheme, Linearisation linearisation)
      implements Serializable {
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
    for (Insertion insertion : network.insertions()) {
      if (insertion.mechanism().resets() && settings.scheme() == Scheme.CRANK_NICOLSON) {
        throw new IllegalArgumentException(
            insertion.mechanism().name()
                + " replaces the voltage, which half steps would do twice; take implicit Euler");
      }
      MechanismPlan plan = new MechanismPlan(insertion, settings, next, layout, moving);
      mechanisms.add(plan);
      next += plan.stateSize();
    }
    stateSize = next;
    List<String> ofGeometry = ParameterLayout.OF_COMPARTMENTS.subList(0, 4);
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

  /** A rollout for one thread, which keeps at most so many bytes for going back. */
  public Rollout newRollout(long budget) {
    return new Rollout(this, budget);
  }

  Cable cable() {
    return cable;
  }

  List<MechanismPlan> mechanisms() {
    return Collections.unmodifiableList(mechanisms);
  }

  boolean movesGeometry() {
    return movesGeometry;
  }
}
