package org.lamarck.driver.fit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lamarck.driver.checkpoint.Store;
import org.lamarck.driver.problem.ProblemFiles;
import org.lamarck.worker.expression.Evaluator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Subgraph;
import org.lamarck.worker.jsbml.FittedModel;
import org.lamarck.worker.petab.output.ProblemCopy;
import org.lamarck.worker.problem.Assignment;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Experiment;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Parameter;

/**
 * The models of a problem as SBML with the estimates as their values: {@code model.xml}, or {@code
 * model-NAME.xml} for each of several. What an only condition sets is set in it, too; of several
 * conditions each changes it in its own way, and none is.
 */
final class FittedModels {
  private FittedModels() {}

  /**
   * Writes the models.
   *
   * @param yaml the problem's file
   * @param estimates on the linear scale, by id
   * @throws InputException when the model cannot be written so that it means the same
   */
  static void write(
      EstimationProblem problem, Path yaml, Map<String, Double> estimates, Store folder)
      throws IOException, InputException {
    List<Optional<Path>> files = ProblemCopy.models(yaml);
    for (int m = 0; m < files.size(); m++) {
      if (files.get(m).isEmpty()) {
        continue; // a model of a class has no file to be written again
      }
      Path file = files.get(m).get();
      String name =
          files.size() == 1 ? "model.xml" : "model-" + ProblemFiles.name(file.toString()) + ".xml";
      String text = FittedModel.text(file, values(problem.part(m), estimates));
      folder.write(name, text.getBytes(UTF_8));
    }
  }

  /** New values of the only model of a part of a problem, by id. */
  static Map<String, Double> values(EstimationProblem part, Map<String, Double> estimates) {
    OdeModel model = part.model();
    Map<String, Double> parameters = new LinkedHashMap<>();
    Map<String, Double> values = new LinkedHashMap<>();
    for (Parameter parameter : part.parameters()) {
      String id = parameter.id();
      double value = estimates.getOrDefault(id, parameter.nominal());
      parameters.put(id, value);
      boolean settable = model.quantity(id).filter(it -> !it.isAssigned()).isPresent();
      if (settable && Double.isFinite(value)) {
        values.put(id, value);
      }
    }
    if (part.experiments().size() == 1) {
      Experiment only = part.experiments().get(0);
      if (only.periods().size() == 1 && Double.isFinite(only.periods().get(0).start())) {
        for (Assignment assignment : only.periods().get(0).assignments()) {
          value(assignment, parameters).ifPresent(it -> values.put(assignment.target(), it));
        }
      }
    }
    return values;
  }

  /** What is assigned, where that is a matter of the problem's parameters alone. */
  private static Optional<Double> value(Assignment assignment, Map<String, Double> parameters) {
    boolean known =
        Subgraph.leaves(assignment.value()).stream()
            .allMatch(leaf -> leaf.isConstant() || isOneOf(leaf, parameters));
    return known
        ? Optional.of(Evaluator.evaluate(assignment.value(), parameters, 0))
        : Optional.empty();
  }

  private static boolean isOneOf(Expression leaf, Map<String, Double> parameters) {
    return leaf.isSymbol() && parameters.containsKey(leaf.name());
  }
}
