package org.lamarck.worker.objective.inner;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.lamarck.worker.expression.Differentiator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Subgraph;
import org.lamarck.worker.expression.Substitution;
import org.lamarck.worker.objective.segment.MeasurementPlan;
import org.lamarck.worker.objective.segment.ProblemPlan;
import org.lamarck.worker.problem.Assignment;
import org.lamarck.worker.problem.Distribution;
import org.lamarck.worker.problem.Distribution.ClosedForm;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Experiment;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Parameter.Inner;

/**
 * Finds the parameters whose best values have a closed form: they occur in observables alone, and
 * there
 *
 * <ul>
 *   <li>linearly, where the noise is of the value itself (offsets and scalings);
 *   <li>as a factor, where the noise is of the logarithm (scalings);
 *   <li>or as the whole noise formula.
 * </ul>
 *
 * <p>Parameters that meet in a measurement are solved together. A noise parameter needs every
 * measurement that it meets, by way of offsets and scalings too, for its own; where it does not
 * have them it is searched. Where the closed form is a median, one offset or scaling of a group is
 * solved.
 */
public final class InnerParameters {
  /** What an input of an observable is to it. */
  enum Role {
    NONE,
    LINEAR,
    FACTOR,
    SIGMA,
    OTHER
  }

  private final ProblemPlan plan;
  private final EstimationProblem problem;
  private final boolean countsPriors;
  private final Map<String, String> refusals = new LinkedHashMap<>();
  private final Map<String, Role> roles = new LinkedHashMap<>();

  /** By observable and input, its role. */
  private final Map<List<Object>, Role> known = new HashMap<>();

  /** By observable and input, the inputs that its derivative depends on. */
  private final Map<List<Object>, Set<String>> partners = new HashMap<>();

  private InnerParameters(ProblemPlan plan, boolean countsPriors) {
    this.plan = plan;
    this.problem = plan.problem();
    this.countsPriors = countsPriors;
  }

  /**
   * A problem's inner parameters that the parameter table declares.
   *
   * @throws InputException when one of them has no closed form
   */
  public static List<InnerGroup> declared(ProblemPlan plan, boolean countsPriors)
      throws InputException {
    InnerParameters search = new InnerParameters(plan, countsPriors);
    Set<String> candidates = search.candidates(parameter -> parameter.inner() != Inner.NONE);
    List<InnerGroup> groups = search.groups(candidates);
    search.requireAll(candidates);
    return groups;
  }

  /** All of a problem's parameters that have a closed form. */
  public static List<InnerGroup> detected(ProblemPlan plan, boolean countsPriors) {
    InnerParameters search = new InnerParameters(plan, countsPriors);
    return search.groups(search.candidates(parameter -> true));
  }

  private Set<String> candidates(Predicate<Parameter> filter) {
    Set<String> candidates = new LinkedHashSet<>();
    plan.parameters().estimated().stream()
        .filter(filter)
        .forEach(parameter -> candidates.add(parameter.id()));
    return candidates;
  }

  private void requireAll(Set<String> candidates) throws InputException {
    List<Finding> findings = new ArrayList<>();
    for (String id : candidates) {
      String refusal = refusals.get(id);
      if (refusal != null) {
        findings.add(
            Finding.error(
                problem.id(),
                0,
                0,
                "parameter \"" + id + "\" has a parameterType but no closed form: " + refusal,
                "leave its parameterType empty, or fit with --hierarchical off"));
      }
    }
    if (!findings.isEmpty()) {
      throw new InputException(findings);
    }
  }

  private List<InnerGroup> groups(Set<String> candidates) {
    Set<String> left = new LinkedHashSet<>(candidates);
    refuseUses(left);
    refuseRoles(left);
    boolean again = true;
    List<InnerGroup> groups = List.of();
    while (again) {
      refuseProducts(left);
      groups = InnerGroup.connected(plan, left, roles);
      again = false;
      for (InnerGroup group : groups) {
        again |= group.refuse(plan, (id, why) -> refuse(left, id, why));
      }
    }
    return groups;
  }

  private void refuse(Set<String> left, String id, String why) {
    if (left.remove(id)) {
      refusals.put(id, why);
    }
  }

  /** Those that the model or a condition uses, that have a prior, or that nothing uses. */
  private void refuseUses(Set<String> left) {
    Set<String> used = new LinkedHashSet<>();
    problem.model().quantities().forEach(quantity -> used.add(quantity.id()));
    for (Experiment experiment : problem.experiments()) {
      for (Experiment.Period period : experiment.periods()) {
        for (Assignment assignment : period.assignments()) {
          addSymbols(assignment.value(), used);
        }
      }
    }
    for (Measurement measurement : problem.measurements()) {
      for (Expression value : measurement.observableParameters()) {
        addInner(value, used);
      }
      for (Expression value : measurement.noiseParameters()) {
        addInner(value, used);
      }
    }
    for (Parameter parameter : problem.parameters()) {
      if (used.contains(parameter.id())) {
        refuse(left, parameter.id(), "the simulation depends on it");
      } else if (countsPriors && parameter.prior() != null) {
        refuse(left, parameter.id(), "it has a prior");
      } else if (!problem.loss().isLikelihood()) {
        refuse(left, parameter.id(), "a norm has no noise");
      }
    }
  }

  private static void addSymbols(Expression formula, Set<String> names) {
    for (Expression leaf : Subgraph.leaves(formula)) {
      if (leaf.isSymbol()) {
        names.add(leaf.name());
      }
    }
  }

  /** Names inside of a formula that is more than a name. */
  private static void addInner(Expression formula, Set<String> names) {
    if (!formula.isSymbol()) {
      addSymbols(formula, names);
    }
  }

  private void refuseRoles(Set<String> left) {
    for (MeasurementPlan measurement : plan.measurements()) {
      List<String> extras = measurement.formulas().extras();
      Set<String> seen = new LinkedHashSet<>();
      for (int e = 0; e < extras.size(); e++) {
        String id = measurement.parameters().get(e);
        if (!left.contains(id)) {
          continue;
        }
        Role role = role(measurement, extras.get(e));
        Distribution distribution = measurement.noise().distribution();
        if (distribution.closedForm() == ClosedForm.NONE) {
          refuse(left, id, distribution.family().label() + " noise has no closed form");
        } else if (!seen.add(id)) {
          refuse(left, id, "it stands for two inputs of a measurement");
        } else if (role == Role.OTHER) {
          refuse(left, id, "it is neither an offset, a scaling nor the noise of an observable");
        } else if (role != Role.NONE && roles.merge(id, role, this::same) == Role.OTHER) {
          refuse(left, id, "it is one thing to some observables and another to others");
        }
      }
    }
    for (String id : List.copyOf(left)) {
      if (!roles.containsKey(id)) {
        refuse(left, id, "no measurement depends on it");
      }
    }
  }

  private Role same(Role a, Role b) {
    return a == b ? a : Role.OTHER;
  }

  private Role role(MeasurementPlan measurement, String extra) {
    return known.computeIfAbsent(
        List.of(measurement.observable(), extra),
        key -> analyse(problem.observables().get(measurement.observable()), extra, key));
  }

  private Role analyse(Observable observable, String extra, List<Object> key) {
    Expression formula = plan.model().inline(observable.formula());
    Expression self = formula.pool().symbol(observable.id());
    Expression noise =
        plan.model()
            .inline(Substitution.substitute(observable.noiseFormula(), Map.of(self, formula)));
    Expression symbol = formula.pool().symbol(extra);
    boolean isInFormula = Subgraph.leaves(formula).contains(symbol);
    boolean isInNoise = Subgraph.leaves(noise).contains(symbol);
    if (!isInFormula && !isInNoise) {
      return Role.NONE;
    }
    if (noise == symbol && !isInFormula) {
      return Role.SIGMA;
    }
    Expression slope = Differentiator.gradient(formula).get(symbol);
    if (isInNoise || slope == null || Subgraph.leaves(slope).contains(symbol)) {
      return Role.OTHER;
    }
    Set<String> names = new LinkedHashSet<>();
    addSymbols(slope, names);
    partners.put(key, names);
    if (!observable.noise().transformation().isLogarithmic()) {
      return Role.LINEAR;
    }
    return isFactor(symbol, formula) ? Role.FACTOR : Role.OTHER;
  }

  /** Whether a formula is a symbol times something without it. */
  private static boolean isFactor(Expression symbol, Expression formula) {
    return switch (formula.operator()) {
      case SYMBOL -> formula == symbol;
      case NEGATE -> isFactor(symbol, formula.argument(0));
      case DIVIDE ->
          isFactor(symbol, formula.argument(0))
              && !Subgraph.leaves(formula.argument(1)).contains(symbol);
      case ADD -> formula.arguments().stream().allMatch(term -> isFactor(symbol, term));
      case MULTIPLY ->
          formula.arguments().stream().filter(one -> Subgraph.leaves(one).contains(symbol)).count()
                  == 1
              && formula.arguments().stream().anyMatch(one -> isFactor(symbol, one));
      default -> false;
    };
  }

  /**
   * Of two linear ones that are multiplied, the one that is itself linear in fewer measurements.
   */
  private void refuseProducts(Set<String> left) {
    Map<String, Integer> uses = new HashMap<>();
    for (MeasurementPlan measurement : plan.measurements()) {
      measurement.parameters().forEach(id -> uses.merge(id, 1, Integer::sum));
    }
    Set<String> conflicts = new TreeSet<>();
    for (MeasurementPlan measurement : plan.measurements()) {
      List<String> extras = measurement.formulas().extras();
      for (int e = 0; e < extras.size(); e++) {
        String id = measurement.parameters().get(e);
        if (!left.contains(id) || roles.get(id) != Role.LINEAR) {
          continue;
        }
        Set<String> names =
            partners.getOrDefault(List.of(measurement.observable(), extras.get(e)), Set.of());
        for (int f = 0; f < extras.size(); f++) {
          String other = measurement.parameters().get(f);
          if (left.contains(other) && names.contains(extras.get(f))) {
            boolean keepsFirst =
                uses.getOrDefault(id, 0) > uses.getOrDefault(other, 0)
                    || (uses.getOrDefault(id, 0).equals(uses.getOrDefault(other, 0))
                        && id.compareTo(other) < 0);
            conflicts.add(keepsFirst ? other : id);
          }
        }
      }
    }
    conflicts.forEach(id -> refuse(left, id, "it is multiplied with another such parameter"));
  }
}
