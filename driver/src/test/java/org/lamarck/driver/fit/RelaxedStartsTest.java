package org.lamarck.driver.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.config.EngineChoice;
import org.lamarck.driver.config.FitSettings;
import org.lamarck.driver.run.StartPoints;

class RelaxedStartsTest {
  private static final String OSCILLATOR =
      """
      format: lamarck
      equations:
        x: {initial: 1, rate: v}
        v: {initial: 0, rate: -w^2 * x}
      constants: {w: 1.7}
      parameters: p.tsv
      """;

  private static final String MISFIT =
      "loss: {norm: mean squares, of: x, target: cos(time), times: {start: 0, end: 40, steps: 80}}";

  @TempDir Path folder;

  private SourceRun problem(String loss) throws Exception {
    Files.writeString(
        folder.resolve("p.tsv"),
        """
        parameterId\tparameterScale\tlowerBound\tupperBound\tnominalValue\testimate
        w\tlin\t0.2\t5\t1.7\t1
        """);
    Path file = folder.resolve("own.yaml");
    Files.writeString(file, OSCILLATOR + loss + "\n");
    return Fitting.compile(file.toString(), FitSettings.usual(new EngineChoice.Threads(1)));
  }

  /** Of four random frequencies between 0.2 and 5, whose own valleys are a tenth as wide. */
  @ParameterizedTest
  @EnumSource
  void somePointIsInTheRightValley(RelaxedStarts.Kind kind) throws Exception {
    StartPoints points = problem(MISFIT).relaxedStarts(kind, 1);
    assertThat(points.points())
        .anySatisfy(point -> assertThat(point.get(0)).isCloseTo(1, within(0.01)));
    assertThat(points.source()).startsWith(kind.word() + ": ").contains("with derivatives");
  }

  @Test
  void theSameSeedFindsTheSamePoints() throws Exception {
    StartPoints one = problem(MISFIT).relaxedStarts(RelaxedStarts.Kind.SHOOTING, 2);
    StartPoints other = problem(MISFIT).relaxedStarts(RelaxedStarts.Kind.SHOOTING, 2);
    assertThat(one).isEqualTo(other);
  }

  @Test
  void whatCannotBeTakenApartIsRefusedByName() throws Exception {
    SourceRun period =
        problem("loss: {feature: period, of: x, times: {start: 0, end: 40, steps: 80}}");
    assertThatThrownBy(() -> period.relaxedStarts(RelaxedStarts.Kind.SHOOTING, 1))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("--start shooting")
        .hasMessageContaining("features of whole curves");
  }
}
