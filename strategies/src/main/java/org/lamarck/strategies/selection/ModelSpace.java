package org.lamarck.strategies.selection;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All models that can be selected.
 *
 * @param subspaces at least one, each with an id of its own
 */
public record ModelSpace(List<ModelSubspace> subspaces) implements Serializable {
  /** No step has more models; a user would not wait for so many to be calibrated. */
  public static final int MOST = 100_000;

  public ModelSpace {
    subspaces = List.copyOf(subspaces);
    long ids = subspaces.stream().map(ModelSubspace::id).distinct().count();
    if (subspaces.isEmpty() || ids < subspaces.size()) {
      throw new IllegalArgumentException(
          "%d subspaces with %d ids: give at least one, and each its own"
              .formatted(subspaces.size(), ids));
    }
  }

  /** The number of models; +∞ where there are more than can be counted. */
  public double size() {
    return subspaces.stream().mapToDouble(ModelSubspace::size).sum();
  }

  public Optional<ModelSubspace> subspace(String id) {
    return subspaces.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  /** All models, subspace by subspace. */
  List<CandidateModel> models() {
    List<CandidateModel> all = new ArrayList<>();
    subspaces.forEach(subspace -> all.addAll(subspace.models()));
    return all;
  }
}
