package org.lamarck.worker.method;

import org.lamarck.worker.direction.DirectionBlock;
import org.lamarck.worker.direction.Seeds;
import org.lamarck.worker.system.Assembly;
import org.lamarck.worker.system.SystemStructure;

/** Those of N v: sparse matrices, assembled once for all directions. */
final class RateTangents implements StageTangents {
  private final Step step;
  private final SecondDerivatives second;
  private final Assembly curvature;
  private final Assembly constantJacobian;
  private final double[][] jacobians;
  private final double[][] curvatures;
  private final double[][] slopes;
  private final double[] byState;
  private final double[] byConstant;

  RateTangents(StepDerivatives derivatives, int stages) {
    this.step = derivatives.step();
    this.second = derivatives.second();
    this.curvature = derivatives.curvature();
    this.constantJacobian = derivatives.constantJacobian();
    SystemStructure structure = step.system().structure();
    this.jacobians = new double[stages][derivatives.jacobian().size()];
    this.curvatures = new double[stages][];
    this.slopes = new double[stages][constantJacobian.pattern().size()];
    this.byState = new double[second.curved().size()];
    this.byConstant = new double[structure.rateConstants().size()];
  }

  @Override
  public void begin(Seeds seeds) {}

  @Override
  public void linearise(int i) {
    step.assembleByConstants(i, constantJacobian, slopes[i]);
    step.assembleByStates(i, step.stateJacobian(), jacobians[i]);
  }

  @Override
  public void multiply(DirectionBlock block, int i) {
    block.multiply(jacobians[i]);
    block.addSlopes(slopes[i]);
  }

  @Override
  public void bend() {
    second.evaluate(step);
  }

  @Override
  public void linearise(int i, double timeFactor) {
    if (curvatures[i] == null) {
      curvatures[i] = new double[curvature.pattern().size()];
    }
    second.contract(step, i, timeFactor, byState, byConstant);
    curvature.assemble(byState, curvatures[i]);
    constantJacobian.assemble(byConstant, slopes[i]);
    if (i > 0) {
      step.assembleByStates(i, step.stateJacobian(), jacobians[i]);
    } else {
      step.copyJacobian(jacobians[0]);
    }
  }

  @Override
  public void multiplyBent(DirectionBlock block, int i) {
    block.multiply(jacobians[i]);
    block.addCurvature(curvatures[i]);
    block.addSlopes(slopes[i]);
  }
}
