package org.lamarck.worker.system;

/** A field with switches and events, whose modes are among its constants. */
public interface Discontinuous extends VectorField {
  /** What is not smooth about it. */
  Discontinuities discontinuities();
}
