package org.lamarck.worker.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.worker.objective.segment.ParameterMap;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.petab.PublicProblems;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.tolerance.Tolerances;

/**
 * The problems of the PEtab benchmark collection against AMICI 1.0.1 at tight tolerances: values
 * and gradients at the nominal and at a perturbed point.
 */
final class PetabBenchmarkTest {
  private static final Path REPORT = Path.of("target", "petab-benchmark");

  /** The field's own tolerance of a log-likelihood. */
  private static final double LLH = 1e-3;

  /** Of a derivative, relative to the larger of it and a thousandth of the largest one. */
  private static final double GRADIENT = 1e-2;

  /** A line of a table, by its columns' names. */
  private record Line(List<String> header, List<String> fields) {
    String get(String column) {
      int position = header.indexOf(column);
      return position < fields.size() ? fields.get(position) : "";
    }
  }

  /** What came of one problem at one point. */
  private record Row(
      String problem,
      String point,
      double llh,
      double llhError,
      double gradientError,
      double methods,
      double millis,
      String failure) {
    boolean isFine() {
      return failure.isEmpty()
          && !(Math.abs(llhError) > LLH)
          && !(gradientError > GRADIENT)
          && !(methods > 1e-6);
    }

    String line() {
      return String.format(
          Locale.ROOT,
          "| %s | %s | %.10g | %s | %s | %s | %.0f | %s |",
          problem,
          point,
          llh,
          number(llhError),
          number(gradientError),
          number(methods),
          millis,
          failure);
    }

    private static String number(double value) {
      return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.1e", value);
    }
  }

  @Test
  void smallProblemsAgreeWithTheReference() throws IOException, InputException {
    Set<String> small =
        Set.of(
            "Boehm_JProteomeRes2014",
            "Bertozzi_PNAS2020",
            "Blasi_CellSystems2016",
            "Brannmark_JBC2010",
            "Bruno_JExpBot2016",
            "Fujita_SciSignal2010",
            "Perelson_Science1996",
            "Rahman_MBS2016",
            "Sneyd_PNAS2002",
            "Weber_BMC2015",
            "Zheng_PNAS2012");
    for (Row row : compare(small)) {
      assertThat(row.isFine()).as(row.line()).isTrue();
    }
  }

  @Tag("slow")
  @Test
  void allProblemsAgreeWithTheReference() throws IOException, InputException {
    List<Row> rows = compare(Set.of());
    List<String> wrong = rows.stream().filter(row -> !row.isFine()).map(Row::line).toList();
    assertThat(wrong).isEmpty();
  }

  private static List<Row> compare(Set<String> selection) throws IOException, InputException {
    Path folder = PublicProblems.folder("petab-benchmark");
    Path reference = folder.resolve("../../reference");
    assumeTrue(Files.isDirectory(reference), "no folder reference beside the data");
    List<Line> values = table(reference.resolve("amici-values.tsv"));
    List<Line> gradients = table(reference.resolve("amici-gradients.tsv"));
    List<Row> rows = new ArrayList<>();
    Files.createDirectories(REPORT);
    StringBuilder report = new StringBuilder();
    for (Line value : values) {
      String name = value.get("problem");
      if (value.get("llh").isEmpty() || !(selection.isEmpty() || selection.contains(name))) {
        continue;
      }
      Map<String, double[]> expected = new LinkedHashMap<>();
      for (Line row : gradients) {
        if (row.get("problem").equals(name) && row.get("point").equals(value.get("point"))) {
          expected.put(
              row.get("parameterId"),
              new double[] {
                Double.parseDouble(row.get("x_scaled")), Double.parseDouble(row.get("gradient_llh"))
              });
        }
      }
      Path yaml;
      try (var files = Files.list(folder.resolve(name))) {
        yaml = files.filter(f -> f.toString().endsWith(".yaml")).sorted().findFirst().orElseThrow();
      }
      Row row =
          compare(name, value.get("point"), Double.parseDouble(value.get("llh")), expected, yaml);
      rows.add(row);
      report.append(row.line()).append('\n');
      Files.writeString(REPORT.resolve("reference.md"), report);
    }
    return rows;
  }

  private static Row compare(
      String name, String point, double llh, Map<String, double[]> expected, Path yaml)
      throws InputException {
    EstimationProblem problem = ProblemReader.read(yaml);
    Tolerances tight = Tolerances.of(1e-10, 1e-14);
    ProblemObjective backward =
        ProblemObjective.of(problem, new EvaluationSettings(tight, GradientMethod.ADJOINT));
    Vector x = point(backward.parameters(), expected);
    long start = System.nanoTime();
    ProblemEvaluation adjoint = backward.evaluateFully(x, Derivatives.GRADIENT);
    double millis = 1e-6 * (System.nanoTime() - start);
    if (adjoint.evaluation() instanceof Evaluation.Failed failed) {
      return new Row(
          name, point, Double.NaN, Double.NaN, Double.NaN, Double.NaN, millis, failed.toString());
    }
    Vector gradient = ((Evaluation.Gradient) adjoint.evaluation()).gradient();
    double methods = Double.NaN;
    String failure = "";
    if (backward.parameters().estimated().size() <= 120) { // Chen's tangents take minutes
      ProblemObjective forward =
          ProblemObjective.of(problem, new EvaluationSettings(tight, GradientMethod.FORWARD));
      Evaluation other = forward.evaluate(x, Derivatives.GRADIENT);
      if (other instanceof Evaluation.Gradient tangents) {
        methods = deviation(gradient, tangents.gradient());
      } else {
        failure = other.toString();
      }
    }
    double[] reference = new double[x.size()];
    List<Parameter> estimated = backward.parameters().estimated();
    for (int j = 0; j < reference.length; j++) {
      double[] entry = expected.get(estimated.get(j).id());
      reference[j] = entry == null ? Double.NaN : -entry[1];
    }
    return new Row(
        name,
        point,
        adjoint.logLikelihood(),
        adjoint.logLikelihood() - llh,
        expected.isEmpty() ? Double.NaN : deviation(gradient, Vector.of(reference)),
        methods,
        millis,
        failure);
  }

  private static Vector point(ParameterMap parameters, Map<String, double[]> expected) {
    Vector nominal = parameters.nominal();
    double[] x = new double[nominal.size()];
    for (int j = 0; j < x.length; j++) {
      double[] entry = expected.get(parameters.estimated().get(j).id());
      x[j] = entry == null ? nominal.get(j) : entry[0];
    }
    return Vector.of(x);
  }

  private static double deviation(Vector gradient, Vector reference) {
    double largest = 0;
    for (int j = 0; j < reference.size(); j++) {
      largest = Math.max(largest, Math.abs(reference.get(j)));
    }
    double worst = 0;
    for (int j = 0; j < reference.size(); j++) {
      double scale = Math.max(Math.abs(reference.get(j)), 1e-3 * largest);
      double error = Math.abs(gradient.get(j) - reference.get(j)) / scale;
      worst = error <= worst ? worst : error; // NaN stays
    }
    return worst;
  }

  private static List<Line> table(Path file) throws IOException {
    List<Line> rows = new ArrayList<>();
    String[] header = {};
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("#")) {
        continue;
      }
      String[] fields = line.split("\t", -1);
      if (header.length == 0) {
        header = fields;
        continue;
      }
      rows.add(new Line(List.of(header), List.of(fields)));
    }
    return rows;
  }
}
