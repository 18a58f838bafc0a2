package org.lamarck.worker.neuron.mechanism;

import java.io.Serializable;

/** A parameter of a mechanism and its value unless another is given. */
public record MechanismParameter(String name, double value) implements Serializable {}
