package org.lamarck.worker.neuron.morphology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.SourceText;

class LayoutTest {
  @Test
  void reconstructionsLieWhereTheyWereMeasured() {
    String swc =
        """
        1 1 5 5 0 4 -1
        2 3 9 5 0 1 1
        3 3 19 5 0 1 2
        4 3 19 25 0 0.5 3
        """;
    Findings findings = new Findings();
    Optional<Morphology> cell =
        Reconstruction.read(new SourceText("c.swc", swc), new Division.Equal(3), 0, findings);
    assertThat(findings.all()).isEmpty();
    List<List<Point>> ends = Layout.of(cell.orElseThrow());
    assertThat(ends.get(0).get(0)).isEqualTo(new Point(1, 5, 0));
    assertThat(ends.get(0).get(3)).isEqualTo(new Point(9, 5, 0));
    assertThat(ends.get(1)) // 10 µm along x and 20 µm along y, in three parts
        .containsExactly(
            new Point(9, 5, 0), new Point(19, 5, 0), new Point(19, 15, 0), new Point(19, 25, 0));
  }

  @Test
  void aFanKeepsLengthsAndJoins() {
    Morphology cell =
        Morphology.of(
            List.of(
                Branch.of(Branch.ROOT, 2, 10, 5),
                Branch.of(0, 3, 20, 1),
                Branch.of(0, 1, 50, 1),
                Branch.of(2, 2, 5, 1)));
    List<List<Point>> ends = Layout.of(cell);
    for (int i = 0; i < 4; i++) {
      List<Compartment> its = cell.branches().get(i).compartments();
      for (int j = 0; j < its.size(); j++) {
        assertThat(ends.get(i).get(j).distance(ends.get(i).get(j + 1)))
            .isCloseTo(its.get(j).length(), within(1e-9));
      }
    }
    assertThat(ends.get(1).get(0)).isEqualTo(ends.get(0).get(2));
    assertThat(ends.get(3).get(0)).isEqualTo(ends.get(2).get(1));
    assertThat(ends.get(1).get(3).distance(ends.get(2).get(1))).isGreaterThan(20); // apart
  }
}
