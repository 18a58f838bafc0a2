package org.lamarck.worker.cells.fit;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lamarck.worker.cells.ByCadherins;
import org.lamarck.worker.cells.ByTypes;
import org.lamarck.worker.cells.Fields;
import org.lamarck.worker.cells.Morse;
import org.lamarck.worker.cells.PairForce;
import org.lamarck.worker.cells.PairNumber;
import org.lamarck.worker.cells.Setting;
import org.lamarck.worker.cells.SoftSphere;
import org.lamarck.worker.cells.fit.SettingReader.Range;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Numbers;
import org.lamarck.worker.petab.table.YamlMapping;

/** Reads forces between cells. */
final class ForceReader {
  private static final String MORSE = "morse";
  private static final String DEPTH = "depth";
  private static final String CADHERINS = "cadherins";
  private static final String SOFT_SPHERE = "soft_sphere";

  /** One of which a mapping has. */
  static final List<String> KEYS = List.of(MORSE, SOFT_SPHERE);

  private final SettingReader settings;
  private final Fields fields;
  private final double widest;
  private final Findings findings;

  /**
   * A reader.
   *
   * @param widest twice the largest radius at the start
   */
  ForceReader(SettingReader settings, Fields fields, double widest, Findings findings) {
    this.settings = settings;
    this.fields = fields;
    this.widest = widest;
    this.findings = findings;
  }

  /** The force of a step. */
  Optional<PairForce> force(YamlMapping step) {
    if (step.has(MORSE) == step.has(SOFT_SPHERE)) {
      findings.error(step.place(), "there must be one force", "write one of morse and soft_sphere");
      return Optional.empty();
    }
    return step.has(MORSE)
        ? step.mapping(MORSE, findings).flatMap(this::morse)
        : step.mapping(SOFT_SPHERE, findings).flatMap(this::softSphere);
  }

  private Optional<PairForce> morse(YamlMapping one) {
    one.refuseOthers(List.of(DEPTH, CADHERINS, "width", "onset", "cutoff"), findings);
    Optional<PairNumber> depth = depth(one);
    Optional<List<Setting>> width = settings.pairs(one, "width", Range.ABOVE_0, fields.types());
    OptionalDouble onset = one.numberAbove("onset", 0, findings);
    OptionalDouble cutoff = one.numberAbove("cutoff", onset.orElse(0), findings);
    return depth.isEmpty() || width.isEmpty() || onset.isEmpty() || cutoff.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Morse(
                depth.get(), new ByTypes(width.get()), onset.getAsDouble(), cutoff.getAsDouble()));
  }

  /** Numbers of pairs of types, or what cells express. */
  private Optional<PairNumber> depth(YamlMapping one) {
    if (!one.has(CADHERINS)) {
      return settings.pairs(one, DEPTH, Range.FROM_0, fields.types()).map(ByTypes::new);
    }
    if (one.has(DEPTH)) {
      findings.error(
          one.place(DEPTH), "cadherins make the depth", "remove one of depth and cadherins");
      return Optional.empty();
    }
    if (fields.cadherins() == 0) {
      findings.error(
          one.place(CADHERINS), "cells have no cadherins", "add cadherins: true to the cells");
      return Optional.empty();
    }
    Optional<YamlMapping> range = one.mapping(CADHERINS, findings);
    range.ifPresent(given -> given.refuseOthers(List.of("least", "most"), findings));
    Optional<Setting> least =
        range.flatMap(given -> settings.setting(given, "least", Range.FROM_0));
    Optional<Setting> most = range.flatMap(given -> settings.setting(given, "most", Range.FROM_0));
    return least.isEmpty() || most.isEmpty()
        ? Optional.empty()
        : Optional.of(new ByCadherins(least.get(), most.get()));
  }

  private Optional<PairForce> softSphere(YamlMapping one) {
    one.refuseOthers(List.of("strength", "exponent", "largest"), findings);
    Optional<Setting> strength = settings.setting(one, "strength", Range.FROM_0);
    double exponent = settings.from(one, "exponent", 2, 2);
    OptionalDouble largest = one.numberAbove("largest", 0, findings);
    if (largest.isPresent() && largest.getAsDouble() < widest) {
      findings.error(
          one.place("largest"),
          "largest is %s, and cells begin with sums of radii of up to %s"
              .formatted(Numbers.print(largest.getAsDouble()), Numbers.print(widest)),
          "write the largest sum that there will be");
    }
    return strength.isEmpty() || largest.isEmpty()
        ? Optional.empty()
        : Optional.of(new SoftSphere(strength.get(), exponent, largest.getAsDouble()));
  }
}
