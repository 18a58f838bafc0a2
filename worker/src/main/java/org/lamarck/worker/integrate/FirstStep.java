package org.lamarck.worker.integrate;

import java.util.Arrays;
import org.lamarck.worker.method.Step;
import org.lamarck.worker.tolerance.ErrorScale;

/** The size of a first step, by Hairer, Nørsett &amp; Wanner I, II.4. */
final class FirstStep {
  /** The part of the integration that is tried where nothing tells how fast states change. */
  private static final double NOTHING = 1e-6;

  /** The part by which a slope may change in a first step whose error nothing can be told of. */
  private static final double LASTING = 0.1;

  /** Trials to find a size for that, each shorter by up to {@link #SHORTENING}. */
  private static final int TRIALS = 50;

  private static final double SHORTENING = 0.01;

  private final Step step;
  private final int states;
  private final ErrorScale errors;
  private final double[] mass; // 0 of algebraic states
  private final double[] ahead;
  private final double[] slopeAhead;

  /** For a step that stands where the first one begins. */
  FirstStep(Step step, ErrorScale errors) {
    this.step = step;
    this.states = step.system().structure().states();
    this.errors = errors;
    this.mass = new double[states];
    Arrays.fill(mass, 1.0);
    for (int s : step.constraints().algebraic()) {
      mass[s] = 0;
    }
    this.ahead = new double[states];
    this.slopeAhead = new double[states];
  }

  /**
   * The size.
   *
   * @param span to the end of the integration
   */
  double size(double span) {
    double[] y = step.state();
    if (states == 0) {
      return span;
    }
    double[] slope = step.slope();
    double d0 = 0;
    double d1 = 0;
    for (int s = 0; s < states; s++) {
      if (counts(s)) {
        double scale = errors.typical(s, y[s]);
        double size = errors.size(s, y[s]) / scale; // the states may be small for a moment
        d0 += size * size;
        d1 += (slope[s] / scale) * (slope[s] / scale);
      }
    }
    d0 = Math.sqrt(d0 / states);
    d1 = Math.sqrt(d1 / states);
    double h0 = Math.min(span, d0 < 1e-5 || d1 < 1e-5 ? NOTHING * span : 0.01 * d0 / d1);
    double largest = Math.max(d1, curvature(h0));
    double h1 =
        largest <= 1e-15
            ? Math.max(NOTHING * span, h0 * 1e-3)
            : Math.pow(0.01 / largest, 1.0 / (step.method().order() + 1));
    double h = Math.min(100 * h0, Double.isFinite(h1) ? h1 : h0);
    return lasting(Math.min(span, h));
  }

  /**
   * The size, shortened until the slopes of states last that nothing is known of but these: of what
   * begins at 0, and is made of nothing, every error is as large as the state.
   */
  private double lasting(double longest) {
    double h = longest;
    for (int trial = 0; trial < TRIALS; trial++) {
      double change = change(h);
      if (change <= LASTING) {
        return h;
      }
      h *= Math.max(SHORTENING, LASTING / change); // also where the change is not finite
    }
    return h;
  }

  /** The largest part by which such a slope changes in an Euler step; 0 where there is none. */
  private double change(double h) {
    boolean any = false;
    for (int s = 0; s < states; s++) {
      any |= isUnknown(s);
    }
    if (!any) {
      return 0;
    }
    slopeAhead(h);
    double[] slope = step.slope();
    double largest = 0;
    for (int s = 0; s < states; s++) {
      if (isUnknown(s)) {
        double change = Math.abs(slopeAhead[s] - slope[s]) / Math.abs(slope[s]);
        largest = Double.isNaN(change) ? Double.POSITIVE_INFINITY : Math.max(largest, change);
      }
    }
    return largest;
  }

  private boolean isUnknown(int s) {
    return mass[s] != 0 && step.slope()[s] != 0 && errors.typical(s, step.state()[s]) == 0;
  }

  /** The slopes after an Euler step. */
  private void slopeAhead(double h) {
    double[] y = step.state();
    double[] slope = step.slope();
    for (int s = 0; s < states; s++) {
      ahead[s] = y[s] + h * mass[s] * slope[s];
    }
    step.rightHandSide(step.start() + h, ahead, slopeAhead);
  }

  /** The norm of y″, by an Euler step. */
  private double curvature(double h) {
    slopeAhead(h);
    double[] y = step.state();
    double[] slope = step.slope();
    double sum = 0;
    for (int s = 0; s < states; s++) {
      if (counts(s)) {
        double scale = errors.typical(s, y[s]);
        double ratio = (slopeAhead[s] - slope[s]) / scale;
        sum += ratio * ratio;
      }
    }
    return Math.sqrt(sum / states) / h;
  }

  /** Not algebraic states, whose slope is no slope, nor what no rate changes and is not finite. */
  private boolean counts(int s) {
    double[] y = step.state();
    return mass[s] != 0 && Double.isFinite(y[s]) && errors.typical(s, y[s]) > 0;
  }
}
