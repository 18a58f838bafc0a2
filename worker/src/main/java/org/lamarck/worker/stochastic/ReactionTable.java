package org.lamarck.worker.stochastic;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Subgraph;
import org.lamarck.worker.model.CompiledModel;
import org.lamarck.worker.model.Kernel;
import org.lamarck.worker.model.KernelFactory;
import org.lamarck.worker.problem.JumpModel;

/**
 * The reactions of a model, compiled: propensities, what each changes, what it takes, and whose
 * propensities follow from that (the dependency graph).
 */
final class ReactionTable {
  /** Up to so many, all propensities are computed anew after each reaction, by one call. */
  static final int FEW = 12;

  private final List<JumpModel.Reaction> reactions;
  private final List<Expression> propensities;
  private final KernelFactory all;
  private final List<KernelFactory> single = new ArrayList<>();
  private final Sparse changes;
  private final Sparse reactants;
  private final List<@Nullable KernelFactory> factors = new ArrayList<>();
  private final int[][] dependents;
  private final boolean moves;

  /** Rows of positions with numbers. */
  @SuppressWarnings("ArrayRecordComponent") // made once, read in loops
  record Sparse(int[][] position, double[][] value) {}

  ReactionTable(
      JumpModel model, CompiledModel compiled, Map<String, Integer> states, Movers movers) {
    reactions = model.reactions();
    propensities =
        reactions.stream().map(reaction -> compiled.inline(reaction.propensity())).toList();
    all = compiled.kernel(propensities, List.of());
    if (reactions.size() > FEW) {
      propensities.forEach(law -> single.add(compiled.kernel(List.of(law), List.of())));
    }
    int n = reactions.size();
    changes = new Sparse(new int[n][], new double[n][]);
    reactants = new Sparse(new int[n][], new double[n][]);
    for (int j = 0; j < n; j++) {
      List<JumpModel.Change> own = reactions.get(j).changes();
      changes.position[j] = own.stream().mapToInt(one -> place(states, one.state())).toArray();
      changes.value[j] = own.stream().mapToDouble(JumpModel.Change::coefficient).toArray();
      List<JumpModel.Reactant> taken = reactions.get(j).reactants();
      reactants.position[j] = taken.stream().mapToInt(one -> place(states, one.state())).toArray();
      reactants.value[j] = taken.stream().mapToDouble(JumpModel.Reactant::count).toArray();
      boolean isFixed = own.stream().allMatch(one -> one.factor().is(1));
      factors.add(
          isFixed
              ? null
              : compiled.kernel(
                  own.stream().map(one -> compiled.inline(one.factor())).toList(), List.of()));
    }
    dependents = dependents(states);
    moves = propensities.stream().anyMatch(movers::move);
  }

  private static int place(Map<String, Integer> states, String id) {
    Integer place = states.get(id);
    if (place == null) {
      throw new IllegalArgumentException("a reaction changes " + id + ", which is no state");
    }
    return place;
  }

  private int[][] dependents(Map<String, Integer> states) {
    List<Set<Integer>> readers = new ArrayList<>();
    states.forEach((id, place) -> readers.add(new LinkedHashSet<>()));
    for (int k = 0; k < propensities.size(); k++) {
      for (Expression leaf : Subgraph.leaves(propensities.get(k))) {
        Integer place = leaf.isSymbol() ? states.get(leaf.name()) : null;
        if (place != null) {
          readers.get(place).add(k);
        }
      }
    }
    int[][] result = new int[reactions.size()][];
    for (int j = 0; j < result.length; j++) {
      Set<Integer> found = new LinkedHashSet<>();
      for (int state : changes.position[j]) {
        found.addAll(readers.get(state));
      }
      result[j] = found.stream().mapToInt(Integer::intValue).sorted().toArray();
    }
    return result;
  }

  int size() {
    return reactions.size();
  }

  JumpModel.Reaction reaction(int j) {
    return reactions.get(j);
  }

  /** The propensities over states, constants and time. */
  List<Expression> propensities() {
    return propensities;
  }

  KernelFactory all() {
    return all;
  }

  /** Each propensity alone; empty for few reactions. */
  List<KernelFactory> single() {
    return single;
  }

  Sparse changes() {
    return changes;
  }

  Sparse reactants() {
    return reactants;
  }

  /** Whether a reaction's changes are the same in all states. */
  boolean isFixed(int j) {
    return factors.get(j) == null;
  }

  /** What the changes of each reaction are multiplied by, for one thread; null where that is 1. */
  @Nullable Kernel[] newFactors() {
    @Nullable Kernel[] kernels = new Kernel[size()];
    for (int j = 0; j < kernels.length; j++) {
      KernelFactory factory = factors.get(j);
      kernels[j] = factory == null ? null : factory.newKernel();
    }
    return kernels;
  }

  /** Whether what the reaction takes is there. */
  boolean isPossible(int j, double[] y) {
    int[] taken = reactants.position[j];
    double[] counts = reactants.value[j];
    for (int i = 0; i < taken.length; i++) {
      if (y[taken[i]] < counts[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whose propensities change when a reaction happens; not to be written to. */
  int[] dependents(int j) {
    return dependents[j];
  }

  /** Whether propensities change between jumps. */
  boolean moves() {
    return moves;
  }
}
