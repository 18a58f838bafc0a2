package org.lamarck.worker.circuit;

import java.util.Map;
import org.lamarck.worker.petab.parameter.ParameterRow;
import org.lamarck.worker.problem.OdeModel;

/**
 * A circuit as a model.
 *
 * @param parameters what of it is searched, by id
 */
public record Circuit(OdeModel model, Map<String, ParameterRow> parameters) {}
