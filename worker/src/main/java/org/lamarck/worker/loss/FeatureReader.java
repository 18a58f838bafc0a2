package org.lamarck.worker.loss;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.Spelling;

/** Finds the feature of a term by its name. */
final class FeatureReader {
  /** Keys of a term that belong to a feature. */
  static final List<String> KEYS = List.of("frequency", "width", "highest", "amplitude");

  private static final String FREQUENCY = "frequency";

  /** Those that need nothing but their name. */
  private static final Map<String, Feature> PLAIN = plain();

  private static final String SPECTRUM = "spectrum";
  private static final String HARMONIC = "amplitude at";

  private final Findings findings;

  FeatureReader(Findings findings) {
    this.findings = findings;
  }

  private static Map<String, Feature> plain() {
    Map<String, Feature> plain = new LinkedHashMap<>();
    plain.put("values", new Values());
    for (Summary summary : Summary.values()) {
      plain.put(LossReader.words(summary), summary);
    }
    plain.put("period", new Period(false));
    plain.put(FREQUENCY, new Period(true));
    return plain;
  }

  /** Whether the first number alone has the target, and the others 0. */
  static boolean isSpectrum(YamlMapping term) {
    return term.get("feature")
        .flatMap(value -> value.text(new Findings()))
        .filter(SPECTRUM::equals)
        .isPresent();
  }

  /** The feature of a term; an error and nothing when there is none. */
  Optional<Feature> read(YamlMapping term, double[] times) {
    Optional<Cell> cell = term.get("feature").flatMap(value -> value.cell(findings));
    String name = cell.map(Cell::text).orElse("values");
    Optional<Feature> feature =
        switch (name) {
          case SPECTRUM -> spectrum(term, times);
          case HARMONIC -> harmonic(term);
          default -> Optional.ofNullable(PLAIN.get(name));
        };
    if (feature.isEmpty() && !name.equals(SPECTRUM) && !name.equals(HARMONIC)) {
      List<String> known = new ArrayList<>(PLAIN.keySet());
      known.addAll(List.of(SPECTRUM, HARMONIC));
      cell.ifPresent(
          given ->
              findings.error(
                  given.place(),
                  "there is no feature \"" + name + "\"",
                  Spelling.remedy(name, known)));
    }
    return feature.filter(
        found -> {
          Optional<String> refusal = found.refusal(times);
          refusal.ifPresent(why -> findings.error(term.place(), why, "write other times"));
          return refusal.isEmpty();
        });
  }

  private Optional<Feature> spectrum(YamlMapping term, double[] times) {
    OptionalDouble frequency = positive(term, FREQUENCY);
    OptionalDouble width = positive(term, "width");
    OptionalDouble highest =
        term.has("highest")
            ? positive(term, "highest")
            : OptionalDouble.of(Double.POSITIVE_INFINITY);
    return frequency.isEmpty() || width.isEmpty() || highest.isEmpty() || times.length < 2
        ? Optional.empty()
        : Optional.of(
            Spectrum.around(
                frequency.getAsDouble(), width.getAsDouble(), highest.getAsDouble(), times));
  }

  private Optional<Feature> harmonic(YamlMapping term) {
    OptionalDouble frequency = positive(term, FREQUENCY);
    return frequency.isEmpty()
        ? Optional.empty()
        : Optional.of(new Spectrum(Vector.of(frequency.getAsDouble())));
  }

  private OptionalDouble positive(YamlMapping term, String key) {
    OptionalDouble number = term.number(key, findings);
    if (number.isPresent() && !(number.getAsDouble() > 0 && number.getAsDouble() < 1e300)) {
      findings.error(
          term.get(key).orElseThrow().place(),
          "%s (%s) must be above 0".formatted(key, number.getAsDouble()),
          "correct it");
      return OptionalDouble.empty();
    }
    return number;
  }
}
