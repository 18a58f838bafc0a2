package org.lamarck.worker.petab.parameter;

import java.util.Map;
import org.lamarck.worker.problem.OdeModel;

/**
 * A model that says itself what of it is searched.
 *
 * @param parameters those that stand in no table, by id
 */
public record ParameterizedModel(OdeModel model, Map<String, ParameterRow> parameters) {}
