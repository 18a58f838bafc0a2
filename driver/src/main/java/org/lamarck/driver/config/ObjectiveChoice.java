package org.lamarck.driver.config;

import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.evolution.Pace;
import org.lamarck.worker.noise.Distribution.ClosedForm;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.EvaluationSettings.Inner;
import org.lamarck.worker.objective.GradientMethod;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.tolerance.Tolerances;
import org.lamarck.worker.tolerance.Tolerances.Stepping;

/**
 * What is to be minimised, and how exactly.
 *
 * @param relativeTolerance of the integrator; absent when the problem's pace decides
 * @param absoluteTolerance of the integrator; absent when the problem's pace decides
 * @param goal whether priors count
 * @param hierarchy which parameters follow from the others
 * @param scales on which scales is searched, where the problem's format has none
 * @param stepping by which schemes the integrator steps
 * @param method how gradients are computed
 */
public record ObjectiveChoice(
    @Nullable Double relativeTolerance,
    @Nullable Double absoluteTolerance,
    Goal goal,
    Hierarchy hierarchy,
    ScaleChoice scales,
    Stepping stepping,
    GradientMethod method)
    implements Serializable {
  /**
   * Attempted steps from one event or switch to the next. Good points need some hundreds; random
   * ones that need more than this are worth no more effort than it takes to find that out.
   */
  private static final int MOST_STEPS = 10_000;

  /** What holds when nobody says otherwise. */
  public static final ObjectiveChoice DEFAULT =
      new ObjectiveChoice(
          null,
          null,
          Goal.AUTO,
          Hierarchy.USUAL,
          ScaleChoice.AUTO,
          Stepping.AUTO,
          GradientMethod.AUTO);

  /** What is made as large as can be. */
  public enum Goal {
    /**
     * The posterior where parameters have priors and the loss is a likelihood's, else the
     * likelihood.
     */
    AUTO,
    /** The likelihood of what was measured. */
    LIKELIHOOD,
    /** The likelihood times the density of the priors. */
    POSTERIOR;

    /**
     * Whether the priors of a problem count.
     *
     * @throws ConfigException for the posterior of a norm
     */
    public boolean countsPriors(EstimationProblem problem) throws ConfigException {
      boolean isLikelihood = problem.loss().isLikelihood();
      if (this == POSTERIOR && !isLikelihood) {
        throw new ConfigException(
            "--objective: error: the loss of "
                + problem.id()
                + " is a norm and has no posterior; leave it out");
      }
      return this == POSTERIOR || (this == AUTO && isLikelihood && !problem.withPriors().isEmpty());
    }
  }

  /** Which offsets, scalings and noise parameters are computed and not searched. */
  public enum Hierarchy {
    /** Those that the table declares; where it is silent, in a search those that win. */
    USUAL(Inner.DECLARED),
    /** None. */
    OFF(Inner.NONE),
    /** Those that the parameter table declares by parameterType. */
    TABLE(Inner.DECLARED),
    /** All whose best value has a closed form. */
    AUTO(Inner.DETECTED);

    private final Inner inner;

    Hierarchy(Inner inner) {
      this.inner = inner;
    }

    /** The same for an objective; where a table declares nothing there is nothing to compute. */
    public Inner inner(EstimationProblem problem) {
      return inner == Inner.DECLARED && !declares(problem) ? Inner.NONE : inner;
    }

    /**
     * Whether a search tries to compute what the table does not declare. Weighted medians bend
     * where the search has to go on, and what several models share has no closed form.
     */
    boolean detects(EstimationProblem problem) {
      return this == USUAL
          && !declares(problem)
          && problem.loss().isLikelihood()
          && problem.models().size() == 1
          && problem.observables().stream()
              .allMatch(one -> one.noise().distribution().closedForm() == ClosedForm.MEAN);
    }

    private static boolean declares(EstimationProblem problem) {
      return problem.parameters().stream()
          .anyMatch(parameter -> parameter.inner() != Parameter.Inner.NONE);
    }
  }

  /** The same that makes something else as large as can be. */
  public ObjectiveChoice withGoal(Goal other) {
    return new ObjectiveChoice(
        relativeTolerance, absoluteTolerance, other, hierarchy, scales, stepping, method);
  }

  /** The same with other parameters that are computed and not searched. */
  public ObjectiveChoice withHierarchy(Hierarchy other) {
    return new ObjectiveChoice(
        relativeTolerance, absoluteTolerance, goal, other, scales, stepping, method);
  }

  /** The same with another relative tolerance. */
  public ObjectiveChoice withRelativeTolerance(double other) {
    return new ObjectiveChoice(other, absoluteTolerance, goal, hierarchy, scales, stepping, method);
  }

  /** The same with another way to gradients. */
  public ObjectiveChoice withMethod(GradientMethod other) {
    return new ObjectiveChoice(
        relativeTolerance, absoluteTolerance, goal, hierarchy, scales, stepping, other);
  }

  /** The tolerances and the scheme that were asked for; where none are, those of {@code others}. */
  public Tolerances tolerances(Tolerances others) {
    double relative = relativeTolerance == null ? others.relative() : relativeTolerance;
    Tolerances chosen =
        absoluteTolerance == null
            ? Tolerances.scaled(relative)
            : Tolerances.of(relative, absoluteTolerance);
    return chosen.withStepping(stepping);
  }

  /**
   * How a problem is evaluated. A tolerance that nobody gave is that of {@link
   * Tolerances#defaults}, or of {@link Tolerances#coarse} where evaluations take seconds.
   *
   * @throws ConfigException when the problem has no such objective
   */
  public EvaluationSettings evaluation(EstimationProblem problem, Pace pace)
      throws ConfigException {
    Tolerances usual = pace == Pace.SLOW ? Tolerances.coarse() : Tolerances.defaults();
    return new EvaluationSettings(
        tolerances(usual).withMaximumSteps(MOST_STEPS),
        method,
        goal.countsPriors(problem),
        hierarchy.inner(problem));
  }

  /**
   * How a search may evaluate a problem of which the table declares nothing, when it computes all
   * that has a closed form; empty where it is to search for them.
   *
   * @param evaluation what {@link #evaluation} says
   */
  public Optional<EvaluationSettings> detecting(
      EstimationProblem problem, EvaluationSettings evaluation) {
    return hierarchy.detects(problem)
        ? Optional.of(evaluation.withInner(Inner.DETECTED))
        : Optional.empty();
  }
}
