package org.lamarck.worker.neuron.mechanism;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.FormulaException;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.expression.Subgraph;
import org.lamarck.worker.expression.Substitution;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Identifiers;
import org.lamarck.worker.petab.table.Numbers;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.Spelling;

/** Reads the keys {@code channels:} and {@code synapses:} of a file: mechanisms by their names. */
public final class MechanismReader {
  private static final List<String> KEYS =
      List.of("parameters", "formulas", "states", "current", "voltage", "rates");
  private static final List<String> STATE_KEYS =
      List.of("alpha", "beta", "steady", "tau", "rate", "next", "initial");

  /** Keys that tell together how a state changes, of which it has one. */
  private static final List<List<String>> WAYS =
      List.of(List.of("alpha", "beta"), List.of("steady", "tau"), List.of("rate"), List.of("next"));

  private final Findings findings;
  private final Mechanism.Kind kind;
  private final ExpressionPool pool = new ExpressionPool();
  private final Set<String> symbols = new LinkedHashSet<>();
  private final Map<Expression, Expression> named = new LinkedHashMap<>();
  private final List<Ion> ions;

  private MechanismReader(Findings findings, Mechanism.Kind kind, List<Ion> ions) {
    this.findings = findings;
    this.kind = kind;
    this.ions = kind.isSynapse() ? List.of() : ions;
  }

  /** Adds the mechanisms of a kind that a mapping of names has, which know no ions. */
  public static void read(
      YamlMapping mapping, Mechanism.Kind kind, Map<String, Mechanism> to, Findings findings) {
    read(mapping, kind, List.of(), to, findings);
  }

  /**
   * Adds the mechanisms of a kind that a mapping of names has.
   *
   * @param ions that channels know
   */
  public static void read(
      YamlMapping mapping,
      Mechanism.Kind kind,
      List<Ion> ions,
      Map<String, Mechanism> to,
      Findings findings) {
    for (String name : mapping.keys().keySet()) {
      mapping
          .get(name)
          .flatMap(value -> value.mapping(findings))
          .flatMap(one -> new MechanismReader(findings, kind, ions).mechanism(name, one))
          .ifPresent(mechanism -> to.put(name, mechanism));
    }
  }

  private Optional<Mechanism> mechanism(String name, YamlMapping mapping) {
    mapping.refuseOthers(KEYS, findings);
    for (String key : kind.isSynapse() ? List.of("voltage", "rates") : List.<String>of()) {
      if (mapping.has(key)) {
        findings.error(mapping.place(key), "a synapse has a current alone", "remove " + key);
      }
    }
    List<MechanismParameter> parameters = new ArrayList<>();
    Optional<YamlMapping> given =
        mapping.get("parameters").flatMap(value -> value.mapping(findings));
    symbols.add(Mechanism.VOLTAGE);
    symbols.add(Mechanism.STEP);
    symbols.add(kind == Mechanism.Kind.SYNAPSE ? Mechanism.PRESYNAPTIC : Mechanism.CAPACITANCE);
    ions.forEach(this::declare);
    if (given.isPresent()) {
      for (Map.Entry<String, Place> key : given.get().keys().entrySet()) {
        declare(key.getKey(), key.getValue());
        Optional<Double> number = number(given.get(), key.getKey());
        parameters.add(new MechanismParameter(key.getKey(), number.orElse(0.0)));
      }
    }
    Map<String, YamlMapping> states = new LinkedHashMap<>();
    mapping
        .get("states")
        .flatMap(value -> value.mapping(findings))
        .ifPresent(all -> collect(all, states));
    mapping.get("formulas").flatMap(value -> value.mapping(findings)).ifPresent(this::name);
    List<StateVariable> variables = new ArrayList<>();
    states.forEach((state, one) -> state(state, one).ifPresent(variables::add));
    boolean resets = kind == Mechanism.Kind.CHANNEL && mapping.has("voltage");
    Map<String, Expression> rates = new LinkedHashMap<>();
    mapping
        .get("rates")
        .flatMap(value -> value.mapping(findings))
        .ifPresent(all -> rates(all, rates));
    Optional<Expression> current =
        (resets || mapping.has("rates")) && !mapping.has("current")
            ? Optional.of(pool.constant(0))
            : mapping
                .require("current", "the current outward, as a formula", findings)
                .flatMap(this::formula);
    Optional<Expression> voltage =
        resets
            ? mapping.get("voltage").flatMap(this::formula)
            : Optional.of(pool.symbol(Mechanism.VOLTAGE));
    if (current.isEmpty() || voltage.isEmpty() || variables.size() < states.size()) {
      return Optional.empty();
    }
    Effects effects = new Effects(current.get(), voltage.get(), rates);
    List<Ion> used = used(variables, effects);
    return Optional.of(new Mechanism(name, kind, pool, parameters, variables, effects, used));
  }

  private void rates(YamlMapping all, Map<String, Expression> rates) {
    List<String> known = ions.stream().map(Ion::name).toList();
    all.refuseOthers(known, findings);
    for (String ion : known) {
      all.get(ion).flatMap(this::formula).ifPresent(rate -> rates.put(ion, rate));
    }
  }

  /** The ions that formulas read or change. */
  private List<Ion> used(List<StateVariable> variables, Effects effects) {
    List<Expression> all = new ArrayList<>(effects.rates().values());
    all.add(effects.current());
    all.add(effects.voltage());
    Expression dt = pool.symbol(Mechanism.STEP);
    for (StateVariable one : variables) {
      all.add(one.dynamics().after(pool.symbol(one.name()), dt));
    }
    Set<String> leaves = new LinkedHashSet<>();
    for (Expression one : all) {
      Subgraph.leaves(one).stream()
          .filter(Expression::isSymbol)
          .forEach(leaf -> leaves.add(leaf.name()));
    }
    return ions.stream()
        .filter(
            ion ->
                effects.rates().containsKey(ion.name())
                    || leaves.contains(ion.name())
                    || leaves.contains(ion.outsideName()))
        .toList();
  }

  /** What formulas may read of an ion. */
  private void declare(Ion ion) {
    symbols.add(ion.name());
    symbols.add(ion.outsideName());
    symbols.add(ion.potentialName());
    named.put(pool.symbol(ion.potentialName()), ion.potential(pool));
  }

  private void collect(YamlMapping all, Map<String, YamlMapping> states) {
    for (Map.Entry<String, Place> key : all.keys().entrySet()) {
      declare(key.getKey(), key.getValue());
      all.get(key.getKey())
          .flatMap(value -> value.mapping(findings))
          .ifPresent(one -> states.put(key.getKey(), one));
    }
  }

  /** Formulas with names, of those before them. */
  private void name(YamlMapping all) {
    for (Map.Entry<String, Place> key : all.keys().entrySet()) {
      Optional<Expression> formula = all.get(key.getKey()).flatMap(this::formula);
      declare(key.getKey(), key.getValue());
      formula.ifPresent(one -> named.put(pool.symbol(key.getKey()), one));
    }
  }

  private void declare(String name, Place place) {
    if (!Identifiers.isIdentifier(name) || name.equals("time")) {
      findings.error(
          place, "\"%s\" cannot be a name in formulas".formatted(name), "use letters and digits");
    } else if (!symbols.add(name)) {
      findings.error(place, "\"%s\" is declared twice".formatted(name), "rename one of them");
    }
  }

  private Optional<Double> number(YamlMapping mapping, String key) {
    Optional<Cell> cell = mapping.get(key).flatMap(value -> value.cell(findings));
    if (cell.isEmpty()) {
      return Optional.empty();
    }
    OptionalDouble number = Numbers.parse(cell.get().text());
    if (number.isPresent() && Double.isFinite(number.getAsDouble())) {
      return Optional.of(number.getAsDouble());
    }
    findings.error(
        cell.get().place(),
        "\"%s\" is not a number".formatted(cell.get().text()),
        "write a number");
    return Optional.empty();
  }

  private Optional<StateVariable> state(String name, YamlMapping mapping) {
    mapping.refuseOthers(STATE_KEYS, findings);
    double initial = number(mapping, "initial").orElse(Double.NaN);
    Optional<Dynamics> dynamics = dynamics(name, mapping);
    boolean isTold = mapping.has("initial") || mapping.has("alpha") || mapping.has("steady");
    if (dynamics.isPresent() && !isTold) {
      findings.error(
          mapping.place(),
          "state \"%s\" has no value to begin with".formatted(name),
          "add initial: NUMBER");
      return Optional.empty();
    }
    return dynamics.map(one -> new StateVariable(name, initial, one));
  }

  private Optional<Dynamics> dynamics(String name, YamlMapping mapping) {
    long told = WAYS.stream().filter(way -> way.stream().anyMatch(mapping::has)).count();
    if (told > 1) {
      findings.error(
          mapping.place(),
          "it is told in %d ways how state \"%s\" changes".formatted(told, name),
          "keep alpha and beta, steady and tau, rate, or next");
      return Optional.empty();
    }
    if (mapping.has("alpha") && mapping.has("beta")) {
      return both(mapping, "alpha", "beta").map(two -> new Dynamics.Gate(two.get(0), two.get(1)));
    }
    if (mapping.has("steady") && mapping.has("tau")) {
      return both(mapping, "steady", "tau")
          .map(two -> new Dynamics.Relaxation(two.get(0), two.get(1)));
    }
    if (mapping.has("rate")) {
      return mapping.get("rate").flatMap(this::formula).map(Dynamics.Rate::new);
    }
    if (mapping.has("next")) {
      return mapping.get("next").flatMap(this::formula).map(Dynamics.Update::new);
    }
    findings.error(
        mapping.place(),
        "it is not told how state \"%s\" changes".formatted(name),
        "write alpha and beta, steady and tau, rate, or next");
    return Optional.empty();
  }

  private Optional<List<Expression>> both(YamlMapping mapping, String one, String other) {
    Optional<Expression> first = mapping.get(one).flatMap(this::formula);
    Optional<Expression> second = mapping.get(other).flatMap(this::formula);
    return first.flatMap(a -> second.map(b -> List.of(a, b)));
  }

  private Optional<Expression> formula(YamlMapping.Value value) {
    Optional<String> text = value.text(findings);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Expression formula = Macros.parse(pool, text.get());
      for (Expression leaf : Subgraph.leaves(formula)) {
        String name = leaf.operator() == Operator.TIME ? "time" : leaf.name();
        if (!symbols.contains(name)) {
          findings.error(
              value.place(),
              "\"%s\" is no parameter and no state".formatted(name),
              Spelling.suggest(name, symbols, "add it to parameters"));
          return Optional.empty();
        }
      }
      return Optional.of(Substitution.substitute(formula, named));
    } catch (FormulaException e) {
      findings.error(value.place(), text.get() + ": " + e.getMessage(), e.remedy());
      return Optional.empty();
    }
  }
}
