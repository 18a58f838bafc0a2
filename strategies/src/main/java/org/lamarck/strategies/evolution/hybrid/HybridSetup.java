package org.lamarck.strategies.evolution.hybrid;

import java.io.Serializable;
import java.util.List;
import org.lamarck.strategies.evolution.differential.DifferentialEvolution;
import org.lamarck.strategies.evolution.differential.DifferentialRun;
import org.lamarck.strategies.evolution.multistart.Racing;
import org.lamarck.strategies.evolution.multistart.SuccessiveHalving;
import org.lamarck.strategies.evolution.scatter.Cooperation;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.random.RandomStream;

/** What stays the same throughout a run; {@code random} is only split, never read. */
record HybridSetup(Hybrid settings, SearchSpace space, RandomStream random, List<Vector> guesses)
    implements Serializable {
  double cost(Effort effort) {
    return settings.costs().of(effort, space.free().length);
  }

  Cooperation.Setting islands() {
    return new Cooperation.Setting(
        settings.scatter(), space, random.split("scatter", 0), settings.costs());
  }

  ProbedCma.Setting cma() {
    return new ProbedCma.Setting(
        settings.cma(),
        space,
        random.split("island", 0),
        searches(),
        settings.costs(),
        settings.injection(),
        settings.shapes());
  }

  DifferentialRun.Setting differential() {
    return new DifferentialRun.Setting(
        DifferentialEvolution.DEFAULT, space, random.split("differential", 0));
  }

  /** How local searches outside the race are made. */
  SuccessiveHalving.Rules searches() {
    SuccessiveHalving.Rules rules = settings.starts().rules();
    return new SuccessiveHalving.Rules(rules.search(), rules.slice(), rules.limit(), Racing.NONE);
  }
}
