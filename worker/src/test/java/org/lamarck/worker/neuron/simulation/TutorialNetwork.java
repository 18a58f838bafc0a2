package org.lamarck.worker.neuron.simulation;

import java.io.IOException;
import java.nio.file.Files;
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

/** The network of Jaxley's tutorial: three cells, two synapses, two inputs, one output. */
public final class TutorialNetwork {
  public static final int STEPS = 201;
  private static final double STEP = 0.025;

  private TutorialNetwork() {}

  /** A table of numbers that the tutorial's program wrote, without its first rows. */
  public static double[][] table(String name, int skipped) throws IOException {
    return Files.readAllLines(PublicData.at("source-systems").resolve(name)).stream()
        .skip(skipped)
        .map(row -> Arrays.stream(row.split(",")).mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }

  public static Network network() {
    Morphology cell =
        Morphology.of(
            List.of(
                Branch.of(Branch.ROOT, 2, 10, 1), Branch.of(0, 2, 10, 1), Branch.of(0, 2, 10, 1)));
    Insertion leak = Insertion.channel(Mechanisms.named("Leak"), IntStream.range(0, 18).toArray());
    Insertion synapses =
        Insertion.synapses(
            Mechanisms.named("TanhRateSynapse"), new int[] {0, 6}, new int[] {12, 12});
    return Network.of(List.of(cell, cell, cell), List.of(leak, synapses))
        .with("TanhRateSynapse.gS", 1e-3)
        .with("TanhRateSynapse.x_offset", -60)
        .with("TanhRateSynapse.slope", 0.1);
  }

  public static NetworkPlan.Settings settings() {
    return new NetworkPlan.Settings(STEP, Scheme.IMPLICIT_EULER, Linearisation.JOINT_DIFFERENCE);
  }

  /** The stimuli of two inputs. */
  public static List<Stimulus> stimuli(double... inputs) {
    List<Stimulus> stimuli = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      stimuli.add(Stimulus.step(6 * i + 5, 1, 1, inputs[i] / 10, STEP, STEPS));
    }
    return stimuli;
  }
}
