package org.lamarck.worker.neuron.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lamarck.worker.neuron.simulation.TutorialNetwork;

/** The task of Jaxley's tutorial: three cells learn whether the sum of two inputs is above 1. */
final class TutorialTask {
  private TutorialTask() {}

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
    for (double[] row : TutorialNetwork.table("jaxley_inputs_labels.csv", 1)) {
      Feature mean = new Feature.Mean(0, TutorialNetwork.STEPS + 1);
      experiments.add(
          new Experiment(
              TutorialNetwork.stimuli(row[0], row[1]),
              List.of(),
              List.of(new Target(0, mean, 72, row[2], 1))));
    }
    return new NetworkTask(
        TutorialNetwork.network(),
        TutorialNetwork.settings(),
        TutorialNetwork.STEPS,
        List.of(Recording.voltage(12)),
        trainables(),
        experiments,
        NetworkTask.Norm.ABSOLUTE);
  }
}
