package org.lamarck.worker.neuron.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.worker.neuron.train.Transform;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Numbers;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.Spelling;

/**
 * Reads {@code transform:} of an estimate: a word, {@code {WORD: [NUMBERS]}}, or a list of them, of
 * which the first one is applied first. Numbers are on the scale of the estimate.
 */
final class TransformReader {
  private final Coordinate bounds;
  private final Findings findings;

  /** Transforms by their words, and what their numbers are. */
  private enum Kind {
    IDENTITY(List.of()),
    SIGMOID(List.of("lower", "upper")),
    LOGISTIC(List.of("lower", "upper")),
    SOFTPLUS(List.of("lower")),
    NEGATIVE_SOFTPLUS(List.of("upper")),
    AFFINE(List.of("scale", "shift"));

    @SuppressWarnings("ImmutableEnumChecker") // of List.of
    private final List<String> numbers;

    Kind(List<String> numbers) {
      this.numbers = numbers;
    }
  }

  TransformReader(Coordinate bounds, Findings findings) {
    this.bounds = bounds;
    this.findings = findings;
  }

  /** Between the bounds, unless another one is told. */
  static Transform usual(Coordinate bounds) {
    Coordinate.Scale scale = bounds.scale();
    return new Transform.Sigmoid(scale.toScale(bounds.lower()), scale.toScale(bounds.upper()));
  }

  Optional<Transform> read(YamlMapping mapping) {
    Optional<YamlMapping.Value> value = mapping.get("transform");
    if (value.isEmpty()) {
      return Optional.of(usual(bounds));
    }
    List<Transform> links = new ArrayList<>();
    for (YamlMapping.Value item : value.get().items()) {
      Optional<Transform> link = item.isMapping() ? withNumbers(item) : word(item);
      if (link.isEmpty()) {
        return Optional.empty();
      }
      links.add(link.get());
    }
    if (links.isEmpty()) {
      findings.error(value.get().place(), "there is no transform", "write sigmoid, or remove it");
      return Optional.empty();
    }
    return Optional.of(links.size() == 1 ? links.get(0) : new Transform.Chain(links));
  }

  private Optional<Kind> kind(Cell cell) {
    List<String> words = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      words.add(Spelling.of(kind));
      if (Spelling.of(kind).equals(cell.text())) {
        return Optional.of(kind);
      }
    }
    findings.error(
        cell.place(),
        "\"%s\" is no transform".formatted(cell.text()),
        Spelling.remedy(cell.text(), words));
    return Optional.empty();
  }

  /** One by its name alone, with the bounds as its numbers. */
  private Optional<Transform> word(YamlMapping.Value item) {
    Optional<Cell> cell = item.cell(findings);
    Optional<Kind> kind = cell.flatMap(this::kind);
    if (cell.isPresent() && kind.isPresent() && kind.get() == Kind.AFFINE) {
      findings.error(
          cell.get().place(), "affine has two numbers", "write {affine: [SCALE, SHIFT]}");
      return Optional.empty();
    }
    double lower = bounds.scale().toScale(bounds.lower());
    double upper = bounds.scale().toScale(bounds.upper());
    return kind.map(
        one ->
            switch (one) {
              case SOFTPLUS -> made(one, new double[] {lower});
              case NEGATIVE_SOFTPLUS -> made(one, new double[] {upper});
              default -> made(one, new double[] {lower, upper});
            });
  }

  private Optional<Transform> withNumbers(YamlMapping.Value item) {
    Optional<YamlMapping> mapping = item.mapping(findings);
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    String name = mapping.get().keys().keySet().iterator().next();
    Optional<Kind> kind = kind(new Cell(name, mapping.get().place(name)));
    List<YamlMapping.Value> given =
        mapping.get().get(name).map(YamlMapping.Value::items).orElse(List.of());
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    if (mapping.get().keys().size() != 1 || given.size() != kind.get().numbers.size()) {
      findings.error(
          mapping.get().place(name),
          "%s has %d numbers".formatted(name, kind.get().numbers.size()),
          "write %s: [%s]".formatted(name, String.join(", ", kind.get().numbers)));
      return Optional.empty();
    }
    double[] numbers = new double[given.size()];
    for (int i = 0; i < numbers.length; i++) {
      Optional<Cell> cell = given.get(i).cell(findings);
      if (cell.isEmpty()) {
        return Optional.empty();
      }
      numbers[i] = Numbers.require(cell.get(), name, findings).orElse(Double.NaN);
    }
    boolean isFlat = kind.get() == Kind.AFFINE && numbers[0] == 0;
    boolean isEmpty =
        kind.get().numbers.contains("lower") && numbers.length == 2 && !(numbers[0] < numbers[1]);
    if (isFlat || isEmpty) {
      findings.error(
          mapping.get().place(name),
          isFlat ? "a scale of 0 has no inverse" : "the bounds are not in order",
          "correct the numbers");
      return Optional.empty();
    }
    return Optional.of(made(kind.get(), numbers));
  }

  private static Transform made(Kind kind, double[] numbers) {
    return switch (kind) {
      case IDENTITY -> new Transform.Identity();
      case SIGMOID -> new Transform.Sigmoid(numbers[0], numbers[1]);
      case LOGISTIC -> new Transform.Logistic(numbers[0], numbers[1]);
      case SOFTPLUS -> new Transform.Softplus(numbers[0]);
      case NEGATIVE_SOFTPLUS -> new Transform.NegativeSoftplus(numbers[0]);
      case AFFINE -> new Transform.Affine(numbers[0], numbers[1]);
    };
  }
}
