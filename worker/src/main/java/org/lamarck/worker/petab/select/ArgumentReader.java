package org.lamarck.worker.petab.select;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.selection.Criterion;
import org.lamarck.strategies.selection.FamosSettings;
import org.lamarck.strategies.selection.Method;
import org.lamarck.strategies.selection.MethodScheme;
import org.lamarck.strategies.selection.SelectionSettings;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.Spelling;

/** Reads what a problem says of the method ({@code candidate_space_arguments}). */
final class ArgumentReader {
  private static final String PREDECESSOR = "predecessor_model";
  private static final String STEPS = "max_steps";
  private static final String CRITICAL = "critical_parameter_sets";
  private static final String SWAPS = "swap_parameter_sets";
  private static final String SCHEME = "method_scheme";
  private static final String REATTEMPTS = "n_reattempts";
  private static final String CONSECUTIVE = "consecutive_laterals";

  /** Where the reference writes its summary; this program's is with its results. */
  private static final String SUMMARY = "summary_tsv";

  private static final List<String> KEYS =
      List.of(PREDECESSOR, STEPS, CRITICAL, SWAPS, SCHEME, REATTEMPTS, CONSECUTIVE, SUMMARY);

  private final Path yaml;
  private final Place method;
  private final ModelSpaceReader spaces;
  private final Findings findings;
  private Map<String, Double> start = Map.of();

  /** Of a problem in a file, whose method stands at a place. */
  ArgumentReader(Path yaml, Place method, ModelSpaceReader spaces, Findings findings) {
    this.yaml = yaml;
    this.method = method;
    this.spaces = spaces;
    this.findings = findings;
  }

  /** What is known of the parameters of the model that the search begins with. */
  Map<String, Double> start() {
    return start;
  }

  /** The settings; nothing when an error was found. */
  Optional<SelectionSettings> read(
      Optional<YamlMapping> arguments, Method chosen, Criterion criterion) {
    arguments.ifPresent(given -> given.refuseOthers(KEYS, findings));
    FamosSettings famos =
        chosen == Method.FAMOS
            ? famos(arguments)
            : FamosSettings.of(
                chosen == Method.BIDIRECTIONAL ? MethodScheme.BIDIRECTIONAL : MethodScheme.FAMOS);
    PredecessorReader.@Nullable Predecessor first =
        arguments.flatMap(given -> predecessor(given, criterion)).orElse(null);
    boolean isGiven = arguments.filter(given -> given.has(PREDECESSOR)).isPresent();
    Method begin = chosen == Method.FAMOS ? firstOf(famos.scheme()) : chosen;
    if (!isGiven && !begin.beginsAnywhere()) {
      findings.error(
          method,
          "a search that begins with lateral steps needs a model to begin with",
          "name a %s under candidate_space_arguments".formatted(PREDECESSOR));
    }
    checkCritical(famos, first, isGiven);
    int steps =
        arguments.filter(given -> given.has(STEPS)).isPresent()
            ? arguments.get().wholeNumber(STEPS, 1, SelectionSettings.ANY, findings)
            : SelectionSettings.ANY;
    if (findings.hasErrors()) {
      return Optional.empty();
    }
    start = first == null ? Map.of() : first.estimates();
    return Optional.of(
        new SelectionSettings(
            chosen,
            criterion,
            first == null ? null : first.model(),
            first == null ? Double.NaN : first.value(),
            steps,
            famos));
  }

  private static Method firstOf(MethodScheme scheme) {
    return scheme.rules().stream()
        .filter(rule -> rule.previous().isEmpty())
        .flatMap(rule -> Optional.ofNullable(rule.next()).stream())
        .findFirst()
        .orElse(Method.FORWARD);
  }

  private void checkCritical(
      FamosSettings famos, PredecessorReader.@Nullable Predecessor first, boolean isGiven) {
    if (!famos.critical().isEmpty() && !isGiven) {
      findings.error(
          method,
          "critical parameters need a model to begin with that has them",
          "name a %s under candidate_space_arguments".formatted(PREDECESSOR));
    }
    if (first != null && !famos.hasCritical(first.model().estimated())) {
      findings.error(
          method,
          "the model to begin with, %s, estimates none of a set of critical parameters"
              .formatted(first.model()),
          "begin with another model, or change " + CRITICAL);
    }
  }

  private Optional<PredecessorReader.Predecessor> predecessor(
      YamlMapping arguments, Criterion criterion) {
    if (!arguments.has(PREDECESSOR)) {
      return Optional.empty();
    }
    Optional<Cell> name = arguments.text(PREDECESSOR, "the file of a model", findings);
    return name.flatMap(
        cell ->
            new PredecessorReader(yaml.resolveSibling(cell.text()).normalize(), spaces, findings)
                .read(cell.place(), criterion));
  }

  private FamosSettings famos(Optional<YamlMapping> arguments) {
    MethodScheme scheme = arguments.flatMap(this::scheme).orElse(MethodScheme.FAMOS);
    List<Set<String>> swaps = sets(arguments, SWAPS);
    if (swaps.isEmpty() && scheme.has(Method.LATERAL)) {
      findings.error(
          method,
          "lateral steps of famos swap parameters, and none may be swapped",
          "add %s under candidate_space_arguments, or a %s without lateral"
              .formatted(SWAPS, SCHEME));
      return FamosSettings.of(scheme);
    }
    return new FamosSettings(
        scheme, sets(arguments, CRITICAL), swaps, reattempts(arguments), consecutive(arguments));
  }

  private int reattempts(Optional<YamlMapping> arguments) {
    return arguments.filter(given -> given.has(REATTEMPTS)).isPresent()
        ? arguments.get().wholeNumber(REATTEMPTS, 0, 1_000_000, findings)
        : 0;
  }

  private boolean consecutive(Optional<YamlMapping> arguments) {
    return arguments
            .map(given -> given.choice(CONSECUTIVE, "true or false", WORDS, findings).orElse(1))
            .orElse(1)
        == 0;
  }

  private static final List<String> WORDS = List.of("true", "false");

  private List<Set<String>> sets(Optional<YamlMapping> arguments, String key) {
    List<Set<String>> sets = new ArrayList<>();
    for (YamlMapping.Value set :
        arguments
            .flatMap(given -> given.get(key))
            .map(YamlMapping.Value::items)
            .orElse(List.of())) {
      Set<String> ids = new LinkedHashSet<>();
      for (YamlMapping.Value item : set.items()) {
        item.cell(findings).filter(this::isKnown).ifPresent(cell -> ids.add(cell.text()));
      }
      sets.add(ids);
    }
    return sets;
  }

  /** Whether it is a column of the model space, or any parameter. */
  private boolean isKnown(Cell cell) {
    Set<String> known = new HashSet<>(spaces.groups().members().keySet());
    spaces.variants().values().forEach(one -> known.addAll(one.ids()));
    if (!known.contains(cell.text())) {
      findings.error(
          cell.place(),
          "there is no parameter \"%s\"".formatted(cell.text()),
          Spelling.suggest(cell.text(), known, "remove it"));
      return false;
    }
    return true;
  }

  private Optional<MethodScheme> scheme(YamlMapping arguments) {
    Optional<YamlMapping.Value> given = arguments.get(SCHEME);
    if (given.isEmpty()) {
      return Optional.empty();
    }
    List<MethodScheme.Rule> rules = new ArrayList<>();
    for (YamlMapping rule : given.get().mappings(findings)) {
      rule.refuseOthers(List.of("previous_methods", "next_method"), findings);
      List<Method> previous = new ArrayList<>();
      for (YamlMapping.Value item :
          rule.get("previous_methods").map(YamlMapping.Value::items).orElse(List.of())) {
        item.cell(findings).flatMap(cell -> step(cell, true)).ifPresent(previous::add);
      }
      @Nullable Method next =
          rule.get("next_method")
              .flatMap(value -> value.cell(findings))
              .flatMap(cell -> step(cell, false))
              .orElse(null);
      if (next != null && previous.equals(List.of(next))) {
        findings.error(
            rule.place("next_method"),
            "%s follows on itself".formatted(next.word()),
            "name another method, or null to end");
      }
      rules.add(new MethodScheme.Rule(previous, next));
    }
    if (rules.stream().noneMatch(rule -> rule.previous().isEmpty() && rule.next() != null)) {
      findings.error(
          given.get().place(),
          "the scheme does not say which method is first",
          "add a rule with previous_methods: null");
      return Optional.empty();
    }
    return Optional.of(new MethodScheme(rules));
  }

  private Optional<Method> step(Cell cell, boolean isBefore) {
    List<String> words =
        isBefore
            ? List.of("forward", "backward", "lateral", "most_distant")
            : List.of("forward", "backward", "lateral");
    if (!words.contains(cell.text())) {
      findings.error(
          cell.place(),
          "\"%s\" is no step of famos".formatted(cell.text()),
          Spelling.remedy(cell.text(), words));
      return Optional.empty();
    }
    return Method.of(cell.text());
  }
}
