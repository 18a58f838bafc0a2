package org.lamarck.worker.problem;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.noise.Noise;

/**
 * What can be measured of a model (PEtab observable table).
 *
 * @param id its name
 * @param formula over the model's quantities, the problem's parameters and the placeholders
 * @param noiseFormula the noise's scale (σ, or b for Laplace), over the same and over {@code id},
 *     which there means the value of the formula, as in the formulas of the distribution
 * @param noise the distribution of the measurement around the formula's value
 * @param observablePlaceholders ids that each measurement gives a value, in order
 * @param noisePlaceholders ids that each measurement gives a value, in order
 * @param model index into the problem's models; what can be measured of several stands once for
 *     each, with the same id
 */
public record Observable(
    String id,
    Expression formula,
    Expression noiseFormula,
    Noise noise,
    List<String> observablePlaceholders,
    List<String> noisePlaceholders,
    int model)
    implements Serializable {
  public Observable {
    observablePlaceholders = List.copyOf(observablePlaceholders);
    noisePlaceholders = List.copyOf(noisePlaceholders);
  }

  /** An observable of the first or only model. */
  public Observable(
      String id,
      Expression formula,
      Expression noiseFormula,
      Noise noise,
      List<String> observablePlaceholders,
      List<String> noisePlaceholders) {
    this(id, formula, noiseFormula, noise, observablePlaceholders, noisePlaceholders, 0);
  }

  /** All formulas of the noise: its scale, and what else the distribution has. */
  public List<Expression> noiseFormulas() {
    List<Expression> formulas = new ArrayList<>(List.of(noiseFormula));
    formulas.addAll(noise.distribution().shape());
    return formulas;
  }

  /** The same, of another model. */
  public Observable withModel(int other) {
    return new Observable(
        id, formula, noiseFormula, noise, observablePlaceholders, noisePlaceholders, other);
  }

  /** The same with other noise. */
  public Observable withNoise(Noise other) {
    return new Observable(
        id, formula, noiseFormula, other, observablePlaceholders, noisePlaceholders, model);
  }
}
