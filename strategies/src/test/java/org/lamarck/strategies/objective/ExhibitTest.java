package org.lamarck.strategies.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Matrix;

class ExhibitTest {
  @Test
  void rowsAreCommaSeparatedAndWhatIsNoNumberIsLeftOut() {
    Exhibit exhibit =
        new Exhibit(
            "swing",
            "Swing",
            List.of("time", "angle"),
            Matrix.of(2, 2, new double[] {0, 1.5, 1, Double.NaN}));
    assertThat(exhibit.csv()).isEqualTo("time,angle\n0.0,1.5\n1.0,\n");
  }

  @Test
  void namesAreThoseOfFilesAndColumnsHaveOneEach() {
    Matrix values = Matrix.of(1, 2, new double[2]);
    assertThatThrownBy(() -> new Exhibit("../up", "", List.of("a", "b"), values))
        .hasMessageContaining("must consist of letters");
    assertThatThrownBy(() -> new Exhibit("one", "", List.of("a"), values))
        .hasMessageContaining("1 names for 2 columns of one");
  }
}
