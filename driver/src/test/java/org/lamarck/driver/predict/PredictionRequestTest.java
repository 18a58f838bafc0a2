package org.lamarck.driver.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.driver.config.ConfigException;

class PredictionRequestTest {
  private static PredictionRequest at(String times) {
    return new PredictionRequest(List.of(), null, List.of(), Map.of(), times, 0.95, 10);
  }

  @Test
  void theMeasuredRangeIsTakenInAHundredSteps() throws Exception {
    PredictionRequest request =
        new PredictionRequest(List.of(), null, List.of(), Map.of(), null, 0.95, 10);
    double[] times = request.checked().times("e", -1, 3);
    assertThat(times).hasSize(101).startsWith(-1).endsWith(3);
    assertThat(times[50]).isEqualTo(1);
    assertThat(request.times("e", 0, 0)).isEmpty(); // a steady state alone has no range
  }

  @Test
  void aRangeHasBothItsEndsAndOneTimeMoreThanSteps() throws Exception {
    assertThat(at("0:1:4").times("e", 0, 9)).containsExactly(0, 0.25, 0.5, 0.75, 1);
    assertThat(at("2, 3.5,1e2").times("e", 0, 9)).containsExactly(2, 3.5, 100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1:0:5", "0:1:0", "0:1:2.5", "0:1", "", "a", "3,3", "0,inf", "0:nan:3"})
  void otherTimesAreRefusedInOneLine(String times) {
    assertThatThrownBy(() -> at(times).checked())
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("--times: error: ");
  }

  @Test
  void timesBeforeAnExperimentBeginsAreRefused() {
    assertThatThrownBy(() -> at("-2,5").times("early", -1, 9))
        .hasMessageContaining("-2.0 is before -1.0, when early begins");
  }

  @Test
  void allFaultsAreToldTogether() {
    assertThatThrownBy(
            () ->
                new PredictionRequest(List.of(), "prior", List.of(), Map.of(), null, 1.5, 0)
                    .checked())
        .hasMessageContaining("--from")
        .hasMessageContaining("--level")
        .hasMessageContaining("--members");
  }
}
