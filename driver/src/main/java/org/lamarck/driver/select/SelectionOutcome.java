package org.lamarck.driver.select;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lamarck.driver.run.Stop;
import org.lamarck.strategies.selection.Calibrated;
import org.lamarck.strategies.selection.CandidateModel;
import org.lamarck.strategies.selection.Criterion;
import org.lamarck.strategies.selection.ModelSearch;
import org.lamarck.worker.petab.select.SelectionProblem;

/** What came of a selection: the search as far as it came, and what is known of its models. */
public final class SelectionOutcome {
  private final SelectionProblem problem;
  private final ModelSearch search;
  private final List<Ranked> models;
  private final Stop stop;
  private final double seconds;

  SelectionOutcome(
      SelectionProblem problem,
      ModelSearch search,
      Calibrations calibrations,
      Stop stop,
      double seconds) {
    this.problem = problem;
    this.search = search;
    models = models(search, calibrations);
    this.stop = stop;
    this.seconds = seconds;
  }

  public SelectionProblem problem() {
    return problem;
  }

  public ModelSearch search() {
    return search;
  }

  /** Whether it ended since the next step would have too many models. */
  public boolean isTooLarge() {
    return search.ending().filter(one -> one == ModelSearch.Ending.TOO_MANY_MODELS).isPresent();
  }

  public Stop stop() {
    return stop;
  }

  public double seconds() {
    return seconds;
  }

  /** A model with what was found for it. */
  record Ranked(Calibrated place, CalibratedModel found) {
    CandidateModel model() {
      return place.model();
    }

    double value() {
      return place.value();
    }
  }

  /**
   * All models that were calibrated, in the order in which they were asked for, those of an
   * iteration that was cut too.
   */
  List<Ranked> models() {
    return models;
  }

  private static List<Ranked> models(ModelSearch search, Calibrations calibrations) {
    List<Ranked> models = new ArrayList<>();
    for (Calibrated one : search.calibrated()) {
      models.add(new Ranked(one, calibrations.of(one.model()).orElseThrow()));
    }
    for (CandidateModel open : search.candidates()) {
      calibrations
          .of(open)
          .ifPresent(
              found ->
                  models.add(
                      new Ranked(
                          new Calibrated(
                              open,
                              calibrations.criterion(open),
                              search.iteration(),
                              search.origin()),
                          found)));
    }
    return List.copyOf(models);
  }

  /** The models, best first; of equal ones the first; those without a value last. */
  List<Ranked> ranked() {
    Criterion criterion = search.settings().criterion();
    List<Ranked> ranked = new ArrayList<>(models);
    Comparator<Ranked> order =
        (a, b) ->
            criterion.isBetter(a.value(), b.value())
                ? -1
                : criterion.isBetter(b.value(), a.value()) ? 1 : 0;
    ranked.sort(order);
    return ranked;
  }

  /** The selected model; nothing where none has a value. */
  Optional<Ranked> best() {
    return ranked().stream().filter(one -> !Double.isNaN(one.value())).findFirst();
  }

  /** How many models were calibrated. */
  public int calibrated() {
    return models.size();
  }

  /** Whether a model was found. */
  public boolean hasModel() {
    return best().isPresent();
  }

  Criterion.Size size(CandidateModel model) {
    return problem.problem(model.problem()).size(model);
  }

  /** The criteria of a model that has a likelihood; the standard's that are of one. */
  Map<Criterion, Double> criteria(Ranked model) {
    Map<Criterion, Double> criteria = new EnumMap<>(Criterion.class);
    if (model.found().failure().isEmpty()) {
      for (Criterion one : List.of(Criterion.NLLH, Criterion.AIC, Criterion.AICC, Criterion.BIC)) {
        criteria.put(one, one.value(model.found().nllh(), size(model.model())));
      }
      criteria.put(search.settings().criterion(), model.value());
    }
    return criteria;
  }

  /**
   * Weights of models, best first: exp(−Δ/2) over their sum, Δ the difference from the best
   * (Burnham and Anderson (2002), eq. 2.9); 0 of those without a value.
   */
  List<Double> weights(List<Ranked> ranked) {
    Criterion criterion = search.settings().criterion();
    double best = ranked.isEmpty() ? Double.NaN : ranked.get(0).value();
    List<Double> parts = new ArrayList<>();
    for (Ranked one : ranked) {
      double excess = criterion.excess(one.value(), best);
      parts.add(Double.isNaN(excess) ? 0.0 : Math.exp(-excess / 2));
    }
    double sum = parts.stream().mapToDouble(Double::doubleValue).sum();
    return parts.stream().map(part -> sum > 0 ? part / sum : 0.0).toList();
  }
}
