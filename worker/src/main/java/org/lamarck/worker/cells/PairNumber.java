package org.lamarck.worker.cells;

import java.io.Serializable;
import java.util.List;

/** A number of two cells by their traits: types, and cadherins behind them. */
public sealed interface PairNumber extends Serializable permits ByTypes, ByCadherins {
  /** Those that it is made of. */
  List<Setting> settings();

  /** The number with these parameters. */
  At at(double[] parameters, Fields fields);

  /** The number, and its derivatives; rows of traits stand one behind the other. */
  abstract class At {
    /** Of a pair of cells. */
    abstract double between(double[] traits, int i, int j);

    /** Of pairs side by side. */
    void between(double[] traits, int[] first, int[] second, int count, double[] numbers) {
      for (int k = 0; k < count; k++) {
        numbers[k] = between(traits, first[k], second[k]);
      }
    }

    /** The same of pairs side by side, with a slope each. */
    void add(Nearby near, double[] slopes, double[] gradient, double[] traits, double[] byTraits) {
      for (int k = 0; k < near.count; k++) {
        add(slopes[k], near.first[k], near.second[k], gradient, traits, byTraits);
      }
    }

    /** Adds slope · ∂number/∂θ and slope · ∂number/∂traits. */
    abstract void add(
        double slope, int i, int j, double[] gradient, double[] traits, double[] byTraits);
  }
}
