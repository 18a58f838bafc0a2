package org.lamarck.worker.neuron.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.Spelling;

/** Single words and numbers of keys that may be left out. */
final class Words {
  private Words() {}

  /** The constant of a key; the other one where the key is left out, nothing when it is none. */
  static <E extends Enum<E>> Optional<E> choice(
      YamlMapping mapping, String key, E otherwise, E[] constants, Findings findings) {
    if (!mapping.has(key)) {
      return Optional.of(otherwise);
    }
    Optional<Cell> cell = mapping.text(key, "a word", findings);
    if (cell.isEmpty()) {
      return Optional.empty();
    }
    List<String> words = new ArrayList<>();
    for (E constant : constants) {
      words.add(Spelling.of(constant));
      if (Spelling.of(constant).equals(cell.get().text())) {
        return Optional.of(constant);
      }
    }
    findings.error(
        cell.get().place(),
        "\"%s\" is no %s".formatted(cell.get().text(), key),
        Spelling.remedy(cell.get().text(), words));
    return Optional.empty();
  }

  /** The number of a key, or another where the key is left out. */
  static double number(YamlMapping mapping, String key, double otherwise, Findings findings) {
    return mapping.has(key) ? mapping.number(key, findings).orElse(otherwise) : otherwise;
  }

  /** A number above 0. */
  static OptionalDouble positive(
      YamlMapping mapping, String key, double otherwise, Findings findings) {
    double number = number(mapping, key, otherwise, findings);
    if (number > 0 && !Double.isInfinite(number)) {
      return OptionalDouble.of(number);
    }
    mapping
        .get(key)
        .ifPresent(
            value ->
                findings.error(
                    value.place(), "%s must be above 0".formatted(key), "correct the number"));
    return OptionalDouble.empty();
  }

  /** A whole number of at least 1. */
  static Optional<Integer> count(
      YamlMapping mapping, String key, int otherwise, Findings findings) {
    double number = number(mapping, key, otherwise, findings);
    if (number >= 1 && number <= Integer.MAX_VALUE && number == Math.rint(number)) {
      return Optional.of((int) number);
    }
    mapping
        .get(key)
        .ifPresent(
            value ->
                findings.error(
                    value.place(),
                    "%s must be a whole number of at least 1".formatted(key),
                    "correct it"));
    return Optional.empty();
  }

  /** Whether a key says true; false where it is left out. */
  static boolean flag(YamlMapping mapping, String key, Findings findings) {
    if (!mapping.has(key)) {
      return false;
    }
    Optional<Cell> cell = mapping.text(key, "true or false", findings);
    if (cell.isPresent() && !List.of("true", "false").contains(cell.get().text())) {
      findings.error(
          cell.get().place(),
          "\"%s\" is neither true nor false".formatted(cell.get().text()),
          "write one of them");
    }
    return cell.isPresent() && cell.get().text().equals("true");
  }
}
