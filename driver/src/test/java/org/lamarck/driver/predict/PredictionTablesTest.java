package org.lamarck.driver.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.driver.checkpoint.Store;
import org.lamarck.driver.checkpoint.Stores;
import org.lamarck.driver.record.Prediction;
import org.lamarck.driver.record.Prediction.Band;
import org.lamarck.driver.record.Prediction.Check;
import org.lamarck.strategies.linalg.Vector;

class PredictionTablesTest {
  private static final Band BAND =
      new Band(
          "A & B",
          "cold",
          Vector.of(0, 1.5),
          Vector.of(1, 2),
          Vector.of(1.5, 2.5),
          Vector.of(2, 4),
          Vector.of(1.25, 2.75),
          Vector.of(0.5, 0.25));

  private static final Prediction TWO_OF_THREE =
      new Prediction(
          "draws",
          0.9,
          40,
          2,
          List.of(BAND),
          List.of(
              new Check("A & B", "cold", 0, 1.2, 0.5, 1.5, 2.5, 0.3),
              new Check("A & B", "cold", 1.5, 9, 1, 2.5, 4, 1),
              new Check("other", "cold", Double.POSITIVE_INFINITY, 2, 1, 2, 3, 0.5)));

  @TempDir Path folder;

  @Test
  void bandsHaveARowForEachTime() {
    assertThat(PredictionTables.bands(TWO_OF_THREE).lines())
        .containsExactly(
            "quantity\texperimentId\ttime\tlow\tmedian\thigh\tmean\tsd",
            "A & B\tcold\t0.0\t1.0\t1.5\t2.0\t1.25\t0.5",
            "A & B\tcold\t1.5\t2.0\t2.5\t4.0\t2.75\t0.25");
  }

  @Test
  void checksHaveARowForEachMeasurement() {
    assertThat(PredictionTables.checks(TWO_OF_THREE).lines())
        .hasSize(4)
        .contains("other\tcold\tinf\t2.0\t1.0\t2.0\t3.0\t0.5");
  }

  @Test
  void theCoverageIsThePartOfMeasurementsInside() {
    assertThat(TWO_OF_THREE.coverage()).isEqualTo(2.0 / 3);
    Map<String, Object> json = PredictionTables.json(TWO_OF_THREE);
    assertThat(json)
        .containsEntry("members", 40)
        .containsEntry("failed", 2)
        .containsEntry("coverage", 2.0 / 3);
    assertThat(PredictionTables.lines(TWO_OF_THREE))
        .containsExactly(
            "ensemble     40 of draws, and 2 that could not be simulated",
            "bands        1 of 90 % of the draws at each time",
            "checks       66.7 % of 3 measurements lie where 90 % of repeated ones would");
  }

  @Test
  void thePageHasABandOverItsDataAndSteadyStatesAreNotOnItsAxis() throws Exception {
    Store store = Stores.at(folder.toString());
    PredictionTables.write("cells", TWO_OF_THREE, store);
    assertThat(store.list()).containsExactly("checks.tsv", "predictions.html", "predictions.tsv");
    String page = new String(store.read("predictions.html"), StandardCharsets.UTF_8);
    assertThat(page).contains("cells: predictions", "A &amp; B", "class=\"band\"", "66.7 %");
    assertThat(PredictionPage.plot(BAND, List.of()).split("<circle", -1)).hasSize(1);
  }

  @Test
  void ofWhatIsNoSampleTheBandIsBetweenTheEnds() {
    Prediction basins = new Prediction("basins", 0.95, 3, 0, List.of(BAND), List.of());
    assertThat(PredictionTables.meaning(basins)).contains("the least and the greatest", "95 %");
    assertThat(PredictionTables.json(basins)).doesNotContainKey("coverage");
    assertThat(basins.coverage()).isNaN();
  }
}
