package org.lamarck.worker.cells.fit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.lamarck.worker.cells.Fields;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.YamlMapping;

/** Reads what is wanted of a tissue. */
final class TargetReader {
  static final String MINIMISE = "minimise";
  static final String MAXIMISE = "maximise";
  private static final List<String> AXES = List.of("x", "y", "z");

  private final Findings findings;
  private final Map<String, Target> known = new LinkedHashMap<>();

  TargetReader(Fields fields, Findings findings) {
    this.findings = findings;
    known.put("spread", new Spread());
    for (int axis = 0; axis < fields.dimensions(); axis++) {
      known.put("elongation_" + AXES.get(axis), new Elongation(axis));
    }
    known.put("division_variation", new DivisionVariation(false));
    known.put("division_variation_of_places", new DivisionVariation(true));
    if (fields.types() > 1) {
      known.put("imbalance", new Imbalance());
    }
  }

  Optional<Target> target(YamlMapping tissue) {
    if (tissue.has(MINIMISE) && tissue.has(MAXIMISE)) {
      findings.error(
          tissue.place(MAXIMISE),
          "a tissue is for one thing",
          "remove one of minimise and maximise");
      return Optional.empty();
    }
    String key = tissue.has(MAXIMISE) ? MAXIMISE : MINIMISE;
    List<String> words = List.copyOf(known.keySet());
    if (tissue.require(key, "one of " + String.join(", ", words), findings).isEmpty()) {
      return Optional.empty();
    }
    OptionalInt index = tissue.choice(key, "what is wanted", words, findings);
    if (index.isEmpty()) {
      return Optional.empty();
    }
    Target target = List.copyOf(known.values()).get(index.getAsInt());
    return Optional.of(key.equals(MAXIMISE) ? new Negative(target) : target);
  }
}
