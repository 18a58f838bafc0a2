package org.lamarck.worker.problem;

/**
 * A model that is a class of the user's own, with a public constructor without arguments. It is
 * asked once, where the problem is read; what travels is the model.
 */
@FunctionalInterface
public interface ModelSource {
  /** The same model each time. */
  OdeModel model();
}
