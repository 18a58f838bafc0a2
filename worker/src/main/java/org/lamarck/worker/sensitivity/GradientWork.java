package org.lamarck.worker.sensitivity;

import org.lamarck.worker.direction.Reachability;
import org.lamarck.worker.direction.Seeds;
import org.lamarck.worker.direction.StateSets;
import org.lamarck.worker.method.SecondDerivatives;
import org.lamarck.worker.method.rodas5p.Rodas5P;
import org.lamarck.worker.sparse.RowKernel;
import org.lamarck.worker.sparse.SparsePattern;
import org.lamarck.worker.system.Assembly;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.system.StepPatterns;
import org.lamarck.worker.system.SystemStructure;

/**
 * About how many multiplications the derivatives of one step of Rodas5P take, by tangents and by a
 * sweep back: counts of what the kernels do, so that the same problem has the same choice
 * everywhere, with weights that were fitted to CPU times on the problems of the PEtab benchmark
 * collection. They tell which is cheaper; they are no times.
 */
public final class GradientWork {
  private static final int STAGES = Rodas5P.METHOD.stages();

  /** What one number of a tangent costs of what one of a sweep back costs: vectors of four. */
  private static final double LANE = 0.35;

  /** Numbers read and written for each state of a stage beside products: combinations of stages. */
  private static final int PER_STATE = 9;

  /** To record a step, to make it again and to factorise W again. */
  private static final int RESTORE = 100;

  private final SystemStructure structure;
  private final SparsePattern jacobian; // the pattern of J
  private final SparsePattern curvature; // of ∂(J U)/∂y
  private final SparsePattern slopes; // of f_p
  private final int factors;
  private final Reachability reach;

  /** The work for a system. */
  public GradientWork(OdeSystem system) {
    structure = system.structure();
    StepPatterns patterns = system.patterns();
    int states = structure.states();
    jacobian = patterns.stateJacobian().pattern();
    SparsePattern curved = SecondDerivatives.curved(structure);
    curvature = Assembly.matrix(states, structure.stoichiometry(), curved).pattern();
    slopes =
        Assembly.matrix(states, structure.stoichiometry(), structure.rateConstants()).pattern();
    factors = patterns.factors();
    reach = new Reachability(states, jacobian);
  }

  /** What no direction moves. */
  public StateSets nothingMoved(int directions) {
    return reach.none(directions);
  }

  /** Lets a direction move all states. */
  public void moveAll(StateSets moved, int direction) {
    reach.addAll(moved, direction);
  }

  /** Lets a direction move what another one of other sets moves. */
  public void moveAs(StateSets others, int other, StateSets moved, int direction) {
    moved.addAll(direction, others, other);
  }

  /** Lets all directions move the states whose rates depend on their constants. */
  public void moveSeeded(Seeds seeds, StateSets moved) {
    reach.addSeeded(slopes, seeds, moved);
  }

  /**
   * The work of tangents.
   *
   * @param moved by direction the states that it moves
   */
  public double tangents(StateSets moved, int directions) {
    int states = structure.states();
    double shared =
        rateDerivatives()
            + 2.0 * structure.stateStatePairs().size()
            + structure.stateConstantPairs().size()
            + jacobian.size()
            + curvature.size()
            + slopes.size();
    double full = jacobian.size() + curvature.size() + factors + PER_STATE * (double) states;
    double least = STAGES * (shared + LANE * full * moved.total() / Math.max(1, states));
    if (least > adjoint()) {
      return least; // far from a close choice, and there may be thousands of directions
    }
    double lanes = 0;
    for (int[] group : reach.groups(moved, directions)) {
      double part = reach.union(moved, group).size(0) / (double) Math.max(1, states);
      lanes += part * full * RowKernel.width(group.length);
    }
    return STAGES * (shared + LANE * lanes);
  }

  /** The work of a sweep back. */
  public double adjoint() {
    double stage =
        rateDerivatives()
            + factors
            + structure.stoichiometry().size()
            + 2.0 * structure.rateStates().size()
            + structure.rateConstants().size()
            + PER_STATE * (double) structure.states();
    return RESTORE + factors + STAGES * stage;
  }

  private double rateDerivatives() {
    return structure.rateStates().size() + (double) structure.rateConstants().size();
  }
}
