package org.lamarck.worker.cells.fit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.lamarck.worker.cells.Fields;
import org.lamarck.worker.cells.Property;
import org.lamarck.worker.cells.Setting;
import org.lamarck.worker.cells.Step;
import org.lamarck.worker.cells.control.Activation;
import org.lamarck.worker.cells.control.GeneNetwork;
import org.lamarck.worker.cells.control.Mask;
import org.lamarck.worker.cells.control.Perceptron;
import org.lamarck.worker.cells.fit.SettingReader.Range;
import org.lamarck.worker.circuit.Coefficients;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Numbers;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.Spelling;

/** Reads what decides in cells. */
final class ControlReader {
  private static final int MOST_NEURONS = 10_000;

  /** What networks write; all else is made by other steps. */
  private static final List<Property> DECIDED =
      List.of(Property.DIVISION, Property.SECRETION, Property.CADHERINS, Property.GENES);

  private final SettingReader settings;
  private final Fields fields;
  private final Findings findings;

  ControlReader(SettingReader settings, Fields fields, Findings findings) {
    this.settings = settings;
    this.fields = fields;
    this.findings = findings;
  }

  Optional<? extends Step> network(YamlMapping one) {
    one.refuseOthers(
        List.of(
            "inputs",
            "outputs",
            "weights",
            "by_type",
            "offset",
            "decay",
            "kept",
            "duration",
            "tolerance",
            "name"),
        findings);
    List<Property> inputs = properties(one, "inputs");
    List<Property> outputs = decided(one, List.of(Property.GENES));
    Optional<Coefficients> kind = coefficients(one);
    boolean isByType = settings.isTrue(one, "by_type");
    Optional<Setting> offset = settings.setting(one, "offset", Range.ANY, 0);
    Optional<Setting> decay = settings.setting(one, "decay", Range.FROM_0, 0.1);
    double kept = settings.from(one, "kept", 0, 1);
    OptionalDouble duration = one.numberAbove("duration", 0, findings);
    if (kept > 1) {
      findings.error(one.place("kept"), "kept must be at most 1", "change it");
    }
    if (findings.hasErrors() || kind.isEmpty() || offset.isEmpty() || decay.isEmpty()) {
      return Optional.empty();
    }
    List<String> genes = names(GeneNetwork.genes(inputs, outputs));
    List<Setting> weights = new ArrayList<>();
    for (int type = 1; type <= (isByType ? fields.types() : 1); type++) {
      String prefix = name(one) + (isByType ? type + "_" : "");
      for (String from : genes) {
        for (String to : genes) {
          weights.add(settings.weight(kind.get(), prefix + from + "_" + to));
        }
      }
    }
    return Optional.of(
        new GeneNetwork(
            inputs,
            outputs,
            weights,
            Collections.nCopies(genes.size(), offset.get()),
            Collections.nCopies(genes.size(), decay.get()),
            new GeneNetwork.Course(
                Math.max(0, kept), duration.orElse(1), settings.above(one, "tolerance", 0, 1e-3))));
  }

  private String name(YamlMapping one) {
    return one.has("name")
        ? one.text("name", "a name", findings).map(Cell::text).orElse("") + "_"
        : "weight_";
  }

  private Optional<Coefficients> coefficients(YamlMapping one) {
    return one.require("weights", "bounds and starts", findings)
        .flatMap(value -> value.mapping(findings))
        .flatMap(mapping -> Coefficients.read(mapping, findings));
  }

  /** Names of columns, numbered where a property has several. */
  private List<String> names(List<Property> properties) {
    List<String> names = new ArrayList<>();
    for (Property property : properties) {
      int count = property.count(fields);
      for (int c = 1; c <= count; c++) {
        names.add(property.word() + (count > 1 ? c : ""));
      }
    }
    return names;
  }

  private List<Property> properties(YamlMapping one, String key) {
    List<Property> read = new ArrayList<>();
    one.require(key, "a list of properties", findings)
        .ifPresent(
            list ->
                list.items()
                    .forEach(
                        item -> item.cell(findings).flatMap(this::property).ifPresent(read::add)));
    return read;
  }

  /** What is written, which cells can decide on. */
  private List<Property> decided(YamlMapping one, List<Property> others) {
    List<Property> outputs = properties(one, "outputs");
    List<Property> can = new ArrayList<>(DECIDED);
    can.removeAll(others);
    for (Property output : outputs) {
      if (!can.contains(output)) {
        findings.error(
            one.place("outputs"),
            "%s cannot be an output".formatted(output.word()),
            "write some of " + String.join(", ", can.stream().map(Property::word).toList()));
      }
    }
    return outputs;
  }

  private Optional<Property> property(Cell cell) {
    List<String> words = Stream.of(Property.values()).map(Property::word).toList();
    Optional<Property> found =
        Stream.of(Property.values()).filter(one -> one.word().equals(cell.text())).findFirst();
    if (found.isEmpty()) {
      findings.error(
          cell.place(),
          "cells have no \"%s\"".formatted(cell.text()),
          Spelling.remedy(cell.text(), words));
      return Optional.empty();
    }
    Property property = found.get();
    if (property.count(fields) == 0) {
      findings.error(
          cell.place(),
          "there is no %s here".formatted(cell.text()),
          "say under cells how many " + (property == Property.GENES ? "genes" : "chemicals"));
      return Optional.empty();
    }
    return found;
  }

  Optional<? extends Step> perceptron(YamlMapping one) {
    one.refuseOthers(
        List.of("inputs", "outputs", "hidden", "weights", "activation", "last", "memory", "name"),
        findings);
    List<Property> inputs = properties(one, "inputs");
    List<Property> outputs = decided(one, List.of());
    List<Integer> hidden = hidden(one);
    Optional<Coefficients> kind = coefficients(one);
    List<Activation> known = List.of(Activation.values());
    Activation within =
        settings.choice(one, "activation", known, Activation::word, Activation.TANH);
    Activation last = settings.choice(one, "last", known, Activation::word, Activation.LINEAR);
    double memory = settings.from(one, "memory", 0, 0);
    if (memory >= 1) {
      findings.error(one.place("memory"), "memory must be below 1", "change it");
    }
    if (findings.hasErrors() || kind.isEmpty()) {
      return Optional.empty();
    }
    int[] sizes = Perceptron.sizes(inputs, hidden, outputs, fields);
    List<Setting> weights = new ArrayList<>();
    for (int layer = 1; layer < sizes.length; layer++) {
      String prefix = name(one) + layer + "_";
      for (int to = 1; to <= sizes[layer]; to++) {
        for (int from = 1; from <= sizes[layer - 1]; from++) {
          weights.add(settings.weight(kind.get(), prefix + from + "_" + to));
        }
      }
      for (int to = 1; to <= sizes[layer]; to++) {
        weights.add(settings.weight(kind.get(), prefix + "bias_" + to));
      }
    }
    return Optional.of(
        new Perceptron(inputs, outputs, hidden, weights, within, last, Math.max(0, memory)));
  }

  private List<Integer> hidden(YamlMapping one) {
    List<Integer> sizes = new ArrayList<>();
    List<YamlMapping.Value> items =
        one.get("hidden").map(YamlMapping.Value::items).orElse(List.of());
    for (YamlMapping.Value item : items) {
      item.cell(findings).ifPresent(cell -> sizes.add(neurons(cell)));
    }
    return sizes;
  }

  private int neurons(Cell cell) {
    double size = Numbers.parse(cell.text()).orElse(0);
    if (size >= 1 && size <= MOST_NEURONS && size == Math.rint(size)) {
      return (int) size;
    }
    findings.error(
        cell.place(),
        "a layer has a whole number of neurons",
        "write one from 1 to " + MOST_NEURONS);
    return 1;
  }

  Optional<? extends Step> mask(YamlMapping one) {
    one.refuseOthers(List.of("of", "radius", "steepness", "types", "field"), findings);
    Optional<Property> of = one.text("of", "a property", findings).flatMap(this::property);
    boolean hasRadius = one.has("radius") || one.has("steepness");
    double radius = hasRadius ? one.numberAbove("radius", 0, findings).orElse(0) : 0;
    double steepness = hasRadius ? one.numberAbove("steepness", 0, findings).orElse(0) : 0;
    List<Double> types = of.map(property -> factors(one, property)).orElse(List.of());
    boolean byField = settings.isTrue(one, "field");
    if (!hasRadius && !one.has("types") && !byField) {
      findings.error(
          one.place(),
          "nothing says how the mask multiplies",
          "write radius and steepness, types, or field: true");
    }
    return of.map(property -> new Mask(property, radius, steepness, types, byField));
  }

  private double factor(Cell cell, Property property) {
    double factor = Numbers.requireFinite(cell, "types", findings).orElse(0);
    if (factor < 0 && (property == Property.DIVISION || property == Property.SECRETION)) {
      findings.error(
          cell.place(),
          "%s cannot become negative".formatted(property.word()),
          "change the factor");
    }
    return factor;
  }

  /** Factors of a property by types: a number for each type, or a list for its columns. */
  private List<Double> factors(YamlMapping one, Property property) {
    int columns = property.count(fields);
    List<Double> factors = new ArrayList<>();
    Optional<YamlMapping.Value> given = one.get("types");
    if (given.isEmpty()) {
      return factors;
    }
    boolean isRight = given.get().items().size() == fields.types();
    for (YamlMapping.Value type : given.get().items()) {
      List<Double> row = new ArrayList<>();
      for (YamlMapping.Value item : type.items()) {
        item.cell(findings).map(cell -> factor(cell, property)).ifPresent(row::add);
      }
      isRight &= !type.isList() || row.size() == columns;
      factors.addAll(
          row.size() == 1 && !type.isList() ? Collections.nCopies(columns, row.get(0)) : row);
    }
    if (!isRight) {
      findings.error(
          given.get().place(),
          "types must have %d rows of %d".formatted(fields.types(), columns),
          "write a factor for each type and each column of " + property.word());
    }
    return factors;
  }
}
