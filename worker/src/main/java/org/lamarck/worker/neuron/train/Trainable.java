package org.lamarck.worker.neuron.train;

import java.io.Serializable;
import java.util.List;

/**
 * A number that is estimated.
 *
 * @param name unique among all
 * @param key of the network's layout, such as {@code radius} or {@code Leak.gLeak}
 * @param instances compartments, or instances of the mechanism, that share it
 */
public record Trainable(String name, String key, List<Integer> instances) implements Serializable {
  public Trainable {
    instances = List.copyOf(instances);
    if (instances.isEmpty()) {
      throw new IllegalArgumentException(name + " is of no instance");
    }
  }
}
