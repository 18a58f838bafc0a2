package org.lamarck.worker.hessian;

/** What a problem has that has no tangents as formulas; the message says what, for people. */
public final class Unsupported extends Exception {
  private static final long serialVersionUID = 1L;

  Unsupported(String what) {
    super(what);
  }
}
