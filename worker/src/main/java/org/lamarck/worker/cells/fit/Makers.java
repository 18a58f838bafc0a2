package org.lamarck.worker.cells.fit;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.lamarck.worker.cells.Division;
import org.lamarck.worker.cells.Property;
import org.lamarck.worker.cells.Step;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;

/** Which steps make what is 0 before: who reads it without one of them reads nothing. */
final class Makers {
  private static final Map<Property, String> STEPS =
      new EnumMap<>(
          Map.of(
              Property.CHEMICAL, "diffusion",
              Property.GRADIENT, "gradients",
              Property.STRESS, "stress",
              Property.FIELD, "field"));

  private final Set<Property> made = EnumSet.noneOf(Property.class);

  /** Reports steps that read what neither these nor those that were checked before make. */
  void check(Map<Place, Step> steps, Findings findings) {
    for (Step step : steps.values()) {
      made.addAll(step.dependence().writes());
    }
    steps.forEach(
        (place, step) -> {
          if (!(step instanceof Division)) { // reads nothing but what it copies
            Set<Property> reads = step.dependence().reads();
            STEPS.forEach(
                (property, maker) -> {
                  if (reads.contains(property) && !made.contains(property)) {
                    findings.error(
                        place,
                        "no step makes the %s that this one reads".formatted(property.word()),
                        "add a step %s".formatted(maker));
                  }
                });
          }
        });
  }
}
