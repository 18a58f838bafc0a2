package org.lamarck.driver.fit;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.config.FitSettings;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.ProposalRunner;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.problem.InputException;

/**
 * One search in one thread for a value that is known, to find out what it costs to come near it.
 * Calls are counted in the order of asking, so the counts are the same on every machine.
 */
public final class SearchTrial {
  /** How near: 95 % of χ² of one degree of freedom, halved; then what nobody could tell apart. */
  private static final List<Double> NEAR = List.of(1.92, 0.1, 0.01);

  /** What a call with derivatives counts, in calls for the value. */
  private static final double GRADIENT = 5;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final FitSettings settings;
  private final double known;
  private final long begin = THREADS.getCurrentThreadCpuTime();
  private final List<Map<String, Object>> reached = new ArrayList<>();
  private final List<Map<String, Object>> course = new ArrayList<>();
  private double told = Double.NEGATIVE_INFINITY;
  private double lowest = Double.POSITIVE_INFINITY;
  private long values;
  private long gradients;
  private long failures;

  private SearchTrial(FitSettings settings, double known) {
    this.settings = settings;
    this.known = known;
  }

  /**
   * Searches until the value is reached to the last digit that counts, the strategy has nothing
   * left to try, or the budget's time is over, which here is CPU time.
   *
   * @param known the best value that is known of what is minimised
   * @return what {@code bench --search --json} prints
   */
  public static Map<String, Object> run(String place, FitSettings settings, double known)
      throws IOException, InputException, ConfigException {
    SearchTrial trial = new SearchTrial(settings, known);
    SourceRun problem = Fitting.compile(place, settings);
    return trial.search(problem);
  }

  private Map<String, Object> search(SourceRun problem) throws ConfigException {
    final double compiled = seconds();
    double limit = settings.budget().time().toNanos() * 1e-9;
    Generation generation =
        Fitting.strategy(settings, problem)
            .begin(problem.space(), RandomStream.of(settings.seed()), List.of());
    Objective counting = new Counting(problem.objective(), true);
    OptionalDouble confident = OptionalDouble.empty();
    while (!generation.finished() && !isOver(limit)) {
      List<Individual> individuals = new ArrayList<>();
      for (Proposal proposal : generation.ask()) {
        individuals.add(ProposalRunner.run(proposal, counting, problem.space()));
        if (isOver(limit)) {
          break;
        }
      }
      if (individuals.size() == generation.ask().size()) {
        generation = generation.tell(individuals);
      }
      if (confident.isEmpty()
          && generation.chanceOfBetter() <= 1 - settings.budget().confidence()) {
        confident = OptionalDouble.of(seconds());
      }
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("problem", problem.place());
    result.put("strategy", settings.strategy());
    result.put("seed", settings.seed());
    result.put("known", known);
    result.put("end", Double.isInfinite(lowest) ? OptionalDouble.empty() : lowest);
    result.put("reached", reached);
    result.put("course", course);
    result.put("confidentSeconds", confident);
    result.put("compileSeconds", compiled);
    result.put("seconds", seconds());
    result.put("gradients", gradients);
    result.put("evaluations", values);
    result.put("failures", failures);
    return result;
  }

  private boolean isOver(double limit) {
    return reached.size() == NEAR.size() || seconds() >= limit;
  }

  private double seconds() {
    return (THREADS.getCurrentThreadCpuTime() - begin) * 1e-9;
  }

  /** Counts all calls; what coarse ones find is not reached yet. */
  private final class Counting implements Objective {
    private final Objective objective;
    private final boolean isExact;

    Counting(Objective objective, boolean isExact) {
      this.objective = objective;
      this.isExact = isExact;
    }

    @Override
    public Evaluation evaluate(Vector x, Derivatives derivatives) {
      return counted(objective.evaluate(x, derivatives), derivatives, isExact);
    }

    @Override
    public Objective coarse() {
      Objective rough = objective.coarse();
      return rough == objective ? this : new Counting(rough, false);
    }

    @Override
    public Objective withoutRows() {
      return new Counting(objective.withoutRows(), isExact);
    }
  }

  /** Keeps where the search stands, once a second at most. */
  private void follow() {
    double now = seconds();
    if (now - told >= 1) {
      told = now;
      Map<String, Object> mark = new LinkedHashMap<>();
      mark.put("seconds", now);
      mark.put("gradientEquivalents", gradients + values / GRADIENT);
      mark.put("value", lowest);
      course.add(mark);
    }
  }

  private Evaluation counted(Evaluation evaluation, Derivatives derivatives, boolean isExact) {
    if (derivatives == Derivatives.NONE) {
      values++;
    } else {
      gradients++;
    }
    if (evaluation instanceof Evaluation.Failed) {
      failures++;
    }
    if (isExact && evaluation instanceof Evaluation.Finite finite) {
      if (finite.value() < lowest) {
        lowest = finite.value();
        follow();
      }
      while (reached.size() < NEAR.size() && lowest <= known + NEAR.get(reached.size())) {
        Map<String, Object> mark = new LinkedHashMap<>();
        mark.put("within", NEAR.get(reached.size()));
        mark.put("seconds", seconds());
        mark.put("gradientEquivalents", gradients + values / GRADIENT);
        reached.add(mark);
      }
    }
    return evaluation;
  }
}
