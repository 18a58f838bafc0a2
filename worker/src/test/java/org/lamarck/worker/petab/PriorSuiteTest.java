package org.lamarck.worker.petab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Prior;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Priors of the PEtab suite's cases, 0024 truncated at the bounds and 0025 not. */
final class PriorSuiteTest {
  private static Path suite(String number) {
    return PublicProblems.folder("petab-suite/v2.0.0/sbml").resolve(number);
  }

  private static Map<?, ?> logPriors(String number) throws IOException {
    String text = Files.readString(suite(number).resolve("_" + number + "_solution.yaml"));
    Map<?, ?> solution = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
    return (Map<?, ?>) Objects.requireNonNull(solution.get("log_prior"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0024", "0025"})
  void logDensitiesAreTheSuites(String number) throws IOException, InputException {
    Map<?, ?> expected = logPriors(number);
    int compared = 0;
    for (Parameter parameter :
        ProblemReader.read(suite(number).resolve("_" + number + ".yaml")).estimated()) {
      Prior prior = Objects.requireNonNull(parameter.prior(), parameter.id());
      double reference =
          ((Number) Objects.requireNonNull(expected.get(parameter.id()))).doubleValue();
      // the suite's own tolerance; its references have 14 decimals
      assertThat(prior.logDensity(parameter.nominal(), parameter.scale()))
          .as(parameter.id())
          .isCloseTo(reference, within(1e-14));
      compared++;
    }
    assertThat(compared).isEqualTo(12).isEqualTo(expected.size());
  }

  @ParameterizedTest
  @EnumSource(ScaleChoice.class)
  void startsStayWithinTheBounds(ScaleChoice scales) throws InputException {
    for (Parameter parameter :
        ProblemReader.read(suite("0024").resolve("_0024.yaml"), scales).estimated()) {
      for (double u : new double[] {1e-12, 0.1, 0.5, 0.9, 1 - 1e-12}) {
        double start =
            parameter.scale().toLinear(parameter.initialization().quantile(u, parameter.scale()));
        assertThat(start).as(parameter.id()).isBetween(parameter.lower(), parameter.upper());
      }
    }
  }

  @Test
  void aProblemWithoutPriorsHasNone() throws InputException {
    assertThat(ProblemReader.read(suite("0001").resolve("_0001.yaml")).parameters())
        .allSatisfy(parameter -> assertThat(parameter.prior()).isNull());
  }
}
