package org.lamarck.strategies.selection;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The models that are nearest to one, in a direction. Distance is the number of parameters that one
 * of two models estimates and the other does not. Only models of the same problem are compared.
 */
final class Neighbourhood {
  private final Method direction;
  private final @Nullable CandidateModel center;
  private final int steps;
  private final Predicate<CandidateModel> permitted;
  private final Predicate<ModelHash> known;
  private List<CandidateModel> nearest = new ArrayList<>();
  private int distance = Integer.MAX_VALUE;
  private boolean overflowed;

  private Neighbourhood(
      Method direction,
      @Nullable CandidateModel center,
      int steps,
      Predicate<CandidateModel> permitted,
      Predicate<ModelHash> known) {
    this.direction = direction;
    this.center = center;
    this.steps = steps;
    this.permitted = permitted;
    this.known = known;
  }

  /**
   * What was found.
   *
   * @param models all at the same distance; none where there are none, or too many
   * @param tooMany whether there were more than {@link ModelSpace#MOST}
   */
  record Found(List<CandidateModel> models, boolean tooMany) {
    Found {
      models = List.copyOf(models);
    }
  }

  /**
   * Models that are nearest.
   *
   * @param center absent to begin at the smallest models, or backward at the largest ones
   * @param steps at most so many; of lateral steps each changes two parameters
   * @param permitted which models may be at all
   * @param known those that are left out, since they were looked at
   */
  static Found of(
      ModelSpace space,
      Method direction,
      @Nullable CandidateModel center,
      int steps,
      Predicate<CandidateModel> permitted,
      Predicate<ModelHash> known) {
    Neighbourhood search = new Neighbourhood(direction, center, steps, permitted, known);
    for (ModelSubspace subspace : space.subspaces()) {
      if (center == null || center.problem().equals(subspace.problem())) {
        search.look(subspace);
      }
    }
    return search.overflowed ? new Found(List.of(), true) : new Found(search.nearest, false);
  }

  private void look(ModelSubspace subspace) {
    Set<String> can = subspace.canEstimate();
    Set<String> must = subspace.mustEstimate();
    Set<String> before =
        center != null ? center.estimated() : direction == Method.BACKWARD ? can : must;
    Set<String> forced = minus(must, before); // are estimated from now on
    Set<String> freed = minus(before, can); // and these no longer
    boolean fits =
        switch (direction) {
          case FORWARD -> freed.isEmpty();
          case BACKWARD -> forced.isEmpty();
          default -> forced.size() == freed.size();
        };
    if (!fits) {
      return;
    }
    Set<String> base = minus(before, freed);
    base.addAll(forced);
    List<String> add = List.copyOf(minus(minus(can, must), before));
    List<String> remove = List.copyOf(minus(minus(before, freed), must));
    int least = direction == Method.LATERAL ? forced.size() : forced.size() + freed.size();
    if (center == null) {
      least = direction == Method.BACKWARD ? subspace.parameters() - base.size() : base.size();
    }
    look(subspace, base, add, remove, least);
  }

  /**
   * Looks step by step.
   *
   * @param base what the nearest models estimate
   * @param least how far they are
   */
  private void look(
      ModelSubspace subspace, Set<String> base, List<String> add, List<String> remove, int least) {
    boolean isSame = center != null && least == 0;
    int most =
        switch (direction) {
          case FORWARD -> add.size();
          case BACKWARD -> remove.size();
          default -> Math.min(add.size(), remove.size());
        };
    for (int k = isSame ? 1 : 0; k <= most; k++) {
      int far = least + k;
      if (far > distance || (center != null && far > steps)) {
        return;
      }
      Level level = new Level(subspace, far);
      for (List<String> added : direction == Method.BACKWARD ? NONE : subsets(add, k, level)) {
        for (List<String> removed :
            direction == Method.FORWARD ? NONE : subsets(remove, k, level)) {
          Set<String> estimated = minus(base, removed);
          estimated.addAll(added);
          level.look(estimated);
        }
      }
      if (overflowed || !level.anyPermitted || level.anyNew) {
        return;
      }
    }
  }

  private static final List<List<String>> NONE = List.of(List.of());

  /** The models of a subspace at one distance. */
  private final class Level {
    private final ModelSubspace subspace;
    private final int far;
    private boolean anyPermitted;
    private boolean anyNew;

    Level(ModelSubspace subspace, int far) {
      this.subspace = subspace;
      this.far = far;
    }

    private void look(Set<String> estimated) {
      for (CandidateModel model : subspace.estimating(estimated)) {
        if (!permitted.test(model)) {
          continue;
        }
        anyPermitted = true;
        if (!known.test(model.hash())) {
          anyNew = true;
          accept(model);
        }
      }
    }

    private void accept(CandidateModel model) {
      if (far < distance) {
        distance = far;
        nearest = new ArrayList<>();
      }
      overflowed |= nearest.size() >= ModelSpace.MOST;
      if (!overflowed) {
        nearest.add(model);
      }
    }
  }

  private static Set<String> minus(Iterable<String> all, Iterable<String> others) {
    Set<String> rest = new LinkedHashSet<>();
    all.forEach(rest::add);
    others.forEach(rest::remove);
    return rest;
  }

  /** All subsets of this size, in the order of the list; none where there are too many. */
  private List<List<String>> subsets(List<String> of, int size, Level level) {
    double count = 1;
    for (int i = 0; i < size; i++) {
      count = count * (of.size() - i) / (i + 1);
    }
    if (count > ModelSpace.MOST) {
      overflowed = true;
      level.anyPermitted = true;
      return List.of();
    }
    List<List<String>> all = new ArrayList<>();
    subsets(of, size, 0, new ArrayList<>(), all);
    return all;
  }

  private static void subsets(
      List<String> of, int size, int from, List<String> begun, List<List<String>> all) {
    if (begun.size() == size) {
      all.add(List.copyOf(begun));
      return;
    }
    for (int i = from; i <= of.size() - (size - begun.size()); i++) {
      begun.add(of.get(i));
      subsets(of, size, i + 1, begun, all);
      begun.remove(begun.size() - 1);
    }
  }
}
