package org.lamarck.worker.equations;

import java.util.Map;
import org.lamarck.worker.petab.parameter.ParameterRow;
import org.lamarck.worker.problem.OdeModel;

/**
 * A model of formulas.
 *
 * @param parameters the weights of its networks, by id
 */
public record Equations(OdeModel model, Map<String, ParameterRow> parameters) {}
