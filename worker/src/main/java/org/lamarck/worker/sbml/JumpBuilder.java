package org.lamarck.worker.sbml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Subgraph;
import org.lamarck.worker.problem.JumpModel;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.SpeciesMeaning;

/** The reactions of a model as jumps, and what of a model is none. */
final class JumpBuilder {
  private final ModelIndex index;
  private final ReactionReader reactions;
  private final DrawReader draws;
  private final Set<String> amounts;
  private final Findings findings;

  /**
   * A builder.
   *
   * @param amounts the species that are computed from their amounts
   */
  JumpBuilder(
      ModelIndex index,
      ReactionReader reactions,
      DrawReader draws,
      Set<String> amounts,
      Findings findings) {
    this.index = index;
    this.reactions = reactions;
    this.draws = draws;
    this.amounts = amounts;
    this.findings = findings;
  }

  /** The jump process; of no use when the findings have grown. */
  JumpModel build(ExpressionPool pool, OdeModel between) {
    for (XmlElement rule : index.algebraicRules()) {
      findings.error(
          rule,
          "an algebraic rule holds at all times, and jumps break it",
          "solve it by hand and write assignment rules");
    }
    refuseDrawsInDynamics(between);
    Map<String, List<JumpModel.Change>> changes = new HashMap<>();
    Map<String, JumpModel.Place> starts = new HashMap<>();
    for (Map.Entry<String, XmlElement> species : index.species().entrySet()) {
      XmlElement start = index.initialAssignment(species.getKey()).orElse(species.getValue());
      starts.put(species.getKey(), DrawReader.place(start));
      if (!species.getValue().isTrue("boundaryCondition", false)) {
        add(species.getKey(), species.getValue(), pool, changes);
      }
    }
    List<JumpModel.Reaction> jumps = new ArrayList<>();
    index
        .reactions()
        .forEach(
            (id, reaction) -> {
              if (index.isValue(id)) {
                jumps.add(
                    new JumpModel.Reaction(
                        id,
                        pool.symbol(id),
                        changes.getOrDefault(id, List.of()),
                        reactants(reaction),
                        DrawReader.place(reaction)));
                if (reaction.isTrue("fast", false)) {
                  findings.error(
                      reaction,
                      "the reaction " + id + " is fast, always in equilibrium, which is no jump",
                      "declare it fast=\"false\" and give it a rate");
                }
              }
            });
    return new JumpModel(between, jumps, draws.draws(), starts, findings.file());
  }

  private String state(String species) {
    return amounts.contains(species) ? SpeciesMeaning.amountId(species) : species;
  }

  /** Adds a species' changes by reaction; those of one reaction with equal factors are one. */
  private void add(
      String species,
      XmlElement element,
      ExpressionPool pool,
      Map<String, List<JumpModel.Change>> changes) {
    record Key(String reaction, Expression factor) {}
    Map<Key, Double> sums = new LinkedHashMap<>();
    Optional<String> conversion = index.conversionFactor(element);
    for (ReactionReader.Change change : reactions.changes(species)) {
      Expression factor =
          conversion
              .map(id -> pool.multiply(pool.symbol(id), change.factor()))
              .orElse(change.factor());
      sums.merge(new Key(change.reaction(), factor), change.coefficient(), Double::sum);
    }
    sums.forEach(
        (key, sum) -> {
          if (sum != 0) {
            changes
                .computeIfAbsent(key.reaction(), id -> new ArrayList<>())
                .add(new JumpModel.Change(state(species), sum, key.factor()));
          }
        });
  }

  private List<JumpModel.Reactant> reactants(XmlElement reaction) {
    Map<String, Double> counts = new LinkedHashMap<>();
    reaction.items("listOfProducts").forEach(this::molecules);
    for (XmlElement reference : reaction.items("listOfReactants")) {
      double count = molecules(reference);
      if (count > 0) {
        counts.merge(state(ModelIndex.speciesOf(reference).orElseThrow()), count, Double::sum);
      }
    }
    return counts.entrySet().stream()
        .map(entry -> new JumpModel.Reactant(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** How many molecules a reference means; 0 where it changes nothing, or the number changes. */
  private double molecules(XmlElement reference) {
    Optional<String> species = ModelIndex.speciesOf(reference);
    Expression stoichiometry = reactions.givenStoichiometry(reference);
    if (species.isEmpty()
        || index.place(species.get()).isTrue("boundaryCondition", false)
        || !stoichiometry.isConstant()) {
      return 0;
    }
    double count = stoichiometry.value();
    if (count != Math.rint(count)) {
      findings.error(
          reference,
          "the stoichiometry " + count + " of " + species.get() + " is no number of molecules",
          "write whole numbers");
    }
    return count;
  }

  /** Random numbers may stand where a formula is evaluated at one moment, not at all times. */
  private void refuseDrawsInDynamics(OdeModel between) {
    for (Quantity quantity : between.quantities()) {
      quantity.assignment().ifPresent(formula -> refuseDraws(quantity.id(), formula));
      quantity.rate().forEach(term -> refuseDraws(quantity.id(), term.flux()));
    }
    between
        .events()
        .forEach(event -> refuseDraws("the trigger of " + event.id(), event.trigger().condition()));
  }

  private void refuseDraws(String of, Expression formula) {
    for (Expression leaf : Subgraph.leaves(formula)) {
      if (leaf.isSymbol() && DrawReader.isDraw(leaf.name())) {
        JumpModel.Place place =
            draws.draws().stream()
                .filter(draw -> draw.id().equals(leaf.name()))
                .map(JumpModel.Draw::place)
                .findFirst()
                .orElseThrow();
        findings.error(
            place.row(),
            place.column(),
            "a random number holds at all times in " + of + ", where it has no moment to be drawn",
            "draw it in an event or an initial assignment");
      }
    }
  }
}
