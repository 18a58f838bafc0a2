package org.lamarck.worker.simulation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.lamarck.worker.model.CompiledModel;
import org.lamarck.worker.model.InitialValues;
import org.lamarck.worker.model.ModelCache;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.tolerance.Tolerances;

/**
 * A model and what of it is given values at the start, compiled. Quantities that are not given
 * follow the model. Immutable; safe for use by several threads, each with a {@link ModelSimulation}
 * of its own.
 */
public final class ModelPlan {
  private final CompiledModel model;
  private final InitialValues initialValues;
  private final List<String> given;

  private ModelPlan(CompiledModel model, InitialValues initialValues, List<String> given) {
    this.model = model;
    this.initialValues = initialValues;
    this.given = given;
  }

  /**
   * Compiles a model, or takes one that was compiled before.
   *
   * @param given ids of constants and states whose values at the start are given: the directions of
   *     derivatives
   * @throws IllegalArgumentException when the model has no such constant or state
   */
  public static ModelPlan of(OdeModel model, List<String> given) {
    InitialValues values = InitialValues.of(model, given);
    List<String> constants = CompiledModel.constants(model);
    Set<String> differentiable = new LinkedHashSet<>();
    for (int row = 0; row < constants.size(); row++) {
      if (values.jacobian().start()[row] < values.jacobian().start()[row + 1]) {
        differentiable.add(constants.get(row));
      }
    }
    return new ModelPlan(ModelCache.compiled(model, differentiable), values, List.copyOf(given));
  }

  /** The compiled model: its states, constants and formulas. */
  public CompiledModel model() {
    return model;
  }

  /** How constants and states at the start follow from what is given. */
  public InitialValues initialValues() {
    return initialValues;
  }

  /** The ids of what is given, in order. */
  public List<String> given() {
    return given;
  }

  /**
   * A simulation for one thread.
   *
   * @param cancelled asked before each step; when true, the integration fails with TIME_LIMIT
   */
  public ModelSimulation newSimulation(Tolerances tolerances, BooleanSupplier cancelled) {
    return new ModelSimulation(this, tolerances, cancelled);
  }
}
