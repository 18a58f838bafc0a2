package org.lamarck.worker.petab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.GradientMethod;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.petab.output.ProblemCopy;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.tolerance.Tolerances;

/** A problem of PEtab 2 whose model is a class in a jar. */
final class ModelClassTest {
  @TempDir private Path folder;

  @BeforeEach
  void writeJar() throws IOException {
    try (JarOutputStream jar =
            new JarOutputStream(Files.newOutputStream(folder.resolve("mine.jar")));
        InputStream type =
            Objects.requireNonNull(Predators.class.getResourceAsStream("Predators.class"))) {
      jar.putNextEntry(new JarEntry("org/lamarck/worker/petab/Predators.class"));
      type.transferTo(jar);
    }
  }

  private Fixture fixture(String type) {
    return new Fixture(folder)
        .with(
            "problem.yaml",
            """
            format_version: 2.0.0
            extensions: {lamarck: {version: 1.0.0, required: true}}
            model_files:
              island: {location: mine.jar, language: java, class: %s}
            parameter_files: [parameters.tsv]
            observable_files: [observables.tsv]
            measurement_files: [measurements.tsv]
            """
                .formatted(type))
        .without("model.xml")
        .without("conditions.tsv")
        .table(
            "observables.tsv",
            "observableId observableFormula noiseFormula",
            "few share 0.1",
            "many prey+predator 1")
        .table(
            "measurements.tsv",
            "observableId experimentId time measurement",
            "few _ 0.5 0.6",
            "many _ 1 20",
            "many _ 4 12")
        .table(
            "parameters.tsv",
            "parameterId lowerBound upperBound nominalValue estimate",
            "birth 0.1 10 1.1 true",
            "death 0.1 10 0.4 true",
            "rate 0.01 1 0.1 true");
  }

  private EstimationProblem problem() throws InputException {
    return ProblemReader.read(fixture("org.lamarck.worker.petab.Predators").write());
  }

  private static Vector gradient(EstimationProblem problem, GradientMethod method)
      throws InputException {
    ProblemObjective objective =
        ProblemObjective.of(problem, new EvaluationSettings(Tolerances.exact(), method));
    return ((Evaluation.Differentiable)
            objective.evaluate(objective.parameters().nominal(), Derivatives.GRADIENT))
        .gradient();
  }

  private static double value(ProblemObjective objective, Vector x) {
    return ((Evaluation.Finite) objective.evaluate(x, Derivatives.NONE)).value();
  }

  @Test
  void gradientsFollowWithoutADerivativeInTheClass() throws InputException {
    EstimationProblem problem = problem();
    Vector forward = gradient(problem, GradientMethod.FORWARD);
    Vector adjoint = gradient(problem, GradientMethod.ADJOINT);
    assertThat(forward.minus(adjoint).maxNorm()).isLessThan(1e-8 * forward.maxNorm());
    ProblemObjective objective =
        ProblemObjective.of(
            problem, new EvaluationSettings(Tolerances.exact(), GradientMethod.FORWARD));
    Vector x = objective.parameters().nominal();
    for (int j = 0; j < x.size(); j++) {
      double h = 1e-4;
      double difference =
          (value(objective, x.with(j, x.get(j) + h)) - value(objective, x.with(j, x.get(j) - h)))
              / (2 * h);
      // h² of a third derivative of order 10³
      assertThat(forward.get(j)).isCloseTo(difference, within(1e-4 * forward.maxNorm()));
    }
  }

  @Test
  void copiesTakeTheJarWithThem() throws IOException, InputException {
    Path yaml = fixture("org.lamarck.worker.petab.Predators").write();
    Path copy = ProblemCopy.write(yaml, folder.resolve("copy"), Map.of("birth", 1.5));
    assertThat(ProblemReader.read(copy).parameters().get(0).nominal()).isEqualTo(1.5);
    assertThat(folder.resolve("copy/mine.jar")).hasSameBinaryContentAs(folder.resolve("mine.jar"));
    assertThat(ProblemCopy.models(yaml)).containsExactly(Optional.empty());
  }

  @Test
  void whatIsNoModelIsToldAtTheNameOfTheClass() throws IOException {
    String at = "problem.yaml:4:";
    assertThat(fixture("org.example.Nothing").findings())
        .singleElement()
        .asString()
        .startsWith(at)
        .contains("class \"org.example.Nothing\" is not in ")
        .contains("correct its name, or add it there");
    assertThat(fixture("java.lang.String").findings())
        .singleElement()
        .asString()
        .contains("does not implement org.lamarck.worker.problem.ModelSource; let it do so");
    assertThat(fixture("java.lang.Integer").findings())
        .singleElement()
        .asString()
        .contains("cannot be made; give it a public constructor without arguments");
    Files.delete(folder.resolve("mine.jar"));
    assertThat(fixture("org.lamarck.worker.petab.Predators").findings())
        .singleElement()
        .asString()
        .contains("mine.jar\" does not exist; correct the name, or build the jar");
  }

  @Test
  void withoutTheExtensionOnlySbmlIsRead() {
    Fixture fixture = fixture("org.lamarck.worker.petab.Predators");
    fixture.replace(
        "problem.yaml", "extensions: {lamarck: {version: 1.0.0, required: true}}\n", "");
    assertThat(fixture.findings())
        .anyMatch(one -> one.contains("models in the language \"java\" are not read"));
  }
}
