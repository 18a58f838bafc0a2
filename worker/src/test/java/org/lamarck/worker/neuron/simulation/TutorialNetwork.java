package org.lamarck.worker.neuron.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.lamarck.worker.neuron.mechanism.Mechanisms;
import org.lamarck.worker.neuron.morphology.Branch;
import org.lamarck.worker.neuron.morphology.Morphology;
import org.lamarck.worker.neuron.network.Insertion;
import org.lamarck.worker.neuron.network.Network;

/** The network of Jaxley's tutorial: three cells, two synapses, two inputs, one output. */
final class TutorialNetwork {
  static final double STEP = 0.025;
  static final int STEPS = 201;
  static final Set<String> TRAINED = Set.of("radius", "Leak.gLeak", "TanhRateSynapse.gS");

  private TutorialNetwork() {}

  static Network network() {
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

  static NetworkPlan.Settings settings() {
    return new NetworkPlan.Settings(STEP, Scheme.IMPLICIT_EULER, Linearisation.JOINT_DIFFERENCE);
  }

  /** The stimuli of inputs, each of its copy of the network. */
  static List<Stimulus> stimuli(double[][] inputs) {
    List<Stimulus> stimuli = new ArrayList<>();
    for (int copy = 0; copy < inputs.length; copy++) {
      for (int i = 0; i < 2; i++) {
        int last = 18 * copy + 6 * i + 5;
        stimuli.add(Stimulus.step(last, 1, 1, inputs[copy][i] / 10, STEP, STEPS));
      }
    }
    return stimuli;
  }
}
