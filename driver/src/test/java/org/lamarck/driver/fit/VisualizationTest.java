package org.lamarck.driver.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.driver.record.FitPoint;
import org.lamarck.driver.record.PlannedPlot;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.problem.Reading;

@SuppressWarnings("StringConcatToTextBlock") // so that tabs are seen
class VisualizationTest {
  private static final List<FitPoint> POINTS =
      List.of(point("y", 0), point("y", 1), point("z", 0), point("z", 1));

  @TempDir Path folder;

  private static FitPoint point(String observable, double time) {
    return new FitPoint(observable, "e", time, 1, 1, Noise.NORMAL, 1, 0, new Reading.Exact());
  }

  private List<PlannedPlot> plots(String table) throws IOException {
    Files.writeString(
        folder.resolve("problem.yaml"),
        """
        format_version: 1
        problems:
          - measurement_files: [measurements.tsv]
            visualization_files: [plots.tsv]
        """);
    Files.writeString(
        folder.resolve("measurements.tsv"),
        "observableId\ttime\tmeasurement\tdatasetId\n"
            + "y\t0\t1\tfirst\ny\t1\t1\tsecond\nz\t0\t1\tfirst\nz\t1\t1\tfirst\n");
    Files.writeString(folder.resolve("plots.tsv"), table);
    return Visualization.of(folder.resolve("problem.yaml").toString(), POINTS);
  }

  @Test
  void rowsOfOnePlotAreItsSeries() throws IOException {
    List<PlannedPlot> plots =
        plots(
            "plotId\tplotName\tdatasetId\tyValues\tlegendEntry\txLabel\tyScale\n"
                + "p1\tBoth\tfirst\tz\tZ\tTime [min]\tlog10\n"
                + "p1\tBoth\tsecond\ty\tY\tTime [min]\tlog10\n");
    assertThat(plots)
        .containsExactly(
            new PlannedPlot(
                "Both",
                "Time [min]",
                "",
                true,
                List.of(
                    new PlannedPlot.Series("Z", List.of(2, 3)),
                    new PlannedPlot.Series("Y", List.of(1)))));
  }

  @Test
  void whatIsLeftOutIsEverything() throws IOException {
    assertThat(plots("plotId\np1\n"))
        .containsExactly(
            new PlannedPlot(
                "p1", "", "", false, List.of(new PlannedPlot.Series("data", List.of(0, 1, 2, 3)))));
  }

  @Test
  void plotsOverOtherThingsThanTimeAreLeftToTheReport() throws IOException {
    assertThat(plots("plotId\txValues\tyValues\np1\tdose\ty\n")).isEmpty();
    assertThat(plots("plotId\tdatasetId\np1\tnowhere\n")).isEmpty();
  }

  @Test
  void aProblemWithoutTablesPlansNothing() throws IOException {
    assertThat(Visualization.of("hdfs://there/problem.yaml", POINTS)).isEmpty();
    assertThat(Visualization.of(folder.resolve("none.yaml").toString(), POINTS)).isEmpty();
    Path archive = Files.write(folder.resolve("problem.omex"), new byte[10]);
    assertThat(Visualization.of(archive.toString(), POINTS)).isEmpty();
  }
}
