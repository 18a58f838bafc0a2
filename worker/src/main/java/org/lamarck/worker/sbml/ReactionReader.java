package org.lamarck.worker.sbml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.problem.Quantity;

/** What the reactions of a model do to its species, and the quantities that they bring along. */
final class ReactionReader {
  private final ExpressionPool pool;
  private final ModelIndex index;
  private final FormulaReader formulas;
  private final Findings findings;
  private final Map<String, List<Change>> changes = new LinkedHashMap<>();
  private final List<Quantity> quantities = new ArrayList<>();
  private final List<XmlElement> lawless = new ArrayList<>();

  /** {@code coefficient · factor · law}: a part of d amount/dt, before conversion factors. */
  record Change(
      String reaction, double coefficient, Expression factor, Expression law, boolean isFast) {}

  ReactionReader(ExpressionPool pool, ModelIndex index, FormulaReader formulas, Findings findings) {
    this.pool = pool;
    this.index = index;
    this.formulas = formulas;
    this.findings = findings;
  }

  void read() {
    index.reactions().forEach(this::reaction);
    if (!lawless.isEmpty()) {
      findings.error(
          lawless.get(0),
          lawless.size() == 1
              ? "the reaction here has no kinetic law, so how fast it goes is unknown"
              : lawless.size() + " reactions have no kinetic law, this is the first",
          "give them one; models for flux balance analysis cannot be simulated");
    }
  }

  /** The reactions' parts in a species' rate. */
  List<Change> changes(String species) {
    return changes.getOrDefault(species, List.of());
  }

  /** Each reaction with its local parameters before it. */
  List<Quantity> quantities() {
    return quantities;
  }

  private void reaction(String id, XmlElement reaction) {
    Optional<XmlElement> law = reaction.child("kineticLaw");
    Optional<Expression> rate = law.flatMap(element -> kineticLaw(id, element));
    if (rate.isPresent()) {
      quantities.add(new Quantity.Assigned(id, rate.get()));
      boolean isFast = reaction.isTrue("fast", false);
      for (XmlElement reference : reaction.items("listOfReactants")) {
        change(id, reference, -1, rate.get(), isFast);
      }
      for (XmlElement reference : reaction.items("listOfProducts")) {
        change(id, reference, 1, rate.get(), isFast);
      }
    } else if (changesSpecies(reaction)) {
      lawless.add(law.orElse(reaction));
    }
  }

  private boolean changesSpecies(XmlElement reaction) {
    return !reaction.items("listOfReactants").isEmpty()
        || !reaction.items("listOfProducts").isEmpty();
  }

  private Optional<Expression> kineticLaw(String reaction, XmlElement law) {
    Map<String, Expression> locals = new LinkedHashMap<>();
    String list = index.level() < 3 ? "listOfParameters" : "listOfLocalParameters";
    for (XmlElement parameter : law.items(list)) {
      String name = parameter.required(DocumentCheck.idKey(index.level()));
      String id = reaction + "." + name;
      locals.put(name, pool.symbol(id));
      quantities.add(new Quantity.Constant(id, pool.constant(parameter.number("value"))));
    }
    return formulas.read(law, name -> Optional.ofNullable(locals.get(name)).or(() -> global(name)));
  }

  /** What a name means outside of reactions and functions. */
  Optional<Expression> global(String name) {
    return index.isValue(name) ? Optional.of(pool.symbol(name)) : Optional.empty();
  }

  private void change(
      String reaction, XmlElement reference, int sign, Expression law, boolean isFast) {
    Optional<String> species = ModelIndex.speciesOf(reference);
    if (species.isEmpty()) {
      return; // found before
    }
    Expression given = stoichiometry(reference);
    Expression stoichiometry = isOpen(reference, given) ? pool.constant(1) : given;
    Change change =
        stoichiometry.isConstant()
            ? new Change(reaction, sign * stoichiometry.value(), pool.constant(1), law, isFast)
            : new Change(reaction, sign, stoichiometry, law, isFast);
    changes.computeIfAbsent(species.get(), key -> new ArrayList<>()).add(change);
  }

  /**
   * Whether nothing says it. Level 3 has no default; published models that leave it out mean 1, as
   * in the levels before, and all programs that read them take it so.
   */
  private static boolean isOpen(XmlElement reference, Expression stoichiometry) {
    return stoichiometry.isConstant()
        && Double.isNaN(stoichiometry.value())
        && !reference.has("stoichiometry")
        && reference.child("stoichiometryMath").isEmpty();
  }

  private Expression stoichiometry(XmlElement reference) {
    Optional<String> id = reference.attribute("id");
    if (id.isPresent()
        && (index.mayVary(id.get()) || index.initialAssignment(id.get()).isPresent())) {
      return pool.symbol(id.get());
    }
    return givenStoichiometry(reference);
  }

  /** What the reference itself says, assignments and rules aside. */
  Expression givenStoichiometry(XmlElement reference) {
    Optional<XmlElement> math = reference.child("stoichiometryMath");
    if (math.isPresent()) {
      return formulas.read(math.get(), this::global).orElseGet(() -> pool.constant(Double.NaN));
    }
    if (reference.has("stoichiometry")) {
      double denominator = reference.attribute("denominator").map(XmlElement::parse).orElse(1.0);
      return pool.constant(reference.number("stoichiometry") / denominator);
    }
    return pool.constant(index.level() < 3 ? 1 : Double.NaN);
  }
}
