package org.lamarck.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.evolution.OnePoint;
import org.lamarck.strategies.evolution.Pace;
import org.lamarck.strategies.evolution.Strategy;
import org.lamarck.strategies.evolution.cma.CmaEs;
import org.lamarck.strategies.evolution.hybrid.Hybrid;
import org.lamarck.strategies.evolution.hybrid.Party;
import org.lamarck.strategies.evolution.hybrid.Shares;
import org.lamarck.strategies.evolution.multistart.MultiStart;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Lbfgsb;
import org.lamarck.strategies.local.TrustRegion;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.random.RandomStream;

class StrategiesTest {
  /** One that a user wrote. */
  public static final class Mine implements Strategy {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
      return "mine";
    }

    @Override
    public Generation begin(SearchSpace space, RandomStream random, List<Vector> guesses) {
      return OnePoint.of(space);
    }
  }

  /** One that wants to know more. */
  public static final class Demanding implements Strategy {
    private static final long serialVersionUID = 1L;

    private final String name;

    public Demanding(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Generation begin(SearchSpace space, RandomStream random, List<Vector> guesses) {
      return OnePoint.of(space);
    }
  }

  /** One that cannot be made. */
  public static final class Broken implements Strategy {
    private static final long serialVersionUID = 1L;

    public Broken() {
      throw new IllegalStateException("no licence");
    }

    @Override
    public String name() {
      return "broken";
    }

    @Override
    public Generation begin(SearchSpace space, RandomStream random, List<Vector> guesses) {
      return OnePoint.of(space);
    }
  }

  @Test
  void everyNameIsThatOfAStrategyAndTheDefaultIsFirst() {
    assertThat(Strategies.names()).startsWith(Strategies.DEFAULT).doesNotHaveDuplicates();
    for (String name : Strategies.names()) {
      assertThat(Strategies.named(name).name()).isEqualTo(name);
    }
  }

  @Test
  void localSearchesAndPaceAreTakenWhereThereAreAny() {
    Strategy slow = Strategies.named("multistart", Lbfgsb.DEFAULT, Pace.SLOW);
    assertThat(slow).isEqualTo(MultiStart.of(Lbfgsb.DEFAULT).at(Pace.SLOW));
    assertThat(Strategies.named("cmaes", Lbfgsb.DEFAULT, Pace.SLOW)).isEqualTo(CmaEs.SINGLE);
  }

  @Test
  void aHybridTakesFloorsOfItsParties() {
    Hybrid usual = Hybrid.of(TrustRegion.DEFAULT).at(Pace.MODERATE);
    Shares shares = Shares.DEFAULT.with(Party.SCATTER, 0.3).without(Party.CMA);
    assertThat(
            Strategies.named(
                "hybrid(scatter=0.3, cma=0, runs=basins)", TrustRegion.DEFAULT, Pace.MODERATE))
        .isEqualTo(usual.with(shares).with(Hybrid.Shapes.BASINS));
    assertThat(Strategies.isKnown("hybrid(de=0.1)")).isTrue();
    assertThat(Strategies.named("hybrid()")).isEqualTo(Hybrid.of(TrustRegion.DEFAULT));
  }

  @Test
  void settingsThatAHybridDoesNotHaveAreRefusedByName() {
    Map.of(
            "hybrid(bipop=0.1)",
            "hybrid has no setting \"bipop\"; there are multistart, recombination, scatter, cma,"
                + " de, blocks, runs",
            "hybrid(cma=little)",
            "cma \"little\" is no number",
            "hybrid(runs=square)",
            "runs \"square\" is unknown; write round or basins",
            "hybrid(cma=-1)",
            "weight (0.25) must be from 0 to 1 and floor (-1.0) from 0 to less than 1",
            "scatter(cma=0)",
            "\"scatter(cma=0)\" cannot be read; settings are those of adam, such as adam(rate=0.01,"
                + " steps=2000), and of hybrid, such as hybrid(cma=0)")
        .forEach(
            (name, message) ->
                assertThatThrownBy(() -> Strategies.named(name))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(message));
    assertThatThrownBy(() -> Strategies.named("hybrid(scatter=0.9)"))
        .hasMessageContaining("a sum of more than 0 and at most 1");
  }

  @Test
  void aNameWithDotsIsThatOfAClass() {
    assertThat(Strategies.named(Mine.class.getName())).isInstanceOf(Mine.class);
  }

  @Test
  void aClassThatIsNoneIsRefusedWithTheReason() {
    assertThatThrownBy(() -> Strategies.named("org.me.Missing"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no class org.me.Missing on the class path to search with");
    assertThatThrownBy(() -> Strategies.named("java.lang.String"))
        .hasMessage("java.lang.String does not implement " + Strategy.class.getName());
    assertThatThrownBy(() -> Strategies.named(Demanding.class.getName()))
        .hasMessage(Demanding.class.getName() + " needs a public constructor without arguments");
    assertThatThrownBy(() -> Strategies.named(Broken.class.getName()))
        .hasMessage(
            "the constructor of %s fails: java.lang.IllegalStateException: no licence"
                .formatted(Broken.class.getName()));
  }
}
