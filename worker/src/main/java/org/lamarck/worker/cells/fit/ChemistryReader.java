package org.lamarck.worker.cells.fit;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.lamarck.worker.cells.Fields;
import org.lamarck.worker.cells.Setting;
import org.lamarck.worker.cells.Step;
import org.lamarck.worker.cells.chemistry.CentralField;
import org.lamarck.worker.cells.chemistry.ChemicalGradients;
import org.lamarck.worker.cells.chemistry.Diffusion;
import org.lamarck.worker.cells.chemistry.ExponentialDiffusion;
import org.lamarck.worker.cells.chemistry.Stress;
import org.lamarck.worker.cells.fit.SettingReader.Range;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.YamlMapping;

/** Reads what cells secrete and sense. */
final class ChemistryReader {
  private static final List<String> TISSUES = List.of("open", "closed", "exponential");

  /** For more, the matrix of a graph is too large. */
  private static final int MOST_IN_GRAPHS = 10_000;

  private final SettingReader settings;
  private final ForceReader forces;
  private final Fields fields;
  private final int capacity;
  private final Findings findings;

  ChemistryReader(
      SettingReader settings, ForceReader forces, Fields fields, int capacity, Findings findings) {
    this.settings = settings;
    this.fields = fields;
    this.capacity = capacity;
    this.forces = forces;
    this.findings = findings;
  }

  private void requireChemicals(YamlMapping one) {
    if (fields.chemicals() == 0) {
      findings.error(
          one.place(), "there are no chemicals here", "add chemicals, their number, to the cells");
    }
  }

  Optional<? extends Step> diffusion(YamlMapping one) {
    requireChemicals(one);
    one.refuseOthers(List.of("kind", "coefficient", "degradation"), findings);
    OptionalInt kind = one.choice("kind", "open, closed or exponential", TISSUES, findings);
    Optional<Setting> coefficient = settings.setting(one, "coefficient", Range.ABOVE_0);
    Optional<Setting> degradation =
        settings.setting(
            one, "degradation", kind.orElse(0) == 0 ? Range.FROM_0 : Range.ABOVE_0); // no way out
    if (kind.orElse(0) < 2 && capacity > MOST_IN_GRAPHS) {
      findings.error(
          one.place(),
          "diffusion between neighbours is for at most %d cells".formatted(MOST_IN_GRAPHS),
          "write kind: exponential, or a smaller capacity");
    }
    if (coefficient.isEmpty() || degradation.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        kind.orElse(0) == 2
            ? new ExponentialDiffusion(coefficient.get(), degradation.get())
            : new Diffusion(coefficient.get(), degradation.get(), kind.orElse(0) == 0));
  }

  Optional<? extends Step> gradients(YamlMapping one) {
    requireChemicals(one);
    one.refuseOthers(List.of("reach"), findings);
    return Optional.of(new ChemicalGradients(settings.above(one, "reach", 0, 0)));
  }

  Optional<? extends Step> stress(YamlMapping one) {
    one.refuseOthers(ForceReader.KEYS, findings);
    return forces.force(one).map(Stress::new);
  }

  Optional<? extends Step> field(YamlMapping one) {
    one.refuseOthers(List.of("kind", "offset", "slope"), findings);
    OptionalInt kind =
        one.choice("kind", "power or exponential", List.of("power", "exponential"), findings);
    return Optional.of(
        new CentralField(
            kind.orElse(0) == 1,
            settings.above(one, "offset", 0, 2),
            settings.above(one, "slope", 0, kind.orElse(0) == 1 ? 1 : 0.4)));
  }
}
