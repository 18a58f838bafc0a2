package org.lamarck.driver.fit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.lamarck.driver.config.FitSettings;
import org.lamarck.driver.config.Key;
import org.lamarck.driver.config.SettingsReader;

class SearchTrialTest {
  private static final String BOEHM = "../examples/boehm/boehm.yaml";

  /** Grein et al. (2026). */
  private static final double BEST = 138.22197;

  private static Map<String, Object> search(String timeLimit, double known) throws Exception {
    Map<Key, String> given = Map.of(Key.SEED, "4", Key.TIME_LIMIT, timeLimit);
    FitSettings settings = SettingsReader.read(given, Optional.empty(), new Properties());
    return SearchTrial.run(BOEHM, settings, known);
  }

  private static List<Double> marks(Map<String, Object> result, String key) {
    List<Double> marks = new ArrayList<>();
    for (Object mark : (List<?>) requireNonNull(result.get("reached"))) {
      marks.add((Double) requireNonNull(((Map<?, ?>) mark).get(key)));
    }
    return marks;
  }

  @Test
  void tellsWhatItTookToComeNearAndCountsAlikeEachTime() throws Exception {
    Map<String, Object> result = search("10m", BEST);
    assertThat((Double) result.get("end")).isBetween(BEST - 1e-4, BEST + 0.01);
    assertThat(marks(result, "within")).containsExactly(1.92, 0.1, 0.01);
    List<Double> gradients = marks(result, "gradientEquivalents");
    assertThat(gradients).isSorted();
    assertThat(marks(search("10m", BEST), "gradientEquivalents")).isEqualTo(gradients);
  }

  @Test
  void endsWhenItsTimeIsOver() throws Exception {
    Map<String, Object> result = search("1s", BEST - 100);
    assertThat(marks(result, "within")).isEmpty();
    // one slice of ten iterations, of a millisecond each, is the longest between looks at the clock
    assertThat((Double) result.get("seconds")).isBetween(1.0, 3.0);
  }
}
