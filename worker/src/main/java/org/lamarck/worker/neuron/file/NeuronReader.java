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
import org.lamarck.worker.neuron.train.Recording;
import org.lamarck.worker.neuron.train.Trainable;
import org.lamarck.worker.own.OwnFile;
import org.lamarck.worker.own.SourceReader;
import org.lamarck.worker.petab.table.Cell;
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
    Map<String, Recording> recorded = recorded(root, selector, builder, findings);
    List<Experiment> experiments =
        new ExperimentReader(file, time.get(), selector, recorded.keySet(), findings).read();
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

  /** What is recorded, by labels: a compartment, or a state of a mechanism there. */
  private static Map<String, Recording> recorded(
      YamlMapping root, Selector selector, NetworkBuilder builder, Findings findings) {
    Map<String, Recording> recorded = new LinkedHashMap<>();
    Optional<YamlMapping> labels =
        root.require("record", "record: {LABEL: CELL/BRANCH/COMPARTMENT}", findings)
            .flatMap(value -> value.mapping(findings));
    if (labels.isPresent()) {
      for (String label : labels.get().keys().keySet()) {
        Optional<YamlMapping.Value> value = labels.get().get(label);
        Optional<Recording> recording =
            value.isPresent() && value.get().isMapping()
                ? value
                    .get()
                    .mapping(findings)
                    .flatMap(one -> state(one, selector, builder, findings))
                : labels
                    .get()
                    .text(label, "a compartment", findings)
                    .flatMap(selector::one)
                    .map(Recording::voltage);
        recording.ifPresent(one -> recorded.put(label, one));
      }
    }
    return recorded;
  }

  private static Optional<Recording> state(
      YamlMapping mapping, Selector selector, NetworkBuilder builder, Findings findings) {
    mapping.refuseOthers(List.of("at", "state"), findings);
    Optional<Cell> state = mapping.text("state", "such as HH.m", findings);
    Optional<Integer> at = mapping.text("at", "a compartment", findings).flatMap(selector::one);
    if (state.isEmpty() || at.isEmpty()) {
      return Optional.empty();
    }
    String key = state.get().text();
    int dot = Math.max(key.indexOf('.'), 0);
    boolean known =
        builder
            .mechanism(key.substring(0, dot))
            .filter(one -> one.state(key.substring(dot + 1)) >= 0)
            .isPresent();
    List<Integer> instances = builder.instances(key.substring(0, dot), List.of(at.get()));
    if (!known || instances.size() != 1) {
      findings.error(
          state.get().place(),
          known
              ? "%s is there %d times".formatted(key, instances.size())
              : "the network has no state " + key,
          "write MECHANISM.STATE of one that is there");
      return Optional.empty();
    }
    return Optional.of(new Recording(key, instances.get(0)));
  }
}
