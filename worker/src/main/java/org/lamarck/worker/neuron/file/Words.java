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

  /** The number of a key, or another where the key is left out, or is no number. */
  static double number(YamlMapping mapping, String key, double otherwise, Findings findings) {
    return given(mapping, key, otherwise, findings).orElse(otherwise);
  }

  private static OptionalDouble given(
      YamlMapping mapping, String key, double otherwise, Findings findings) {
    return mapping.has(key) ? mapping.number(key, findings) : OptionalDouble.of(otherwise);
  }

  /** A number above 0. */
  static OptionalDouble positive(
      YamlMapping mapping, String key, double otherwise, Findings findings) {
    OptionalDouble number = given(mapping, key, otherwise, findings);
    if (number.isEmpty() || number.getAsDouble() > 0) {
      return number;
    }
    correct(mapping, key, "above 0", findings);
    return OptionalDouble.empty();
  }

  /** A whole number of at least 1. */
  static Optional<Integer> count(
      YamlMapping mapping, String key, int otherwise, Findings findings) {
    OptionalDouble given = given(mapping, key, otherwise, findings);
    if (given.isEmpty()) {
      return Optional.empty();
    }
    double number = given.getAsDouble();
    if (number >= 1 && number <= Integer.MAX_VALUE && number == Math.rint(number)) {
      return Optional.of((int) number);
    }
    correct(mapping, key, "a whole number of at least 1", findings);
    return Optional.empty();
  }

  private static void correct(YamlMapping mapping, String key, String what, Findings findings) {
    mapping
        .get(key)
        .ifPresent(
            value ->
                findings.error(
                    value.place(), "%s must be %s".formatted(key, what), "correct the number"));
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
