package org.lamarck.strategies.selection;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The model to go on from when a search is stuck: of the opposites of good models the one that is
 * farthest from all models that were looked at.
 */
final class MostDistant {
  private MostDistant() {}

  /**
   * The first of the farthest.
   *
   * @param good models whose opposites are looked at, the best first
   * @param all that were calibrated
   * @param critical sets of which a model has at least one parameter each
   * @return nothing where every opposite was looked at
   */
  static Optional<CandidateModel> of(
      ModelSpace space, List<Calibrated> good, Collection<Calibrated> all, FamosSettings critical) {
    int farthest = 0;
    CandidateModel found = null;
    for (Calibrated one : good) {
      Optional<ModelSubspace> subspace = space.subspace(one.model().hash().subspace());
      if (subspace.isEmpty()) {
        continue; // the search began outside of the space
      }
      CandidateModel opposite = subspace.get().opposite(one.model(), Set.of());
      int distance =
          all.stream()
              .filter(other -> other.model().problem().equals(opposite.problem()))
              .mapToInt(
                  other ->
                      SelectionStep.changes(other.model().estimated(), opposite.estimated()).size())
              .min()
              .orElse(0);
      if (distance > farthest) {
        farthest = distance;
        found = amended(subspace.get(), one.model(), opposite, critical);
      }
    }
    return Optional.ofNullable(found);
  }

  /** With the first parameter of every critical set, where one of the sets is missing. */
  private static CandidateModel amended(
      ModelSubspace subspace,
      CandidateModel good,
      CandidateModel opposite,
      FamosSettings settings) {
    if (settings.hasCritical(opposite.estimated())) {
      return opposite;
    }
    Set<String> first = new LinkedHashSet<>();
    settings.critical().forEach(set -> first.add(set.iterator().next()));
    return subspace.opposite(good, first);
  }
}
