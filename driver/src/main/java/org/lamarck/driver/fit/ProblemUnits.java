package org.lamarck.driver.fit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lamarck.driver.checkpoint.Stores;
import org.lamarck.driver.problem.OpenedFile;
import org.lamarck.driver.record.Units;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.petab.output.ProblemCopy;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.sbml.ModelUnits;

/** The units that the SBML models of a problem name, for the axes of its plots. */
final class ProblemUnits {
  private ProblemUnits() {}

  /**
   * The units.
   *
   * @param file the problem's, as it is read
   */
  static Units of(String file, EstimationProblem problem) {
    if (Stores.isRemote(file)) {
      return Units.NONE;
    }
    List<ModelUnits> models = new ArrayList<>();
    try (OpenedFile opened = OpenedFile.problem(file)) {
      for (Optional<Path> model : ProblemCopy.models(opened.file())) {
        models.add(model.isPresent() ? ModelUnits.read(model.get()) : ModelUnits.NONE);
      }
    } catch (IOException | InputException e) {
      return Units.NONE; // the problem itself was read: what is missing is a word on an axis
    }
    List<String> times = models.stream().map(ModelUnits::time).distinct().toList();
    Map<String, String> observables = new LinkedHashMap<>();
    for (Observable observable : problem.observables()) {
      Expression formula = observable.formula();
      if (formula.isSymbol() && observable.model() < models.size()) {
        String unit = models.get(observable.model()).quantities().get(formula.name());
        if (unit != null) {
          observables.put(observable.id(), unit);
        }
      }
    }
    return new Units(times.size() == 1 ? times.get(0) : "", observables);
  }
}
