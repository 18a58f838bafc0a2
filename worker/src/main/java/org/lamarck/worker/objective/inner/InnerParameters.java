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
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.noise.Distribution;
import org.lamarck.worker.noise.Distribution.ClosedForm;
import org.lamarck.worker.objective.inner.InputRoles.Role;
import org.lamarck.worker.objective.segment.MeasurementPlan;
import org.lamarck.worker.objective.segment.ProblemPlan;
import org.lamarck.worker.problem.Assignment;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Experiment;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Parameter.Inner;
import org.lamarck.worker.problem.Reading;

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
  private final ProblemPlan plan;
  private final EstimationProblem problem;
  private final boolean countsPriors;
  private final Map<String, String> refusals = new LinkedHashMap<>();
  private final Map<String, Role> roles = new LinkedHashMap<>();
  private final InputRoles inputs;

  private InnerParameters(ProblemPlan plan, boolean countsPriors) {
    this.plan = plan;
    this.problem = plan.problem();
    this.countsPriors = countsPriors;
    this.inputs = new InputRoles(plan);
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
          InputRoles.addSymbols(assignment.value(), used);
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

  /** Names inside of a formula that is more than a name. */
  private static void addInner(Expression formula, Set<String> names) {
    if (!formula.isSymbol()) {
      InputRoles.addSymbols(formula, names);
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
        Role role = inputs.role(measurement, extras.get(e));
        Distribution distribution = measurement.noise().distribution();
        String obstacle = obstacle(measurement, id, role);
        if (obstacle.isEmpty() && measurement.reading() instanceof Reading.Category) {
          continue; // which has no noise
        }
        if (!obstacle.isEmpty()) {
          refuse(left, id, obstacle);
        } else if (distribution.closedForm() == ClosedForm.NONE) {
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

  /** Why a parameter of a measurement that is no number cannot be computed; empty when it can. */
  private String obstacle(MeasurementPlan measurement, String id, Role role) {
    Reading reading = measurement.reading();
    if (reading instanceof Reading.Exact) {
      return "";
    }
    if (reading instanceof Reading.Censored) {
      return "a censored value depends on it";
    }
    if (role != Role.SIGMA && role != Role.NONE) {
      return "an observable depends on it that is compared through a function";
    }
    if (reading instanceof Reading.Monotone spline && role == Role.SIGMA) {
      boolean isOfAll =
          plan.measurements().stream()
              .filter(one -> one.observable() == measurement.observable())
              .allMatch(one -> one.parameters().contains(id));
      if (!isOfAll) {
        return "semi-quantitative measurements of one observable have different noise";
      }
      return spline.regularization() > 0 ? "its spline has a regularization" : "";
    }
    return "";
  }

  private Role same(Role a, Role b) {
    return a == b ? a : Role.OTHER;
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
        Set<String> names = inputs.partners(measurement, extras.get(e));
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
