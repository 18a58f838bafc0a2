package org.lamarck.driver.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.tolerance.Tolerances;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class BenchServerTest {
  private static final String BOEHM = "../examples/boehm/boehm.yaml";
  private static final String CALCIUM = "../examples/calcium/calcium.yaml";

  /** The lines that answer, the one about the problem first. */
  private static List<Map<?, ?>> serve(String problem, String... requests) throws Exception {
    return serve(Tolerances.defaults(), problem, requests);
  }

  private static List<Map<?, ?>> serve(Tolerances fallback, String problem, String... requests)
      throws Exception {
    StringWriter out = new StringWriter();
    byte[] lines = String.join("\n", requests).getBytes(StandardCharsets.UTF_8);
    new BenchServer(new ByteArrayInputStream(lines), new PrintWriter(out), fallback).serve(problem);
    return out.toString().lines().<Map<?, ?>>map(BenchServerTest::json).toList();
  }

  private static Map<?, ?> json(String line) {
    return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(line);
  }

  private static Object get(Map<?, ?> answer, String key) {
    return Objects.requireNonNull(answer.get(key), key);
  }

  private static double number(@Nullable Object value) {
    return ((Number) Objects.requireNonNull(value)).doubleValue();
  }

  private static double entry(Map<?, ?> answer, String parameter) {
    return number(((Map<?, ?>) get(answer, "gradient")).get(parameter));
  }

  @Test
  void theFirstLineTellsOfTheProblem() throws Exception {
    Map<?, ?> heading = serve(BOEHM).get(0);
    assertThat(get(heading, "states")).isEqualTo(8);
    assertThat(get(heading, "conditions")).isEqualTo(1);
    assertThat(get(heading, "measurements")).isEqualTo(48);
    assertThat((Map<?, ?>) get(heading, "nominal")).hasSize(9);
    assertThat(number(get(heading, "firstGradientMillis"))).isPositive();
  }

  @Test
  void eachRequestIsMeasuredAsOftenAsAsked() throws Exception {
    List<Map<?, ?>> answers =
        serve(BOEHM, "{\"method\": \"value\", \"repeat\": 3}", "{\"repeat\": 5, \"seconds\": 0}");
    assertThat((List<?>) get(answers.get(1), "cpuMillis")).hasSize(3);
    assertThat(answers.get(1).get("gradient")).isNull();
    assertThat((List<?>) get(answers.get(2), "cpuMillis"))
        .as("no call begins after the time")
        .hasSize(1);
    assertThat(number(get(answers.get(2), "allocatedBytes"))).isPositive();
  }

  @Test
  void heldBytesGrowWithTheStepsOfTheAdjoint() throws Exception {
    String request = "{\"method\": \"adjoint\", \"held\": true, \"rtol\": ";
    List<Map<?, ?>> answers = serve(BOEHM, request + "1e-6}", request + "1e-12}");
    // 8 states: each of the more than 900 steps more is kept by at least state and one stage
    double more =
        number(get(answers.get(2), "heldBytes")) - number(get(answers.get(1), "heldBytes"));
    assertThat(more).isGreaterThan(900 * 2 * 8 * 8);
  }

  @Test
  void requestsWithoutTolerancesHaveThoseOfTheCommand() throws Exception {
    List<Map<?, ?>> loose = serve(Tolerances.of(1e-5, 1e-9), BOEHM, "{}", "{\"rtol\": 1e-8}");
    List<Map<?, ?>> given = serve(BOEHM, "{\"rtol\": 1e-5, \"atol\": 1e-9}");
    assertThat(get(loose.get(1), "steps")).isEqualTo(get(given.get(1), "steps"));
    assertThat(number(get(loose.get(2), "steps")))
        .isGreaterThan(number(get(loose.get(1), "steps")));
  }

  @Test
  void forwardAndAdjointAgree() throws Exception {
    List<Map<?, ?>> answers =
        serve(BOEHM, "{\"method\": \"forward\"}", "{\"method\": \"adjoint\", \"rtol\": 1e-8}");
    // both differentiate the same steps: rounding of terms of size 1e2
    assertThat(entry(answers.get(1), "k_phos"))
        .isCloseTo(entry(answers.get(2), "k_phos"), within(1e-9));
    assertThat(get(answers.get(1), "llh")).isEqualTo(get(answers.get(2), "llh"));
    assertThat(get(answers.get(1), "method")).isEqualTo("forward");
    assertThat(get(answers.get(2), "method")).isEqualTo("adjoint");
  }

  @Test
  void thePointIsOnTheParametersScale() throws Exception {
    String moved = "{\"point\": {\"sd_pSTAT5A_rel\": 0.6857552706}}"; // 0.1 above nominal
    List<Map<?, ?>> answers = serve(BOEHM, "{}", moved);
    double slope =
        0.5 * (entry(answers.get(1), "sd_pSTAT5A_rel") + entry(answers.get(2), "sd_pSTAT5A_rel"));
    double change = number(get(answers.get(2), "llh")) - number(get(answers.get(1), "llh"));
    // the trapezoidal rule errs by h³/12 · f‴, f‴ = (2 ln 10)³ Σ r²/2σ² ≈ 98 · 8 at the optimum
    assertThat(change).isCloseTo(0.1 * slope, within(0.1));
  }

  @Test
  void anotherProblemCanBeOpened() throws Exception {
    List<Map<?, ?>> answers =
        serve(
            BOEHM,
            "{\"open\": \"" + CALCIUM + "\"}",
            "{\"method\": \"residuals\", \"rtol\": 1e-6, \"arrays\": true}");
    assertThat(get(answers.get(1), "states")).isEqualTo(5);
    // README of the example; 1e-6 of relative tolerance leaves more digits than this
    assertThat(number(get(answers.get(2), "loss"))).isCloseTo(7647.757, within(0.05));
    assertThat((List<?>) get(answers.get(2), "residuals")).hasSize(500);
    List<?> jacobian = (List<?>) get(answers.get(2), "jacobian");
    assertThat(jacobian).hasSize(500);
    assertThat((List<?>) jacobian.get(499)).hasSize(26);
  }

  @Test
  void aRequestThatCannotBeFollowedIsAnsweredByTheReason() throws Exception {
    List<Map<?, ?>> answers =
        serve(
            BOEHM,
            "{\"rtol\": \"small\"}",
            "{\"rtol\": 2}",
            "{\"method\": \"magic\"}",
            "{\"colour\": 1}",
            "{\"point\": {\"nothing\": 1}}",
            "[1]",
            "{",
            "{\"open\": \"nowhere.yaml\"}",
            "{\"repeat\": 1}");
    assertThat(answers).hasSize(10);
    List<String> reasons =
        List.of("rtol", "relative tolerance (2.0)", "magic", "colour", "point", "object", "JSON");
    for (int i = 0; i < reasons.size(); i++) {
      assertThat((String) get(answers.get(i + 1), "error")).contains(reasons.get(i));
    }
    assertThat((String) get(answers.get(8), "error")).contains("nowhere.yaml");
    assertThat(answers.get(9).get("error")).as("it goes on").isNull();
  }

  @Test
  void aProblemThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> serve("nowhere.yaml")).isInstanceOf(InputException.class);
  }
}
