package org.example;

import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.problem.ModelSource;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.OdeModelBuilder;

/** Predator and prey: a model written in Java, for predators/problem.yaml. */
public final class Predators implements ModelSource {
  @Override
  public OdeModel model() {
    OdeModelBuilder model = new OdeModelBuilder("predators");
    Expression prey = model.state("prey", 10);
    Expression predator = model.state("predator", 5);
    Expression birth = model.constant("birth", 1.1);
    Expression death = model.constant("death", 0.4);
    Expression meeting = model.constant("rate", 0.1).times(prey).times(predator);
    model.change(prey, birth.times(prey)).change(-1, prey, meeting);
    model.change(0.3, predator, meeting).change(-1, predator, death.times(predator));
    model.assigned("share", prey.over(prey.plus(predator)));
    return model.build();
  }
}
