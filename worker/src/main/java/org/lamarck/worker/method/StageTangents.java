package org.lamarck.worker.method;

import org.lamarck.worker.direction.DirectionBlock;
import org.lamarck.worker.direction.Seeds;

/**
 * The derivatives of f at the stages of a step, as tangents are multiplied by them. First what
 * serves all directions is made of each stage, then blocks are multiplied, stage by stage.
 */
public interface StageTangents {
  /** An integration begins. */
  void begin(Seeds seeds);

  /** Makes J and f_p at stage i. */
  void linearise(int i);

  /** work ← J(Y_i) S + f_p(Y_i) p′, after {@link #linearise}. */
  void multiply(DirectionBlock block, int i);

  /** Evaluates the second derivatives of f at the start of the step. */
  void bend();

  /**
   * Makes J and f_p at stage i, and the derivatives of J(t, y) U_i + timeFactor f_t at the start.
   *
   * @param timeFactor h d_i
   */
  void linearise(int i, double timeFactor);

  /**
   * work ← J(Y_i) S + f_p(Y_i) p′ + ∂(J U_i)/∂y s + ∂(J U_i)/∂p p′ + timeFactor (f_ty s + f_tp p′),
   * after the other {@link #linearise(int, double)}.
   */
  void multiplyBent(DirectionBlock block, int i);
}
