package org.lamarck.strategies.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.Work;

class SearchHistoryTest {
  private static Proposal proposal(long id, String origin) {
    return new Proposal(id, origin, List.of(Vector.of((double) id)), Work.VALUE);
  }

  private static Individual worth(long id, String origin, double value) {
    return Made.of(proposal(id, origin), Made.end(value, Vector.of((double) id)));
  }

  @Test
  void countsGenerationsIdsAndArms() {
    SearchHistory history =
        SearchHistory.EMPTY
            .after(3, List.of(worth(0, "a", 5), worth(1, "b", 3), worth(2, "a", 4)))
            .after(1, List.of(worth(3, "c", 9)));
    assertThat(history.number()).isEqualTo(2);
    assertThat(history.nextId()).isEqualTo(4);
    assertThat(history.winner().orElseThrow().id()).isEqualTo(1);
    assertThat(history.arms()).extracting(Arm::name).containsExactly("a", "b", "c");
    assertThat(history.arms()).extracting(Arm::individuals).containsExactly(2L, 1L, 1L);
    assertThat(history.arms()).extracting(Arm::best).containsExactly(4.0, 3.0, 9.0);
    assertThat(history.arms().get(0).effort().evaluations()).isEqualTo(2);
  }

  @Test
  void whoFailsIsCountedButNeverWins() {
    Individual failed = Made.failed(proposal(0, "a"));
    SearchHistory history = SearchHistory.EMPTY.after(1, List.of(failed));
    assertThat(history.winner()).isEmpty();
    assertThat(history.arms().get(0).best()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(history.arms().get(0).effort().failures()).isEqualTo(1);
    assertThat(history.after(1, List.of(worth(1, "a", 1e300))).winner()).isPresent();
  }

  @Test
  void ofEqualOnesTheFirstWins() {
    SearchHistory history =
        SearchHistory.EMPTY.after(2, List.of(worth(0, "a", 5), worth(1, "a", 5)));
    assertThat(history.winner().orElseThrow().id()).isZero();
  }

  @Test
  void whoWasNotAskedForIsRefused() {
    List<Individual> one = List.of(worth(0, "a", 5));
    assertThatThrownBy(() -> SearchHistory.EMPTY.after(2, one))
        .hasMessage("2 proposals were asked for, 1 individuals are told");
    List<Individual> later = List.of(worth(7, "a", 5));
    assertThatThrownBy(() -> SearchHistory.EMPTY.after(1, later))
        .hasMessage("individual 7 stands where 0 was asked for");
    List<Individual> turned = new ArrayList<>(List.of(worth(1, "a", 5), worth(0, "a", 5)));
    assertThatThrownBy(() -> SearchHistory.EMPTY.after(2, turned))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anArmIsOneLineOfATrace() {
    SearchHistory history = SearchHistory.EMPTY.after(1, List.of(worth(0, "cma-large", 2.5)));
    assertThat(history.arms().get(0).summary())
        .isEqualTo("cma-large: 1 individuals, 1 evaluations, 1 gradients, 0 failures, best 2.5");
  }

  @Test
  void aSpaceThatCanMoveIsNotOnePoint() {
    assertThatThrownBy(() -> OnePoint.of(Landscape.box(2, 0, 1)))
        .hasMessage("x0 can move; this is for spaces of one point");
    OnePoint point = OnePoint.of(Landscape.box(2, 1, 1));
    Generation after = point.tell(Made.ended(point.ask(), 3));
    assertThat(after.ending()).contains(Ending.NOTHING_TO_SEARCH);
    assertThat(after.report()).isInstanceOf(Report.Fitted.class);
    assertThat(after.archive().basins().get(0).value()).isEqualTo(3);
    assertThatThrownBy(() -> after.tell(List.of(worth(1, "a", 2))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
