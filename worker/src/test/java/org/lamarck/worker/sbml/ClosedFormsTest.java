package org.lamarck.worker.sbml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.lamarck.worker.expression.Evaluator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.FormulaException;
import org.lamarck.worker.expression.FormulaParser;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.task.Simulator;
import org.lamarck.worker.tolerance.Tolerances;

/**
 * Small documents for what public reports of simulators are about, beside the closed forms of their
 * solutions. In the resource each has a title with the last time, lines {@code id = formula of
 * time}, or {@code ! words of the refusal}, and its text.
 */
class ClosedFormsTest {
  private static final int ROWS = 4;

  private record Document(String title, double end, Map<String, String> forms, String text) {
    static Document of(String block) {
      String[] lines = block.split("\n", -1);
      int until = lines[0].lastIndexOf(" until ");
      Map<String, String> forms = new LinkedHashMap<>();
      int line = 1;
      for (; !lines[line].startsWith("<"); line++) {
        String[] sides = lines[line].split(" ?[=!] ", 2);
        forms.put(sides[0], sides[1]);
      }
      return new Document(
          lines[0].substring(0, until),
          Double.parseDouble(lines[0].substring(until + " until ".length())),
          forms,
          String.join("\n", List.of(lines).subList(line, lines.length)));
    }

    boolean isRefused() {
      return forms.containsKey("");
    }
  }

  private static String resource() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            ClosedFormsTest.class.getResourceAsStream("closed-forms.txt"), "closed-forms.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @TestFactory
  Stream<DynamicTest> everyDocumentFollowsItsClosedForm() throws IOException {
    return Stream.of(resource().split("(?m)^# "))
        .filter(block -> !block.isBlank())
        .map(Document::of)
        .map(document -> DynamicTest.dynamicTest(document.title(), () -> require(document)));
  }

  private static void require(Document document) throws InputException, FormulaException {
    if (document.isRefused()) {
      assertThatExceptionOfType(InputException.class)
          .isThrownBy(() -> Sbml.read(document.text()))
          .withMessageContaining(document.forms().get(""));
      return;
    }
    double[] times = new double[ROWS + 1];
    for (int k = 0; k <= ROWS; k++) {
      times[k] = document.end() * k / ROWS;
    }
    List<String> ids = List.copyOf(document.forms().keySet());
    Simulator.Result result =
        new Simulator(Sbml.read(document.text()))
            .simulate(
                times, ids, Simulator.SpeciesColumns.AS_IN_MODEL, Tolerances.of(1e-10, 1e-14));
    assertThat(result).isInstanceOf(Simulator.Result.Table.class);
    Simulator.Result.Table table = (Simulator.Result.Table) result;
    ExpressionPool pool = new ExpressionPool();
    for (int j = 0; j < ids.size(); j++) {
      Expression form = FormulaParser.parse(pool, document.forms().getOrDefault(ids.get(j), ""));
      for (int k = 0; k <= ROWS; k++) {
        double expected = Evaluator.evaluate(form, Map.of("NaN", Double.NaN), times[k]);
        double value = table.values().get(k, j);
        if (Double.isNaN(expected)) {
          assertThat(value).as("%s at %s", ids.get(j), times[k]).isNaN();
        } else { // some ten to hundred steps of relative errors of 1e-10
          assertThat(value)
              .as("%s at %s", ids.get(j), times[k])
              .isCloseTo(expected, within(1e-9 + 1e-7 * Math.abs(expected)));
        }
      }
    }
  }
}
