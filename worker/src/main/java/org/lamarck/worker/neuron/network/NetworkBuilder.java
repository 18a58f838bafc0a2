package org.lamarck.worker.neuron.network;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lamarck.worker.neuron.mechanism.Ion;
import org.lamarck.worker.neuron.mechanism.Mechanism;
import org.lamarck.worker.neuron.morphology.Morphology;

/** Puts a network together, mechanism by mechanism; what is set last counts. */
public final class NetworkBuilder {
  private final List<Morphology> cells;
  private final Map<String, Places> mechanisms = new LinkedHashMap<>();
  private final List<Setting> settings = new ArrayList<>();

  /** Where a mechanism is so far. */
  private static final class Places {
    private final Mechanism mechanism;
    private final List<Integer> pre = new ArrayList<>();
    private final List<Integer> post = new ArrayList<>();
    private final List<Double> delays = new ArrayList<>();
    private final Map<Integer, Integer> byCompartment = new LinkedHashMap<>();

    Places(Mechanism mechanism) {
      this.mechanism = mechanism;
    }

    Insertion insertion() {
      return mechanism.kind() == Mechanism.Kind.CHANNEL
          ? Insertion.channel(mechanism, array(post))
          : Insertion.synapses(
              mechanism,
              array(pre),
              array(post),
              delays.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static int[] array(List<Integer> numbers) {
      return numbers.stream().mapToInt(Integer::intValue).toArray();
    }
  }

  private record Setting(String key, int instance, double value) {}

  public NetworkBuilder(List<Morphology> cells) {
    this.cells = List.copyOf(cells);
  }

  /** A channel in compartments; where it is already it stays. Values are its parameters. */
  public void insert(Mechanism channel, List<Integer> where, Map<String, Double> values) {
    Places places = places(channel);
    for (int compartment : where) {
      Integer known = places.byCompartment.get(compartment);
      int instance = known == null ? places.post.size() : known;
      if (known == null) {
        places.byCompartment.put(compartment, instance);
        places.post.add(compartment);
      }
      set(channel, instance, values);
    }
  }

  /** Synapses from compartments to others, pair by pair; the delay is in ms. */
  public void connect(
      Mechanism synapse,
      List<Integer> pre,
      List<Integer> post,
      double delay,
      Map<String, Double> values) {
    Places places = places(synapse);
    for (int i = 0; i < pre.size(); i++) {
      places.pre.add(pre.get(i));
      places.post.add(post.get(i));
      places.delays.add(delay);
      set(synapse, places.post.size() - 1, values);
    }
  }

  private Places places(Mechanism mechanism) {
    return mechanisms.computeIfAbsent(mechanism.name(), name -> new Places(mechanism));
  }

  private void set(Mechanism mechanism, int instance, Map<String, Double> values) {
    values.forEach(
        (name, value) ->
            settings.add(new Setting(ParameterLayout.key(mechanism, name), instance, value)));
  }

  /** A number of compartments, such as {@code radius}. */
  public void set(String key, List<Integer> where, double value) {
    where.forEach(compartment -> settings.add(new Setting(key, compartment, value)));
  }

  /** The instances of a channel in compartments, those of a synapse onto them; by position. */
  public List<Integer> instances(String mechanism, List<Integer> where) {
    Places places = mechanisms.get(mechanism);
    List<Integer> instances = new ArrayList<>();
    Set<Integer> wanted = new HashSet<>(where);
    if (places != null) {
      for (int i = 0; i < places.post.size(); i++) {
        if (wanted.contains(places.post.get(i))) {
          instances.add(i);
        }
      }
    }
    return instances;
  }

  /** Of instances of a synapse those from a compartment. */
  public List<Integer> from(String synapse, List<Integer> instances, int compartment) {
    Places places = mechanisms.get(synapse);
    return places == null
        ? List.of()
        : instances.stream().filter(one -> places.pre.get(one) == compartment).toList();
  }

  /** The mechanism of a name that is in use; absent when there is none. */
  public Optional<Mechanism> mechanism(String name) {
    return Optional.ofNullable(mechanisms.get(name)).map(places -> places.mechanism);
  }

  /** The names of mechanisms in use. */
  public List<String> mechanismNames() {
    return List.copyOf(mechanisms.keySet());
  }

  /** The ions that mechanisms in use read or change. */
  public List<Ion> ions() {
    return mechanisms.values().stream()
        .flatMap(places -> places.mechanism.ions().stream())
        .distinct()
        .toList();
  }

  /** The names of numbers that each compartment has. */
  public List<String> keysOfCompartments() {
    List<String> keys = new ArrayList<>(ParameterLayout.OF_COMPARTMENTS);
    ions().forEach(ion -> keys.addAll(ParameterLayout.keys(ion)));
    return keys;
  }

  /**
   * The network as it is now.
   *
   * @param steady whether states that have a steady state begin there unless they are set
   */
  public Network build(boolean steady) {
    List<Insertion> insertions = mechanisms.values().stream().map(Places::insertion).toList();
    Network defaults = Network.of(cells, insertions);
    Network network = steady ? defaults.atSteadyStates() : defaults;
    ParameterLayout layout = network.layout();
    double[] numbers = network.numbers();
    for (Setting setting : settings) {
      numbers[layout.of(setting.key()).begin() + setting.instance()] = setting.value();
    }
    return network.with(numbers);
  }
}
