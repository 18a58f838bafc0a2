package org.lamarck.worker.sbml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.problem.Event;
import org.lamarck.worker.problem.JumpModel;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.SpeciesMeaning;

/**
 * Gives each id of a model its meaning in time: it is constant, follows a formula, or changes by a
 * rate.
 */
final class ModelBuilder {

  private final XmlElement model;
  private final Findings findings;
  private final ExpressionPool pool = new ExpressionPool();
  private final ModelIndex index;
  private final FormulaReader formulas;
  private final ReactionReader reactions;
  private final List<Quantity> quantities = new ArrayList<>();

  /** Species that are computed from their amounts. */
  private final Set<String> amounts = new LinkedHashSet<>();

  private final ReactionMeaning reactionMeaning;
  private final DrawReader draws;

  ModelBuilder(XmlScan.Document document, ReactionMeaning reactionMeaning, Findings findings) {
    this.model = document.root().child("model").orElseThrow();
    this.reactionMeaning = reactionMeaning;
    this.findings = findings;
    draws = new DrawReader(pool, findings);
    index = new ModelIndex(model, DocumentCheck.level(document.root()), findings);
    formulas = new FormulaReader(pool, index.functions(), draws, findings);
    reactions = new ReactionReader(pool, index, formulas, findings);
  }

  /** The model as a jump process. */
  JumpModel buildJumps() {
    OdeModel between = build();
    JumpModel jumps =
        new JumpBuilder(index, reactions, draws, amounts, findings).build(pool, between);
    findings.enough();
    return jumps;
  }

  /** The model; of no use when the findings have grown. */
  OdeModel build() {
    formulas.readFunctions();
    reactions.read();
    index.compartments().forEach((id, element) -> variable(id, pool.constant(size(element))));
    List<SpeciesMeaning> meanings = new ArrayList<>();
    index
        .species()
        .forEach(
            (id, element) -> {
              SpeciesMeaning meaning = meaning(id, element);
              meanings.add(meaning);
              species(meaning, element);
            });
    index
        .parameters()
        .forEach((id, element) -> variable(id, pool.constant(element.number("value"))));
    index
        .references()
        .forEach((id, element) -> variable(id, reactions.givenStoichiometry(element)));
    quantities.addAll(reactions.quantities());
    List<Event> events = new EventReader(pool, index, formulas, reactions::global, amounts).read();
    quantities.addAll(draws.quantities());
    Cycles.check(assigned(), index, findings);
    RatesOf rates = new RatesOf(pool, withAlgebraic(), index, findings);
    List<Quantity> withRates = rates.resolve();
    Cycles.check(withRates, index, findings);
    Delays delays = new Delays(pool, withRates, index::place, findings);
    List<Event> resolvedEvents = events.stream().map(rates::resolve).map(delays::resolve).toList();
    List<Quantity> resolved = delays.resolve();
    findings.enough();
    String name = model.attribute(DocumentCheck.idKey(index.level())).orElse("model");
    return new OdeModel(name, pool, resolved, resolvedEvents, meanings, outputs(resolved));
  }

  private List<Quantity> assigned() {
    return quantities.stream().filter(Quantity::isAssigned).toList();
  }

  /** The quantities with those determined that algebraic rules determine. */
  private List<Quantity> withAlgebraic() {
    if (index.algebraicRules().isEmpty()) {
      return quantities;
    }
    AlgebraicRules rules = new AlgebraicRules(pool, quantities, this::isFree, findings);
    for (XmlElement rule : index.algebraicRules()) {
      formulas.read(rule, reactions::global).ifPresent(residual -> rules.add(rule, residual));
    }
    return rules.solve();
  }

  private boolean isFree(String id) {
    return index.isFree(SpeciesMeaning.speciesOf(id));
  }

  private List<String> outputs(List<Quantity> resolved) {
    List<String> outputs = new ArrayList<>(index.species().keySet());
    for (Quantity quantity : resolved) {
      String id = quantity.id();
      if ((index.compartments().containsKey(id) || index.parameters().containsKey(id))
          && !quantity.isConstant()) {
        outputs.add(id);
      }
    }
    return outputs;
  }

  private Optional<Expression> formula(Optional<XmlElement> element) {
    return element.flatMap(owner -> formulas.read(owner, reactions::global));
  }

  /** Whatever is changed by rules only. A rule without a formula changes nothing. */
  private void variable(String id, Expression given) {
    Optional<Expression> assigned = formula(index.assignmentRule(id));
    if (assigned.isPresent()) {
      quantities.add(new Quantity.Assigned(id, assigned.get()));
      return;
    }
    Expression initial = formula(index.initialAssignment(id)).orElse(given);
    Optional<XmlElement> rule = index.rateRule(id);
    if (rule.isEmpty() && !index.isEventTarget(id)) {
      quantities.add(new Quantity.Constant(id, initial));
    } else {
      List<Quantity.Term> rate =
          formula(rule).map(flux -> List.of(new Quantity.Term(1, flux))).orElse(List.of());
      quantities.add(new Quantity.State(id, initial, rate));
    }
  }

  private double size(XmlElement compartment) {
    if (index.level() == 1) {
      return compartment.has("volume") ? compartment.number("volume") : 1;
    }
    return compartment.number("size");
  }

  private SpeciesMeaning meaning(String id, XmlElement element) {
    String compartment = element.attribute("compartment").orElse("");
    boolean pointlike =
        Optional.ofNullable(index.compartments().get(compartment))
            .flatMap(found -> found.attribute("spatialDimensions"))
            .filter(text -> XmlElement.parse(text) == 0)
            .isPresent();
    return new SpeciesMeaning(
        id, compartment, pointlike || element.isTrue("hasOnlySubstanceUnits", false));
  }

  private void species(SpeciesMeaning meaning, XmlElement element) {
    String id = meaning.species();
    boolean reacting = isReacting(id, element);
    boolean jumping = reacting && reactionMeaning == ReactionMeaning.JUMPS;
    boolean moving = !meaning.amount() && (jumping || index.mayVary(meaning.compartment()));
    if (moving && index.isEventTarget(meaning.compartment()) && followsRate(id)) {
      amount(meaning, element);
    } else if (index.hasRule(id) || (!moving && !reacting)) {
      variable(id, given(meaning, element));
    } else if (moving) {
      amount(meaning, element);
    } else {
      quantities.add(new Quantity.State(id, initial(meaning, element), rate(meaning, element)));
    }
  }

  /** Whether reactions change it: not what they leave as it is, a boundary of the system. */
  private boolean isReacting(String id, XmlElement element) {
    return !element.isTrue("boundaryCondition", false) && !reactions.changes(id).isEmpty();
  }

  private boolean followsRate(String id) {
    return index.rateRule(id).filter(FormulaReader::has).isPresent();
  }

  private Expression initial(SpeciesMeaning meaning, XmlElement element) {
    return formula(index.initialAssignment(meaning.species()))
        .orElseGet(() -> given(meaning, element));
  }

  /** A concentration in a compartment that changes, which keeps the amount in it. */
  private void amount(SpeciesMeaning meaning, XmlElement element) {
    String id = meaning.species();
    Expression initial = initial(meaning, element);
    Expression volume = pool.symbol(meaning.compartment());
    String amountId = SpeciesMeaning.amountId(id);
    amounts.add(id);
    Expression amount =
        element.has("initialAmount") && index.initialAssignment(id).isEmpty()
            ? pool.constant(element.number("initialAmount"))
            : pool.multiply(initial, volume);
    boolean isReacting = isReacting(id, element);
    List<Quantity.Term> rate = List.of();
    if (followsRate(id)) {
      rate = amountRate(meaning);
    } else if (isReacting) {
      rate = rate(new SpeciesMeaning(id, meaning.compartment(), true), element);
    }
    quantities.add(
        isReacting || followsRate(id) || index.isEventTarget(id)
            ? new Quantity.State(amountId, amount, rate)
            : new Quantity.Constant(amountId, amount));
    quantities.add(new Quantity.Assigned(id, pool.divide(pool.symbol(amountId), volume)));
  }

  /** The rate of the amount behind a concentration that has a rule: c′V + cV′. */
  private List<Quantity.Term> amountRate(SpeciesMeaning meaning) {
    List<Quantity.Term> terms = new ArrayList<>();
    Expression volume = pool.symbol(meaning.compartment());
    formula(index.rateRule(meaning.species()))
        .ifPresent(rate -> terms.add(new Quantity.Term(1, pool.multiply(rate, volume))));
    for (Quantity quantity : quantities) {
      if (quantity.id().equals(meaning.compartment())) {
        for (Quantity.Term growth : quantity.rate()) {
          terms.add(growth.withFlux(pool.multiply(pool.symbol(meaning.species()), growth.flux())));
        }
      }
    }
    return terms;
  }

  /**
   * The initial value that the species' attributes give, in its meaning; NaN when they are silent.
   */
  private Expression given(SpeciesMeaning meaning, XmlElement element) {
    boolean amountGiven = element.has("initialAmount");
    Expression value =
        pool.constant(element.number(amountGiven ? "initialAmount" : "initialConcentration"));
    Expression volume = pool.symbol(meaning.compartment());
    if (amountGiven == meaning.amount()
        || (!amountGiven && !element.has("initialConcentration"))
        || value.is(0)) {
      return value;
    }
    return amountGiven ? pool.divide(value, volume) : pool.multiply(value, volume);
  }

  private List<Quantity.Term> rate(SpeciesMeaning meaning, XmlElement element) {
    if (reactionMeaning == ReactionMeaning.JUMPS) {
      return List.of();
    }
    Map<Flux, Double> terms = new LinkedHashMap<>();
    for (ReactionReader.Change change : reactions.changes(meaning.species())) {
      Expression flux =
          meaning.amount()
              ? change.law()
              : PerVolume.of(change.law(), pool.symbol(meaning.compartment()));
      if (!change.factor().is(1)) {
        flux = pool.multiply(change.factor(), flux);
      }
      Optional<String> conversion = index.conversionFactor(element);
      if (conversion.isPresent()) {
        flux = pool.multiply(pool.symbol(conversion.get()), flux);
      }
      terms.merge(new Flux(flux, change.isFast()), change.coefficient(), Double::sum);
    }
    return terms.entrySet().stream()
        .filter(term -> term.getValue() != 0)
        .map(
            term ->
                new Quantity.Term(term.getValue(), term.getKey().formula(), term.getKey().isFast()))
        .toList();
  }

  private record Flux(Expression formula, boolean isFast) {}
}
