package org.lamarck.worker.cells;

/** What goes with a state through a run: parameters, noise, the tape, and what comes of them. */
public final class Context {
  private final Tape tape = new Tape();
  private double[] parameters = {};
  private double[] gradient = {};
  private Noise noise;
  private double logProbability;
  private double scoreWeight;

  Context(Noise noise) {
    this.noise = noise;
  }

  /** Begins a run. */
  void begin(double[] given, boolean keeps) {
    parameters = given.clone();
    gradient = new double[given.length];
    tape.begin(keeps);
  }

  void noise(Noise next) {
    noise = next;
  }

  /** Of the step that is made. */
  public Noise noise() {
    return noise;
  }

  /** What is kept for the way back. */
  public Tape tape() {
    return tape;
  }

  /** By their places. */
  public double[] parameters() {
    return parameters;
  }

  /** Derivatives by parameters, to which steps add on the way back. */
  public double[] gradient() {
    return gradient;
  }

  /** Adds the logarithm of the probability of what a step has drawn. */
  public void addLogProbability(double log) {
    logProbability += log;
  }

  /** What came together since the last call. */
  double takeLogProbability() {
    double taken = logProbability;
    logProbability = 0;
    return taken;
  }

  /** The factor of derivatives of logarithms of probabilities on the way back; mostly 0. */
  public double scoreWeight() {
    return scoreWeight;
  }

  void scoreWeight(double weight) {
    scoreWeight = weight;
  }
}
