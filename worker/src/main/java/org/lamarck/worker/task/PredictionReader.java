package org.lamarck.worker.task;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.FormulaException;
import org.lamarck.worker.expression.FormulaParser;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.expression.Subgraph;
import org.lamarck.worker.expression.Substitution;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Experiment;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.Spelling;

/**
 * Reads {@code FORMULA @ TIME in EXPERIMENT}, with names of observables, parameters and the model's
 * quantities. A formula of what does not change in time needs no time, a problem of one experiment
 * no name of it.
 */
public final class PredictionReader {
  private static final String IN = " in ";

  private final SerializedProblem problem;
  private final EvaluationSettings settings;
  private final String place;

  /**
   * A reader of predictions beside a likelihood.
   *
   * @param settings of it
   * @param place for messages, such as the option
   */
  public PredictionReader(SerializedProblem problem, EvaluationSettings settings, String place) {
    this.problem = problem;
    this.settings = settings;
    this.place = place;
  }

  /**
   * Reads a prediction and compiles it.
   *
   * @throws InputException with the first fault, at its character
   */
  public Prediction read(String text) throws InputException {
    int at = text.lastIndexOf('@');
    String formula = at < 0 ? text : text.substring(0, at);
    String when = at < 0 ? "" : text.substring(at + 1);
    int in = when.lastIndexOf(IN);
    String name = in < 0 ? "" : when.substring(in + IN.length()).strip();
    String time = (in < 0 ? when : when.substring(0, in)).strip();
    EstimationProblem whole = problem.problem(); // whose pools are its own
    int chosen = experiment(whole.experiments(), name, text);
    Experiment experiment = whole.experiments().get(chosen);
    EstimationProblem part = whole.part(experiment.model());
    int own = 0; // its position among those of its model
    for (Experiment one : whole.experiments().subList(0, chosen)) {
      own += one.model() == experiment.model() ? 1 : 0;
    }
    Expression parsed = parse(part, formula, text);
    Expression known = resolved(part, parsed, own, text);
    double moment = at < 0 ? beginning(part, known, experiment, text) : time(time, experiment, at);
    Observable observable =
        new Observable(
            "prediction", known, known.pool().constant(1), Noise.NORMAL, List.of(), List.of());
    Prediction prediction = Prediction.of(text.strip(), part, observable, own, moment, settings);
    prediction.compiled();
    return prediction;
  }

  private InputException fault(int column, String what, String remedy) {
    return new InputException(Finding.error(place, 1, column, what, remedy));
  }

  private int experiment(List<Experiment> experiments, String name, String text)
      throws InputException {
    List<String> names = experiments.stream().map(Experiment::id).toList();
    if (name.isEmpty() && experiments.size() == 1) {
      return 0;
    }
    if (name.isEmpty() && text.indexOf('@') < 0) {
      return 0; // of what does not change, which is seen later
    }
    int found = names.indexOf(name);
    if (found < 0) {
      throw fault(
          Math.max(1, text.lastIndexOf(IN) + IN.length() + 1),
          name.isEmpty()
              ? "\"%s\" does not say in which experiment".formatted(text)
              : "there is no experiment \"%s\"".formatted(name),
          name.isEmpty()
              ? "write FORMULA @ TIME in EXPERIMENT, of " + String.join(", ", names)
              : Spelling.remedy(name, names));
    }
    return found;
  }

  private Expression parse(EstimationProblem part, String formula, String text)
      throws InputException {
    try {
      return FormulaParser.parsePetab(part.model().pool(), formula.strip());
    } catch (FormulaException e) {
      int offset = formula.length() - formula.stripLeading().length();
      throw fault(
          offset + e.column(), "\"%s\" cannot be read: %s".formatted(text, e.what()), e.remedy());
    }
  }

  /** The formula with observables in the place of their names. */
  private Expression resolved(EstimationProblem part, Expression parsed, int own, String text)
      throws InputException {
    Set<String> known = new LinkedHashSet<>();
    part.model().quantities().forEach(quantity -> known.add(quantity.id()));
    part.parameters().forEach(parameter -> known.add(parameter.id()));
    part.experiments().get(own).periods().stream()
        .flatMap(period -> period.assignments().stream())
        .forEach(assignment -> known.add(assignment.target()));
    Map<Expression, Expression> replaced = new HashMap<>();
    for (Expression leaf : Subgraph.leaves(parsed)) {
      if (!leaf.isSymbol() || known.contains(leaf.name())) {
        continue;
      }
      int observable =
          part.observables().stream().map(Observable::id).toList().indexOf(leaf.name());
      if (observable < 0) {
        Set<String> all = new LinkedHashSet<>(known);
        part.observables().forEach(one -> all.add(one.id()));
        throw fault(
            Math.max(1, text.indexOf(leaf.name()) + 1),
            "nothing is called " + leaf.name(),
            Spelling.suggest(
                leaf.name(), all, "name observables, parameters or quantities of the model"));
      }
      replaced.put(leaf, measured(part, observable, own, text));
    }
    return Substitution.substitute(parsed, replaced);
  }

  /** An observable's formula with the placeholders that its measurements give. */
  private Expression measured(EstimationProblem part, int observable, int own, String text)
      throws InputException {
    Observable one = part.observables().get(observable);
    if (one.observablePlaceholders().isEmpty()) {
      return one.formula();
    }
    List<List<Expression>> given =
        part.measurements().stream()
            .filter(m -> m.observable() == observable && m.experiment() == own)
            .map(Measurement::observableParameters)
            .distinct()
            .toList();
    if (given.size() != 1) {
      throw fault(
          Math.max(1, text.indexOf(one.id()) + 1),
          "the measurements of %s in this experiment give its parameters %d values"
              .formatted(one.id(), given.size()),
          "write its formula instead of its name");
    }
    Map<Expression, Expression> values = new HashMap<>();
    for (int i = 0; i < one.observablePlaceholders().size(); i++) {
      Expression placeholder = part.model().pool().symbol(one.observablePlaceholders().get(i));
      values.put(placeholder, given.get(0).get(i));
    }
    return Substitution.substitute(one.formula(), values);
  }

  private double time(String time, Experiment experiment, int at) throws InputException {
    double value;
    try {
      value = time.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(time);
    } catch (NumberFormatException e) {
      throw fault(
          at + 2,
          "\"%s\" is no time".formatted(time),
          "write a number, or inf for a steady state, after the @");
    }
    if (!(value >= start(experiment))) {
      throw fault(
          at + 2,
          "%s is before the experiment begins, at %s".formatted(time, start(experiment)),
          "write a later time");
    }
    return value;
  }

  private static double start(Experiment experiment) {
    return experiment.periods().stream()
        .mapToDouble(Experiment.Period::start)
        .filter(Double::isFinite)
        .min()
        .orElse(0);
  }

  /** Of what does not change in time any moment will do. */
  private double beginning(
      EstimationProblem part, Expression formula, Experiment experiment, String text)
      throws InputException {
    Set<String> estimated = new LinkedHashSet<>();
    part.parameters().stream().map(Parameter::id).forEach(estimated::add);
    List<String> changing = new ArrayList<>();
    for (Expression leaf : Subgraph.leaves(formula)) {
      boolean isTime = leaf.operator() == Operator.TIME;
      boolean isOther =
          leaf.isSymbol()
              && !estimated.contains(leaf.name())
              && !part.model().quantity(leaf.name()).map(Quantity::isConstant).orElse(false);
      if (isTime || isOther) {
        changing.add(isTime ? "time" : leaf.name());
      }
    }
    if (!changing.isEmpty()) {
      throw fault(
          text.length() + 1,
          "\"%s\" says no time, and %s may change".formatted(text, changing.get(0)),
          "write %s @ TIME%s"
              .formatted(text, part.experiments().size() > 1 ? " in EXPERIMENT" : ""));
    }
    return start(experiment);
  }
}
