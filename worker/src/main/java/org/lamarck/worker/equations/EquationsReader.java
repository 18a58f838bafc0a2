package org.lamarck.worker.equations;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.petab.parameter.ParameterRow;
import org.lamarck.worker.petab.parameter.ParameterizedModel;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Formulas;
import org.lamarck.worker.petab.table.Identifiers;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.OdeModelBuilder;
import org.lamarck.worker.problem.Spelling;

/** Reads the keys {@code equations}, {@code constants} and {@code networks} of a problem. */
public final class EquationsReader {
  /** A mapping of states to their initial values and rates; the key of such a model. */
  public static final String KEY = "equations";

  /** A mapping of names to numbers. */
  public static final String CONSTANTS = "constants";

  /** A mapping of names to networks, whose outputs are NAME_1, NAME_2, …. */
  public static final String NETWORKS = "networks";

  /** Formulas of what the outputs of a network should be, for the report alone. */
  private static final String TRUTH = "truth";

  /** More weights are an array program: a network of PEtab-SciML. */
  private static final int MOST_WEIGHTS = 5000;

  private final YamlMapping root;
  private final Findings findings;
  private final OdeModelBuilder model;
  private final Map<String, ParameterRow> parameters = new LinkedHashMap<>();
  private final Set<String> names = new LinkedHashSet<>();

  private EquationsReader(YamlMapping root, String id, Findings findings) {
    this.root = root;
    this.findings = findings;
    model = new OdeModelBuilder(id);
  }

  /** Reads a model; nothing when an error was found. */
  public static Optional<ParameterizedModel> read(YamlMapping root, String id, Findings findings) {
    return new EquationsReader(root, id, findings).read();
  }

  private record Layout(List<Cell> inputs, List<Integer> widths, List<Cell> truths, Place place) {}

  /** The quantity that an output of a network should be, where the file says so. */
  public static String truth(String output) {
    return output + "_truth";
  }

  private Optional<ParameterizedModel> read() {
    Optional<YamlMapping> equations = root.mapping(KEY, findings);
    Map<String, Double> initial = new LinkedHashMap<>();
    Map<String, Cell> rates = new LinkedHashMap<>();
    equations.ifPresent(all -> states(all, initial, rates));
    root.mapping(CONSTANTS, findings).ifPresent(this::constants);
    Map<String, Layout> networks = networks();
    if (findings.hasErrors() || equations.isEmpty()) {
      return Optional.empty();
    }
    initial.forEach((state, value) -> model.state(state, value));
    networks.forEach(
        (name, layout) -> {
          List<Expression> inputs = new ArrayList<>();
          layout.inputs().forEach(cell -> formula(cell, "\"inputs\"").ifPresent(inputs::add));
          if (inputs.size() == layout.inputs().size()) {
            new SmallNetwork(name, model, parameters, layout.place()).add(inputs, layout.widths());
          }
          for (int j = 1; j <= layout.truths().size(); j++) {
            String id = truth(name + "_" + j);
            formula(layout.truths().get(j - 1), "\"truth\"")
                .ifPresent(formula -> model.assigned(id, formula));
          }
        });
    rates.forEach(
        (state, cell) ->
            formula(cell, "\"rate\"")
                .ifPresent(formula -> model.change(model.symbol(state), formula)));
    return findings.hasErrors()
        ? Optional.empty()
        : Optional.of(new ParameterizedModel(model.build(), parameters));
  }

  private void states(YamlMapping all, Map<String, Double> initial, Map<String, Cell> rates) {
    for (Map.Entry<String, Place> state : all.keys().entrySet()) {
      String id = state.getKey();
      name(id, state.getValue());
      Optional<YamlMapping> own = all.mapping(id, findings);
      if (own.isPresent()) {
        own.get().refuseOthers(List.of("initial", "rate"), findings);
        own.get().number("initial", findings).ifPresent(value -> initial.put(id, value));
        own.get().text("rate", "a formula", findings).ifPresent(cell -> rates.put(id, cell));
      }
    }
  }

  private void name(String name, Place place) {
    if (!Identifiers.isIdentifier(name)) {
      findings.error(
          place,
          "\"" + name + "\" is not a valid id",
          "use letters, digits and underscores, and no digit first");
    } else if (!names.add(name)) {
      findings.error(place, "there are two quantities " + name, "give one another name");
    }
  }

  private void constants(YamlMapping all) {
    all.keys()
        .forEach(
            (name, place) -> {
              name(name, place);
              OptionalDouble value = all.number(name, findings);
              if (!findings.hasErrors()) {
                value.ifPresent(number -> model.constant(name, number));
              }
            });
  }

  private Map<String, Layout> networks() {
    Map<String, Layout> networks = new LinkedHashMap<>();
    Optional<YamlMapping> all = root.mapping(NETWORKS, findings);
    for (Map.Entry<String, Place> entry : all.map(YamlMapping::keys).orElse(Map.of()).entrySet()) {
      all.flatMap(outer -> outer.mapping(entry.getKey(), findings))
          .flatMap(network -> layout(network, entry.getValue()))
          .ifPresent(
              layout -> {
                networks.put(entry.getKey(), layout);
                int outputs = layout.widths().get(layout.widths().size() - 1);
                for (int j = 1; j <= outputs; j++) {
                  name(entry.getKey() + "_" + j, entry.getValue());
                }
                for (int j = 1; j <= layout.truths().size(); j++) {
                  name(truth(entry.getKey() + "_" + j), entry.getValue());
                }
              });
    }
    return networks;
  }

  private Optional<Layout> layout(YamlMapping network, Place place) {
    network.refuseOthers(List.of("inputs", "hidden", "outputs", TRUTH), findings);
    List<Cell> inputs = new ArrayList<>();
    for (YamlMapping.Value item : items(network, "inputs", "a list of formulas")) {
      item.cell(findings).ifPresent(inputs::add);
    }
    List<Integer> widths = new ArrayList<>();
    for (YamlMapping.Value item : items(network, "hidden", "a list of widths, such as [16, 16]")) {
      width(item).ifPresent(widths::add);
    }
    network.require("outputs", "how many", findings).flatMap(this::width).ifPresent(widths::add);
    List<Cell> truths = new ArrayList<>();
    if (network.has(TRUTH)) {
      for (YamlMapping.Value item : items(network, TRUTH, "a list of formulas")) {
        item.cell(findings).ifPresent(truths::add);
      }
    }
    if (inputs.isEmpty() || widths.isEmpty() || findings.hasErrors()) {
      return Optional.empty();
    }
    int outputs = widths.get(widths.size() - 1);
    if (!truths.isEmpty() && truths.size() != outputs) {
      findings.error(
          truths.get(0).place(),
          "%d outputs have %d of \"truth\"".formatted(outputs, truths.size()),
          "write a formula for each output, or leave \"truth\" out");
    }
    long size = SmallNetwork.size(inputs.size(), widths);
    if (size > MOST_WEIGHTS) {
      findings.error(
          place,
          "there are %d weights; here are at most %d".formatted(size, MOST_WEIGHTS),
          "make it a network of PEtab-SciML");
    }
    return Optional.of(new Layout(inputs, widths, truths, place));
  }

  private List<YamlMapping.Value> items(YamlMapping mapping, String key, String meaning) {
    return mapping.require(key, meaning, findings).map(YamlMapping.Value::items).orElse(List.of());
  }

  private Optional<Integer> width(YamlMapping.Value value) {
    Optional<String> text = value.text(findings);
    if (text.isPresent() && !text.get().matches("[1-9][0-9]{0,3}")) {
      findings.error(
          value.place(), "\"" + text.get() + "\" is no width", "write a number from 1 to 9999");
      return Optional.empty();
    }
    return text.map(Integer::valueOf);
  }

  private Optional<Expression> formula(Cell cell, String meaning) {
    Optional<Expression> formula = Formulas.parseOpen(cell, meaning, model.pool(), findings);
    formula.ifPresent(
        parsed -> {
          for (String symbol : Formulas.symbols(parsed)) {
            if (!names.contains(symbol)) {
              findings.error(
                  cell.place(),
                  "\"" + symbol + "\" is no state, constant or output of a network",
                  Spelling.suggest(symbol, names, "declare it among the constants"));
            }
          }
        });
    return formula;
  }
}
