package org.lamarck.worker.neuron.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.worker.neuron.mechanism.Mechanism;
import org.lamarck.worker.neuron.mechanism.MechanismReader;
import org.lamarck.worker.neuron.mechanism.Mechanisms;
import org.lamarck.worker.neuron.morphology.Morphology;
import org.lamarck.worker.neuron.network.Network;
import org.lamarck.worker.neuron.network.NetworkBuilder;
import org.lamarck.worker.neuron.train.Experiment;
import org.lamarck.worker.neuron.train.NetworkTask;
import org.lamarck.worker.neuron.train.NeuronObjective;
import org.lamarck.worker.neuron.train.Trainable;
import org.lamarck.worker.own.OwnFile;
import org.lamarck.worker.own.SourceReader;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.YamlMapping;

/** Reads problems of neurons. */
public final class NeuronReader implements SourceReader {
  private static final List<String> KEYS =
      List.of(
          "neurons",
          "channels",
          "synapses",
          "set",
          "insert",
          "connect",
          "time",
          "record",
          "experiments",
          "norm",
          "estimate");

  @Override
  public List<String> keys() {
    return KEYS;
  }

  @Override
  public Optional<NeuronObjective> read(OwnFile file, Findings findings) {
    YamlMapping root = file.root();
    Map<String, Mechanism> mechanisms = new LinkedHashMap<>(Mechanisms.all());
    own(root, "channels", Mechanism.Kind.CHANNEL, mechanisms, findings);
    own(root, "synapses", Mechanism.Kind.SYNAPSE, mechanisms, findings);
    List<Morphology> cells = new CellReader(file, findings).cells();
    Optional<TimeKeys> time = TimeKeys.read(root, findings);
    if (cells.isEmpty() || time.isEmpty()) {
      return Optional.empty();
    }
    Selector selector = new Selector(cells, findings);
    NetworkBuilder builder = new NetworkBuilder(cells);
    new NetworkReader(file, mechanisms, selector, builder, findings).read();
    Map<String, Integer> recorded = recorded(root, selector, findings);
    List<Experiment> experiments =
        new ExperimentReader(file, time.get(), selector, recorded, findings).read();
    EstimateReader estimate = new EstimateReader(selector, builder, findings);
    estimate.read(root);
    Optional<NetworkTask.Norm> norm =
        Words.choice(root, "norm", NetworkTask.Norm.SQUARED, NetworkTask.Norm.values(), findings);
    if (findings.hasErrors() || norm.isEmpty()) {
      return Optional.empty();
    }
    Network network = time.get().steady() ? builder.build().atSteadyStates() : builder.build();
    List<Trainable> trainables = estimate.trainables();
    List<Coordinate> bounds = estimate.bounds();
    NetworkTask task =
        new NetworkTask(
            network,
            time.get().settings(),
            time.get().steps(),
            List.copyOf(recorded.values()),
            trainables,
            experiments,
            norm.get());
    return Optional.of(
        new NeuronObjective(file.name(), task, List.copyOf(recorded.keySet()), bounds));
  }

  private static void own(
      YamlMapping root,
      String key,
      Mechanism.Kind kind,
      Map<String, Mechanism> mechanisms,
      Findings findings) {
    root.get(key)
        .flatMap(value -> value.mapping(findings))
        .ifPresent(names -> MechanismReader.read(names, kind, mechanisms, findings));
  }

  /** The places that are recorded, by their labels. */
  private static Map<String, Integer> recorded(
      YamlMapping root, Selector selector, Findings findings) {
    Map<String, Integer> recorded = new LinkedHashMap<>();
    Optional<YamlMapping> labels =
        root.require("record", "record: {LABEL: CELL/BRANCH/COMPARTMENT}", findings)
            .flatMap(value -> value.mapping(findings));
    if (labels.isPresent()) {
      for (String label : labels.get().keys().keySet()) {
        labels
            .get()
            .text(label, "a compartment", findings)
            .flatMap(selector::one)
            .ifPresent(place -> recorded.put(label, place));
      }
    }
    return recorded;
  }
}
