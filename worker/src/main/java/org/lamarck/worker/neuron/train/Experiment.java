package org.lamarck.worker.neuron.train;

import java.io.Serializable;
import java.util.List;
import org.lamarck.worker.neuron.simulation.Clamp;
import org.lamarck.worker.neuron.simulation.Stimulus;

/** What is done to a network, and what is expected then. */
public record Experiment(List<Stimulus> stimuli, List<Clamp> clamps, List<Target> targets)
    implements Serializable {
  public Experiment {
    stimuli = List.copyOf(stimuli);
    clamps = List.copyOf(clamps);
    targets = List.copyOf(targets);
  }
}
