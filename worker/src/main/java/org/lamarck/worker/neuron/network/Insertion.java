package org.lamarck.worker.neuron.network;

import java.io.Serializable;
import org.lamarck.worker.neuron.mechanism.Mechanism;

/** Where a mechanism is: a channel in compartments, a synapse between two each. */
public final class Insertion implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Mechanism mechanism;
  private final int[] pre;
  private final int[] post;
  private final double[] delays;

  private Insertion(Mechanism mechanism, int[] pre, int[] post, double[] delays) {
    this.mechanism = mechanism;
    this.pre = pre;
    this.post = post;
    this.delays = delays;
  }

  /** A channel in compartments of a network. */
  public static Insertion channel(Mechanism mechanism, int... compartments) {
    require(mechanism, Mechanism.Kind.CHANNEL);
    return new Insertion(mechanism, new int[0], compartments.clone(), new double[0]);
  }

  /** Synapses, each from a compartment of a network to another. */
  public static Insertion synapses(Mechanism mechanism, int[] pre, int[] post) {
    return synapses(mechanism, pre, post, new double[pre.length]);
  }

  /**
   * Synapses that see the presynaptic voltage of some time ago.
   *
   * @param delays ms, one for each, rounded to whole steps
   */
  public static Insertion synapses(Mechanism mechanism, int[] pre, int[] post, double[] delays) {
    require(mechanism, Mechanism.Kind.SYNAPSE);
    if (pre.length != post.length || pre.length != delays.length) {
      throw new IllegalArgumentException(
          "%d presynaptic and %d postsynaptic compartments, %d delays"
              .formatted(pre.length, post.length, delays.length));
    }
    return new Insertion(mechanism, pre.clone(), post.clone(), delays.clone());
  }

  private static void require(Mechanism mechanism, Mechanism.Kind kind) {
    if (mechanism.kind() != kind) {
      throw new IllegalArgumentException(mechanism.name() + " is no " + kind);
    }
  }

  public Mechanism mechanism() {
    return mechanism;
  }

  /** How many channels or synapses. */
  public int count() {
    return post.length;
  }

  /** The compartment that the current of one flows out of. */
  public int post(int one) {
    return post[one];
  }

  /** The presynaptic compartment of one. */
  public int pre(int one) {
    return pre[one];
  }

  /** How long ago the voltage is that a synapse sees, ms. */
  public double delay(int one) {
    return delays[one];
  }

  /** Whether these are compartments in a row. */
  public boolean isContiguous() {
    for (int i = 1; i < post.length; i++) {
      if (post[i] != post[0] + i) {
        return false;
      }
    }
    return true;
  }

  /** The same in copies of the network, one behind the other. */
  Insertion copies(int copies, int compartments) {
    double[] all = new double[copies * delays.length];
    for (int copy = 0; copy < copies; copy++) {
      System.arraycopy(delays, 0, all, copy * delays.length, delays.length);
    }
    return new Insertion(
        mechanism, repeated(pre, copies, compartments), repeated(post, copies, compartments), all);
  }

  private static int[] repeated(int[] places, int copies, int compartments) {
    int[] all = new int[copies * places.length];
    for (int copy = 0; copy < copies; copy++) {
      for (int i = 0; i < places.length; i++) {
        all[copy * places.length + i] = places[i] + copy * compartments;
      }
    }
    return all;
  }
}
