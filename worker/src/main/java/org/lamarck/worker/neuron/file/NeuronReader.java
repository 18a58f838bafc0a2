package org.lamarck.worker.neuron.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.worker.neuron.mechanism.Ion;
import org.lamarck.worker.neuron.mechanism.Mechanism;
import org.lamarck.worker.neuron.mechanism.MechanismReader;
import org.lamarck.worker.neuron.mechanism.Mechanisms;
import org.lamarck.worker.neuron.morphology.Morphology;
import org.lamarck.worker.neuron.network.Network;
import org.lamarck.worker.neuron.network.NetworkBuilder;
import org.lamarck.worker.neuron.simulation.NetworkPlan;
import org.lamarck.worker.neuron.train.Experiment;
import org.lamarck.worker.neuron.train.NetworkTask;
import org.lamarck.worker.neuron.train.NetworkTraining;
import org.lamarck.worker.neuron.train.NeuronObjective;
import org.lamarck.worker.neuron.train.Recording;
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
          "ions",
          "groups",
          "set",
          "insert",
          "connect",
          "time",
          "record",
          "experiments",
          "norm",
          "estimate",
          "training");

  @Override
  public List<String> keys() {
    return KEYS;
  }

  @Override
  public Optional<NeuronObjective> read(OwnFile file, Findings findings) {
    YamlMapping root = file.root();
    IonReader ionReader = new IonReader(root, findings);
    List<Ion> ions = ionReader.ions();
    Map<String, Mechanism> mechanisms = new LinkedHashMap<>(Mechanisms.all(ions));
    own(root, "channels", Mechanism.Kind.CHANNEL, ions, mechanisms, findings);
    own(root, "synapses", Mechanism.Kind.SYNAPSE, List.of(), mechanisms, findings);
    CellReader cellReader = new CellReader(file, findings);
    List<Morphology> cells = cellReader.cells();
    Imports imports = cellReader.imports();
    imports.addMechanisms(mechanisms, findings);
    ionReader.carry(mechanisms);
    Optional<TimeKeys> time = TimeKeys.read(root, findings);
    if (cells.isEmpty() || time.isEmpty()) {
      return Optional.empty();
    }
    Selector selector = new Selector(cells, findings);
    imports.nameGroups(selector);
    selector.readGroups(root);
    NetworkBuilder builder = new NetworkBuilder(cells);
    imports.apply(selector, builder);
    boolean whole = new NetworkReader(file, mechanisms, selector, builder, findings).read();
    QuantityReader quantities = new QuantityReader(selector, builder, whole, findings);
    Map<String, Recording> recorded = recorded(root, quantities, findings);
    List<Experiment> experiments =
        new ExperimentReader(file, time.get(), selector, quantities, recorded.keySet(), findings)
            .read(imports.stimuli(selector, time.get()));
    EstimateReader estimate = new EstimateReader(selector, builder, whole, findings);
    estimate.read(root);
    Optional<NetworkTraining> training =
        new TrainingReader(root, findings).read(estimate, experiments.size());
    Optional<NetworkTask.Norm> norm =
        Words.choice(root, "norm", NetworkTask.Norm.SQUARED, NetworkTask.Norm.values(), findings);
    if (findings.hasErrors() || norm.isEmpty()) {
      return Optional.empty();
    }
    Network network = builder.build(time.get().steady());
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
    if (!fits(root, task, findings)) {
      return Optional.empty();
    }
    return Optional.of(
        new NeuronObjective(
            file.name(), task, List.copyOf(recorded.keySet()), bounds, training.orElse(null)));
  }

  /** Whether a run can go back with the memory that is told. */
  private static boolean fits(YamlMapping root, NetworkTask task, Findings findings) {
    Optional<YamlMapping> time = root.mapping("time", findings).filter(one -> one.has("memory"));
    if (time.isPresent()) {
      try {
        NetworkPlan plan = new NetworkPlan(task.network(), task.settings(), task.moving());
        return plan.levels(task.steps()) > 0;
      } catch (IllegalArgumentException e) {
        findings.error(
            time.get().place("memory"), String.valueOf(e.getMessage()), "raise memory, in MB");
        return false;
      }
    }
    return true;
  }

  private static void own(
      YamlMapping root,
      String key,
      Mechanism.Kind kind,
      List<Ion> ions,
      Map<String, Mechanism> mechanisms,
      Findings findings) {
    root.get(key)
        .flatMap(value -> value.mapping(findings))
        .ifPresent(names -> MechanismReader.read(names, kind, ions, mechanisms, findings));
  }

  /** What is recorded, by labels. */
  private static Map<String, Recording> recorded(
      YamlMapping root, QuantityReader quantities, Findings findings) {
    Map<String, Recording> recorded = new LinkedHashMap<>();
    Optional<YamlMapping> labels =
        root.require("record", "record: {LABEL: CELL/BRANCH/COMPARTMENT}", findings)
            .flatMap(value -> value.mapping(findings));
    if (labels.isPresent()) {
      for (String label : labels.get().keys().keySet()) {
        labels
            .get()
            .get(label)
            .flatMap(quantities::recording)
            .ifPresent(one -> recorded.put(label, one));
      }
    }
    return recorded;
  }
}
