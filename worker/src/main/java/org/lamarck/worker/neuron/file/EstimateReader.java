package org.lamarck.worker.neuron.file;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Marginal;
import org.lamarck.worker.neuron.mechanism.Mechanism;
import org.lamarck.worker.neuron.network.NetworkBuilder;
import org.lamarck.worker.neuron.network.ParameterLayout;
import org.lamarck.worker.neuron.train.Trainable;
import org.lamarck.worker.neuron.train.Transform;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Identifiers;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.Spelling;

/** Reads {@code estimate:}, a list of numbers that are searched, with their bounds. */
final class EstimateReader {
  private static final List<String> KEYS =
      List.of(
          "parameter",
          "name",
          "where",
          "each",
          "lower",
          "upper",
          "scale",
          "transform",
          "masked",
          "rate");

  private final Selector selector;
  private final NetworkBuilder builder;
  private final boolean whole;
  private final Findings findings;
  private final List<Trainable> trainables = new ArrayList<>();
  private final List<Coordinate> bounds = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final List<Transform> transforms = new ArrayList<>();
  private final List<OptionalDouble> rates = new ArrayList<>();
  private final List<Place> ofTraining = new ArrayList<>();

  /** A reader; of mechanisms that are not there nothing is told unless the network is whole. */
  EstimateReader(Selector selector, NetworkBuilder builder, boolean whole, Findings findings) {
    this.selector = selector;
    this.builder = builder;
    this.whole = whole;
    this.findings = findings;
  }

  void read(YamlMapping root) {
    root.get("estimate")
        .ifPresent(
            value ->
                value.items().forEach(item -> item.mapping(findings).ifPresent(this::estimated)));
  }

  private void estimated(YamlMapping mapping) {
    mapping.refuseOthers(KEYS, findings);
    Optional<Cell> parameter = mapping.text("parameter", "such as radius or HH.gNa", findings);
    OptionalDouble lower = mapping.number("lower", findings);
    OptionalDouble upper = mapping.number("upper", findings);
    Optional<Coordinate.Scale> scale =
        Words.choice(mapping, "scale", Coordinate.Scale.LIN, Coordinate.Scale.values(), findings);
    boolean each = Words.flag(mapping, "each", findings);
    if (parameter.isEmpty() || lower.isEmpty() || upper.isEmpty() || scale.isEmpty()) {
      return;
    }
    double low = lower.getAsDouble();
    double high = upper.getAsDouble();
    if (!(low < high) || (scale.get() != Coordinate.Scale.LIN && !(low > 0))) {
      findings.error(
          mapping.place(),
          "the bounds %s and %s are not in order, or not above 0 on a logarithmic scale"
              .formatted(low, high),
          "correct lower and upper");
      return;
    }
    List<Integer> instances = instances(parameter.get(), mapping);
    if (instances.isEmpty()) {
      return;
    }
    String key = parameter.get().text();
    Optional<Cell> given =
        mapping.has("name") ? mapping.text("name", "a value", findings) : Optional.empty();
    String name = given.map(Cell::text).orElse(key.replace('.', '_'));
    if (given.isPresent() && !Identifiers.isIdentifier(name)) {
      findings.error(
          given.get().place(),
          "\"%s\" cannot be a name in tables".formatted(name),
          "use letters, digits and underscores, and no digit first");
      return;
    }
    Coordinate shared = new Coordinate(name, scale.get(), low, high, new Marginal.Uniform());
    Optional<Transform> transform = transform(mapping, shared);
    OptionalDouble rate =
        mapping.has("rate") ? Words.positive(mapping, "rate", 1, findings) : OptionalDouble.empty();
    if (transform.isEmpty()) {
      return;
    }
    for (int i = 0; i < (each ? instances.size() : 1); i++) {
      String its = each ? name + "_" + i : name;
      if (!names.add(its)) {
        findings.error(
            parameter.get().place(),
            "\"%s\" is estimated twice".formatted(its),
            "give it another name");
        return;
      }
      trainables.add(new Trainable(its, key, each ? List.of(instances.get(i)) : instances));
      bounds.add(new Coordinate(its, scale.get(), low, high, new Marginal.Uniform()));
      transforms.add(transform.get());
      rates.add(rate);
    }
  }

  /** How training frees it of its bounds; one that does not move where it is masked. */
  private Optional<Transform> transform(YamlMapping mapping, Coordinate shared) {
    for (String key : List.of("transform", "masked", "rate")) {
      if (mapping.has(key)) {
        ofTraining.add(mapping.place(key));
      }
    }
    boolean masked = Words.flag(mapping, "masked", findings);
    return new TransformReader(shared, findings)
        .read(mapping)
        .map(one -> masked ? new Transform.Masked(one, false) : one);
  }

  /** Says where something is told of a training when there is none. */
  void refuseRates(Findings to) {
    for (Place place : ofTraining) {
      to.error(
          place, "this belongs to a training, and there is none", "add training, or remove it");
    }
  }

  /** How training frees each of its bounds. */
  List<Transform> transforms() {
    return Collections.unmodifiableList(transforms);
  }

  /** The rates of training that are told of each. */
  List<OptionalDouble> rates() {
    return Collections.unmodifiableList(rates);
  }

  private List<Integer> instances(Cell parameter, YamlMapping mapping) {
    List<Integer> where = selector.where(mapping, "where");
    String key = parameter.text();
    if (builder.keysOfCompartments().contains(key)) {
      return where;
    }
    int dot = key.indexOf('.');
    Optional<Mechanism> mechanism =
        dot < 0 ? Optional.empty() : builder.mechanism(key.substring(0, dot));
    if (mechanism.isEmpty() && dot > 0 && !whole) {
      return List.of();
    }
    if (mechanism.isEmpty() || !mechanism.get().names().contains(key.substring(dot + 1))) {
      findings.error(
          parameter.place(),
          "the network has no \"%s\"".formatted(key),
          Spelling.suggest(key, known(), "write one of " + String.join(", ", known())));
      return List.of();
    }
    List<Integer> instances = builder.instances(key.substring(0, dot), where);
    if (instances.isEmpty() && whole) {
      findings.error(
          parameter.place(),
          "%s is not where \"%s\" is looked for".formatted(mechanism.get().name(), key),
          "correct where");
    }
    return instances;
  }

  private List<String> known() {
    List<String> known = builder.keysOfCompartments();
    for (String name : builder.mechanismNames()) {
      builder
          .mechanism(name)
          .ifPresent(
              one ->
                  one.parameters().forEach(its -> known.add(ParameterLayout.key(one, its.name()))));
    }
    return known;
  }

  List<Trainable> trainables() {
    return Collections.unmodifiableList(trainables);
  }

  List<Coordinate> bounds() {
    return Collections.unmodifiableList(bounds);
  }
}
