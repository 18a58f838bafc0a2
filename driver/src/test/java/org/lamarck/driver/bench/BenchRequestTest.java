package org.lamarck.driver.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.worker.objective.GradientMethod;
import org.lamarck.worker.tolerance.Tolerances;
import org.lamarck.worker.tolerance.Tolerances.Stepping;

class BenchRequestTest {
  private static final Tolerances FALLBACK =
      Tolerances.of(1e-7, 1e-11).withStepping(Stepping.RODAS5P);

  private static BenchRequest parse(String line) throws ConfigException {
    return BenchRequest.parse(line, FALLBACK);
  }

  @Test
  void allKeysMayBeLeftOut() throws Exception {
    BenchRequest request = parse("{}");
    assertThat(request.open()).isEmpty();
    assertThat(request.point()).isEmpty();
    assertThat(request.method()).isEqualTo(BenchRequest.Method.AUTO);
    assertThat(request.tolerances()).isEqualTo(FALLBACK);
    assertThat(request.repeat()).isEqualTo(1);
    assertThat(request.seconds()).isEqualTo(60);
    assertThat(request.warmUp()).isZero();
    assertThat(request.held()).isFalse();
    assertThat(request.arrays()).isFalse();
  }

  @Test
  void everyKeyIsRead() throws Exception {
    BenchRequest request =
        parse(
            "{\"open\": \"p.yaml\", \"point\": {\"a\": 1, \"b\": -2.5e-3}, \"method\": \"adjoint\","
                + " \"rtol\": 1e-5, \"atol\": 1e-9, \"warmUp\": 0.5, \"repeat\": 20, \"seconds\": 3,"
                + " \"held\": true, \"arrays\": true}");
    assertThat(request.open()).isEqualTo("p.yaml");
    assertThat(request.point()).isEqualTo(Map.of("a", 1.0, "b", -2.5e-3));
    assertThat(request.tolerances())
        .isEqualTo(Tolerances.of(1e-5, 1e-9).withStepping(Stepping.RODAS5P));
    assertThat(request.repeat()).isEqualTo(20);
    assertThat(request.warmUp()).isEqualTo(0.5);
    assertThat(request.held()).isTrue();
    assertThat(request.arrays()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "value, NONE, FORWARD",
    "forward, GRADIENT, FORWARD",
    "adjoint, GRADIENT, ADJOINT",
    "auto, GRADIENT, AUTO",
    "residuals, RESIDUALS, FORWARD"
  })
  void aMethodSaysWhatIsComputedAndHow(String word, Derivatives derivatives, GradientMethod method)
      throws Exception {
    BenchRequest request = parse("{\"method\": \"" + word + "\"}");
    assertThat(request.method().derivatives()).isEqualTo(derivatives);
    assertThat(request.settings().method()).isEqualTo(method);
  }

  @Test
  void aRelativeToleranceAloneKeepsTheAbsoluteOneOfTheCommand() throws Exception {
    assertThat(parse("{\"rtol\": 1e-4}").tolerances().absolute().get(0)).isEqualTo(1e-11);
    BenchRequest scaled = BenchRequest.parse("{\"rtol\": 1e-4}", Tolerances.defaults());
    assertThat(scaled.tolerances().relative()).isEqualTo(1e-4);
    assertThat(scaled.tolerances().floor()).isEqualTo(Tolerances.defaults().floor());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{\"colour\": 1} | there is no key \"colour\"; choose of arrays, atol, held, method, open",
        "{\"method\": \"magic\"} | there is no method \"magic\"; choose of value, forward, adjoint",
        "{\"rtol\": \"small\"} | rtol (small) must be a number",
        "{\"rtol\": null} | rtol (null) must be a number",
        "{\"repeat\": true} | repeat (true) must be a number",
        "{\"point\": {\"a\": \"b\"}} | a (b) must be a number",
        "{\"point\": [1, 2]} | point ([1, 2]) must be an object",
        "{\"point\": 5} | point (5) must be an object",
        "{\"held\": \"yes\"} | held (yes) must be true or false",
        "{\"arrays\": 1} | arrays (1) must be true or false",
        "{\"open\": null} | open (null) must be a text",
        "{\"open\": 5} | open (5) must be a text",
        "[1] | a request must be a JSON object",
        "5 | a request must be a JSON object",
        "{ | this is no JSON"
      })
  void whatCannotBeMeantIsRefusedInALine(String line, String fault) {
    assertThatThrownBy(() -> parse(line))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(fault)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  @Test
  void anEmptyLineIsNoRequest() {
    assertThatThrownBy(() -> parse("")).isInstanceOf(ConfigException.class);
  }
}
