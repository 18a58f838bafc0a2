package org.lamarck.worker.draft;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Subgraph;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.SpeciesMeaning;

/**
 * Which parameters are estimated, and between which bounds.
 *
 * @param rows of the parameter table
 * @param initialValues the parameter that is the initial value, by species
 * @param assumptions what was decided without being asked, a line each
 */
record ParameterDraft(List<Row> rows, Map<String, String> initialValues, List<String> assumptions) {
  /** How far a parameter may be from the model's value, either way. */
  private static final double FACTOR = 100;

  /** And the noise from a tenth of the largest value. */
  private static final double NOISE_FACTOR = 1000;

  /**
   * A row of the parameter table; searched on a logarithmic scale when both bounds are positive.
   */
  record Row(String id, double lower, double upper, double nominal, boolean estimated) {
    private String line() {
      String scale = lower > 0 ? "log10" : "lin";
      return String.join(
          "\t",
          id,
          scale,
          Double.toString(lower),
          Double.toString(upper),
          Double.toString(nominal),
          estimated ? "1" : "0");
    }
  }

  String table() {
    StringBuilder text =
        new StringBuilder(
            "parameterId\tparameterScale\tlowerBound\tupperBound\tnominalValue\testimate\n");
    rows.forEach(row -> text.append(row.line()).append('\n'));
    return text.toString();
  }

  static ParameterDraft of(Path file, OdeModel model, Columns columns, Wishes wishes)
      throws InputException {
    return new Choosing(file, model, columns, wishes).draft();
  }

  /** The work on one model. */
  private static final class Choosing {
    private final Path file;
    private final OdeModel model;
    private final Columns columns;
    private final Wishes wishes;
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, String> initialValues = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> known = new LinkedHashSet<>();

    Choosing(Path file, OdeModel model, Columns columns, Wishes wishes) {
      this.file = file;
      this.model = model;
      this.columns = columns;
      this.wishes = wishes;
    }

    ParameterDraft draft() throws InputException {
      List<String> kept = new ArrayList<>();
      for (Quantity quantity : candidates()) {
        choose(quantity, kept);
      }
      for (String species : wishes.estimated()) {
        if (!known.contains(species)) {
          estimateInitial(species);
        }
      }
      for (Columns.Observable observable : columns.observables()) {
        if (!observable.hasErrors()) {
          double nominal = observable.largest() > 0 ? 0.1 * observable.largest() : 0.1;
          add(observable.noise(), nominal, nominal / NOISE_FACTOR, nominal * 10);
        }
      }
      for (String id : wishes.fixed().keySet()) {
        requireKnown(id, "--fix");
      }
      for (String id : wishes.bounds().keySet()) {
        requireKnown(id, "--bounds");
      }
      if (findings.isEmpty() && rows.stream().noneMatch(Row::estimated)) {
        findings.add(wrong("there is nothing to estimate", "estimate some parameters"));
      }
      if (!findings.isEmpty()) {
        throw new InputException(findings);
      }
      tell(kept);
      return new ParameterDraft(rows, initialValues, lines);
    }

    private void tell(List<String> kept) {
      long searched = rows.stream().filter(Row::estimated).count();
      lines.add(
          ("%d parameters are estimated, between a %.0fth and %.0f times the model's value where no"
                  + " bounds are given")
              .formatted(searched, FACTOR, FACTOR));
      if (!kept.isEmpty()) {
        lines.add("these keep the model's values: " + String.join(", ", kept));
      }
      List<String> local =
          model.quantities().stream().map(Quantity::id).filter(id -> id.contains(".")).toList();
      if (!local.isEmpty()) {
        lines.add(
            "these are local to a reaction and cannot be estimated; make them parameters of the"
                + " model: "
                + String.join(", ", local));
      }
    }

    /** Constants that are neither sizes of compartments nor species, and that something uses. */
    private List<Quantity> candidates() {
      Set<String> other = new HashSet<>();
      for (SpeciesMeaning species : model.species()) {
        other.add(species.species());
        other.add(species.compartment());
      }
      columns.conditions().values().forEach(values -> other.addAll(values.keySet()));
      Set<String> used = used();
      return model.quantities().stream()
          .filter(Quantity::isConstant)
          .filter(quantity -> !other.contains(quantity.id()) && !quantity.id().contains("."))
          .filter(quantity -> used.contains(quantity.id()))
          .toList();
    }

    private Set<String> used() {
      List<Expression> roots = new ArrayList<>();
      for (Quantity quantity : model.quantities()) {
        roots.add(quantity.initial());
        roots.addAll(quantity.dynamics());
      }
      model.events().forEach(event -> roots.addAll(event.formulas()));
      Set<String> used = new HashSet<>();
      for (Expression leaf : Subgraph.leaves(roots)) {
        if (leaf.isSymbol()) {
          used.add(leaf.name());
        }
      }
      return used;
    }

    private void choose(Quantity quantity, List<String> kept) {
      String id = quantity.id();
      known.add(id);
      boolean computed = !quantity.initial().isConstant();
      double value = computed ? Double.NaN : quantity.initial().value();
      boolean wished = wishes.estimated().contains(id) || wishes.bounds().containsKey(id);
      if (wishes.fixed().containsKey(id)) {
        double fixed = wishes.fixed().getOrDefault(id, value);
        rows.add(new Row(id, fixed, fixed, fixed, false));
      } else if (wished || (wishes.estimated().isEmpty() && value > 0 && !computed)) {
        add(id, value, value / FACTOR, value * FACTOR);
      } else {
        kept.add(id);
      }
    }

    /** The initial value of a species as a parameter. */
    private void estimateInitial(String species) {
      boolean state = model.quantity(species).filter(Quantity::hasRate).isPresent();
      if (!state) {
        findings.add(
            wrong(
                "there is nothing called " + species + " to estimate",
                "name parameters or species of the model"));
        return;
      }
      String id = "init_" + species;
      Expression own = model.quantity(species).orElseThrow().initial();
      double value = own.isConstant() ? own.value() : Double.NaN;
      known.add(id);
      initialValues.put(species, id);
      add(id, value, value / FACTOR, value * FACTOR);
    }

    private void add(String id, double value, double lower, double upper) {
      known.add(id);
      Wishes.Bounds bounds = wishes.bounds().get(id);
      if (wishes.fixed().containsKey(id)) {
        double fixed = wishes.fixed().getOrDefault(id, value);
        rows.add(new Row(id, fixed, fixed, fixed, false));
      } else if (bounds != null) {
        boolean inside = value >= bounds.lower() && value <= bounds.upper();
        double middle =
            bounds.lower() > 0
                ? Math.sqrt(bounds.lower() * bounds.upper())
                : (bounds.lower() + bounds.upper()) / 2;
        rows.add(new Row(id, bounds.lower(), bounds.upper(), inside ? value : middle, true));
      } else if (value > 0) {
        rows.add(new Row(id, lower, upper, value, true));
      } else {
        findings.add(
            wrong(
                "the model's value of " + id + " (" + value + ") gives no bounds",
                "give them by --bounds " + id + "=LO:HI"));
      }
    }

    private void requireKnown(String id, String option) {
      if (!known.contains(id)) {
        findings.add(
            wrong(
                option + " names " + id + ", which is no parameter here",
                "name one of " + String.join(", ", known)));
      }
    }

    private Finding wrong(String what, String remedy) {
      return Finding.error(file.toString(), 0, 0, what, remedy);
    }
  }
}
