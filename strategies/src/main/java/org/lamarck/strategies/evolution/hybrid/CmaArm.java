package org.lamarck.strategies.evolution.hybrid;

import java.util.List;
import org.lamarck.strategies.evolution.cma.Bipop;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;

/** CMA-ES as a party. */
record CmaArm(ProbedCma probed) implements SideArm {
  static CmaArm begin(HybridSetup setup, BasinArchive archive) {
    int lambda = setup.settings().cma().lambdaFor(setup.space().free().length);
    return new CmaArm(ProbedCma.begin(setup.cma(), Bipop.of(lambda), archive));
  }

  @Override
  public Party party() {
    return Party.CMA;
  }

  @Override
  public List<Proposal> ask(long firstId, HybridSetup setup) {
    return probed.ask(firstId, setup.cma());
  }

  @Override
  public int asked(HybridSetup setup) {
    return probed.asked();
  }

  @Override
  public Outcome tell(
      List<Individual> lived, BasinArchive archive, HybridSetup setup, Knowledge knowledge) {
    ProbedCma.Outcome outcome = probed.tell(lived, archive, setup.cma(), knowledge);
    return new Outcome(new CmaArm(outcome.probed()), outcome.ended());
  }
}
