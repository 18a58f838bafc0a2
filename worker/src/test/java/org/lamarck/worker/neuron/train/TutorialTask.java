package org.lamarck.worker.neuron.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lamarck.worker.PublicData;
import org.lamarck.worker.neuron.mechanism.Mechanisms;
import org.lamarck.worker.neuron.morphology.Branch;
import org.lamarck.worker.neuron.morphology.Morphology;
import org.lamarck.worker.neuron.network.Insertion;
import org.lamarck.worker.neuron.network.Network;
import org.lamarck.worker.neuron.simulation.Linearisation;
import org.lamarck.worker.neuron.simulation.NetworkPlan;
import org.lamarck.worker.neuron.simulation.Scheme;
import org.lamarck.worker.neuron.simulation.Stimulus;

/** The task of Jaxley's tutorial: three cells learn whether the sum of two inputs is above 1. */
final class TutorialTask {
  private static final double STEP = 0.025;
  private static final int STEPS = 201;

  private TutorialTask() {}

  static Path file(String name) {
    return PublicData.at("source-systems").resolve(name);
  }

  static double[][] table(String name, int skipped) throws IOException {
    return Files.readAllLines(file(name)).stream()
        .skip(skipped)
        .map(row -> Arrays.stream(row.split(",")).mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }

  private static Network network() {
    Branch root = Branch.of(Branch.ROOT, 2, 10, 1);
    Branch branch = Branch.of(0, 2, 10, 1);
    Morphology cell = Morphology.of(List.of(root, branch, branch));
    Insertion leak = Insertion.channel(Mechanisms.named("Leak"), IntStream.range(0, 18).toArray());
    Insertion synapses =
        Insertion.synapses(
            Mechanisms.named("TanhRateSynapse"), new int[] {0, 6}, new int[] {12, 12});
    return Network.of(List.of(cell, cell, cell), List.of(leak, synapses))
        .with("TanhRateSynapse.gS", 1e-3)
        .with("TanhRateSynapse.x_offset", -60)
        .with("TanhRateSynapse.slope", 0.1);
  }

  static List<Trainable> trainables() {
    List<Trainable> trainables = new ArrayList<>();
    trainables.add(new Trainable("radius", "radius", IntStream.range(0, 18).boxed().toList()));
    for (int i = 0; i < 18; i++) {
      trainables.add(new Trainable("gLeak_" + i, "Leak.gLeak", List.of(i)));
    }
    for (int i = 0; i < 2; i++) {
      trainables.add(new Trainable("gS_" + i, "TanhRateSynapse.gS", List.of(i)));
    }
    return trainables;
  }

  static List<Transform> transforms() {
    List<Transform> transforms = new ArrayList<>();
    transforms.add(new Transform.Sigmoid(0.1, 5));
    for (int i = 0; i < 18; i++) {
      transforms.add(new Transform.Sigmoid(1e-5, 1e-3));
    }
    for (int i = 0; i < 2; i++) {
      transforms.add(new Transform.Sigmoid(1e-5, 1e-2));
    }
    return transforms;
  }

  static NetworkTask task() throws IOException {
    List<Experiment> experiments = new ArrayList<>();
    for (double[] row : table("jaxley_inputs_labels.csv", 1)) {
      List<Stimulus> stimuli = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        stimuli.add(Stimulus.step(6 * i + 5, 1, 1, row[i] / 10, STEP, STEPS));
      }
      Feature mean = new Feature.Mean(0, STEPS + 1);
      experiments.add(
          new Experiment(stimuli, List.of(), List.of(new Target(0, mean, 72, row[2], 1))));
    }
    return new NetworkTask(
        network(),
        new NetworkPlan.Settings(STEP, Scheme.IMPLICIT_EULER, Linearisation.JOINT_DIFFERENCE),
        STEPS,
        List.of(Recording.voltage(12)),
        trainables(),
        experiments,
        NetworkTask.Norm.ABSOLUTE);
  }
}
