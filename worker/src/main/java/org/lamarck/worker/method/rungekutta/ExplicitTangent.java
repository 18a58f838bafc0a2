package org.lamarck.worker.method.rungekutta;

import org.jspecify.annotations.Nullable;
import org.lamarck.worker.direction.DirectionBlock;
import org.lamarck.worker.direction.DirectionBlocks;
import org.lamarck.worker.direction.Seeds;
import org.lamarck.worker.method.StageTangents;
import org.lamarck.worker.method.Step;
import org.lamarck.worker.method.StepDerivatives;
import org.lamarck.worker.method.StepTangent;
import org.lamarck.worker.tolerance.ErrorScale;

/**
 * The tangents of a step of an explicit Runge–Kutta method, stage by stage
 *
 * <pre>V_i = h (J(Y_i) S_i + f_p(Y_i) p'),   S_i = s + Σ_j a_ij V_j.</pre>
 *
 * The last stage is at the end of the step, where the next one may go on: its first stage then is
 * that one, in another length.
 */
final class ExplicitTangent implements StepTangent {
  private final ExplicitTableau tableau;
  private final int stages;
  private final Step step;
  private final StageTangents rates;
  private final double[] norms;
  private double size; // h of the last tangents
  private boolean isBegun; // the first stage is known, for a step of another size

  ExplicitTangent(ExplicitTableau tableau, StepDerivatives derivatives) {
    this.tableau = tableau;
    this.stages = tableau.stages();
    this.step = derivatives.step();
    this.rates = derivatives.newTangents(tableau.denseStages());
    this.norms = new double[tableau.errors().length];
  }

  @Override
  public void begin(Seeds seeds) {
    rates.begin(seeds);
    isBegun = false;
  }

  @Override
  public void advance() {
    isBegun = false;
  }

  @Override
  public double follow(DirectionBlocks blocks, @Nullable ErrorScale errors) {
    boolean isKnown = isBegun || step.isContinued();
    int first = isKnown ? 1 : 0;
    for (int i = first; i < stages; i++) {
      rates.linearise(i);
    }
    double norm = 0;
    for (int b = 0; b < blocks.count(); b++) {
      DirectionBlock block = blocks.get(b);
      block.require(tableau.denseStages());
      if (isKnown) {
        block.reuse(isBegun ? 0 : stages - 1, step.size() / size);
      }
      for (int i = first; i < stages; i++) {
        follow(block, i);
      }
      if (!block.finish()) {
        return Double.NaN;
      }
      if (errors != null) {
        norm = Math.max(norm, error(block, errors));
      }
    }
    size = step.size();
    isBegun = true;
    return norm;
  }

  private void follow(DirectionBlock block, int i) {
    block.combine(tableau.a(i), i);
    rates.multiply(block, i);
    block.keep(i, step.size());
  }

  private double error(DirectionBlock block, ErrorScale errors) {
    double[][] weights = tableau.errors();
    for (int k = 0; k < weights.length; k++) {
      norms[k] = block.error(errors, weights[k], stages);
    }
    return tableau.error(norms);
  }

  @Override
  public void prepareDense(DirectionBlocks blocks) {
    for (int i = stages; i < tableau.denseStages(); i++) {
      rates.linearise(i);
      for (int b = 0; b < blocks.count(); b++) {
        DirectionBlock block = blocks.get(b);
        follow(block, i);
      }
    }
  }
}
