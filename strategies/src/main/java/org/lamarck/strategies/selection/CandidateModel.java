package org.lamarck.strategies.selection;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A model that can be selected.
 *
 * @param hash its name
 * @param problem which estimation problem it is a variant of
 * @param settings by parameter or group of parameters, what the model does with it, in the order of
 *     the subspace
 * @param others parameters that have no setting and are estimated, since the problem says so
 */
public record CandidateModel(
    ModelHash hash, String problem, Map<String, Setting> settings, Set<String> others)
    implements Serializable {
  public CandidateModel {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    others = Collections.unmodifiableSet(new LinkedHashSet<>(others));
  }

  /** All that it estimates; a group of parameters counts as one. */
  public Set<String> estimated() {
    Set<String> estimated = new LinkedHashSet<>(others);
    settings.forEach(
        (id, setting) -> {
          if (setting.estimated()) {
            estimated.add(id);
          }
        });
    return estimated;
  }

  @Override
  public String toString() {
    return hash.toString();
  }
}
