package org.lamarck.worker.cells.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.worker.PublicData;
import org.lamarck.worker.cells.Fields;
import org.lamarck.worker.cells.Growth;
import org.lamarck.worker.cells.Morse;
import org.lamarck.worker.cells.Noise;
import org.lamarck.worker.cells.Relaxation;
import org.lamarck.worker.cells.Rollout;
import org.lamarck.worker.cells.Setting;
import org.lamarck.worker.cells.State;
import org.lamarck.worker.cells.Tissue;
import org.lamarck.worker.kinds.AnyProblem;
import org.lamarck.worker.kinds.ProblemKinds;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.problem.InputException;

/**
 * The notebook of JAX-Morph: ten cells grow and move, 100 times a step of growth and ten Brownian
 * ones. Positions, noise and what comes of them are fixtures of an own re-implementation in JAX
 * (float64).
 */
class TissueFixtureTest {
  private static final double[] POINT = {3, 3, 2}; // ε, α, largest radius

  private static final String NOTEBOOK =
      """
      format: lamarck
      tissue:
        cells: {places: cells.csv}
        noise: noise.csv
        repeat: 100
        steps:
        - growth: {rate: 0.005, limit: limit}
        - relaxation: {steps: 10, duration: 1e-4, friction: 0.8, temperature: 1, morse: {depth: depth, width: width, onset: 15, cutoff: 20}}
        draws: 2
        minimise: spread
      parameters: parameters.tsv
      """;

  private static final String PARAMETERS =
      """
      parameterId\tparameterScale\tlowerBound\tupperBound\tnominalValue\testimate
      depth\tlin\t1\t100\t3\t1
      width\tlin\t0.1\t10\t3\t1
      limit\tlin\t0.1\t10\t2\t1
      """;

  @TempDir private Path folder;

  private static double[] numbers(String file) throws IOException {
    try (Stream<String> lines = Files.lines(PublicData.at("source-systems").resolve(file))) {
      return lines
          .flatMap(line -> Stream.of(line.split(",", -1)))
          .mapToDouble(Double::parseDouble)
          .toArray();
    }
  }

  /** A number or numbers of a run, in the order of the file. */
  private static double[] reference(String run, String key) throws IOException {
    String text =
        Files.readString(PublicData.at("source-systems").resolve("jaxmorph_reference.json"));
    String part = text.substring(text.indexOf("\"" + run + "\""));
    Matcher found = Pattern.compile("\"" + key + "\": (\\[[^\"]*\\]|[-0-9.e]+)").matcher(part);
    assertThat(found.find()).isTrue();
    Matcher number = Pattern.compile("-?\\d[-0-9.e]*").matcher(found.group(1));
    DoubleStream.Builder numbers = DoubleStream.builder();
    while (number.find()) {
      numbers.add(Double.parseDouble(number.group()));
    }
    return numbers.build().toArray();
  }

  private static Tissue start() throws IOException {
    return Tissue.of(
        Matrix.of(10, 2, numbers("jaxmorph_pos0.csv")), Vector.of(numbers("jaxmorph_rad0.csv")));
  }

  static Rollout rollout() {
    Morse morse = new Morse(Setting.parameter(0), Setting.parameter(1), 15, 20);
    return new Rollout(
        List.of(
            new Growth(Setting.fixed(0.005), Setting.parameter(2), false, 10),
            new Relaxation(morse, 10, 1e-4, 0.8, 1)),
        100,
        Fields.plain(2),
        10);
  }

  private static Rollout noisy(String run) throws IOException {
    Rollout rollout = rollout();
    Vector given = Vector.of(numbers("jaxmorph_noise_" + run + ".csv"));
    rollout.give(() -> Noise.given(given));
    return rollout;
  }

  private static double spread(Rollout rollout, double[] point) throws IOException {
    Tissue end = rollout.run(start(), point);
    return new Spread().of(new State(end, 10), 0, new double[0]);
  }

  /** Of the spread at the end, by ε, α and the largest radius. */
  private static double[] gradient(Rollout rollout) throws IOException {
    State end = new State(rollout.run(start(), POINT), 10);
    double[] byState = new double[10 * end.fields().width()];
    new Spread().of(end, 1, byState);
    return rollout.pullBack(byState);
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "B"})
  void cellsEndWhereTheFixtureHasThem(String run) throws IOException {
    Tissue end = noisy(run).run(start(), POINT);
    double[] positions = reference(run, "final_pos");
    for (int n = 0; n < positions.length; n++) {
      assertThat(end.positions().get(n / 2, n % 2)).isEqualTo(positions[n], within(1e-9));
    }
    double[] radii = reference(run, "final_radius");
    for (int i = 0; i < radii.length; i++) {
      assertThat(end.radii().get(i)).isEqualTo(radii[i], within(1e-9));
    }
    assertThat(spread(noisy(run), POINT)).isEqualTo(reference(run, "loss")[0], within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "B"})
  void gradientsAreThoseOfTheFixture(String run) throws IOException {
    double[] gradient = gradient(noisy(run));
    List<String> keys = List.of("d_epsilon", "d_alpha", "d_max_radius");
    for (int i = 0; i < 3; i++) {
      assertThat(gradient[i]).isEqualTo(reference(run, keys.get(i))[0], within(1e-9));
    }
  }

  /** The same by a file that names the places of cells and the noise. */
  @ParameterizedTest
  @ValueSource(strings = {"A", "B"})
  void aFileRepeatsTheFixture(String run) throws IOException, InputException {
    StringBuilder cells = new StringBuilder("radius,y,x\n");
    double[] positions = numbers("jaxmorph_pos0.csv");
    double[] radii = numbers("jaxmorph_rad0.csv");
    for (int i = 0; i < radii.length; i++) {
      cells.append("%s,%s,%s%n".formatted(radii[i], positions[2 * i + 1], positions[2 * i]));
    }
    Files.writeString(folder.resolve("cells.csv"), cells);
    Path noise = PublicData.at("source-systems").resolve("jaxmorph_noise_" + run + ".csv");
    Files.copy(noise, folder.resolve("noise.csv"));
    Files.writeString(folder.resolve("parameters.tsv"), PARAMETERS);
    Path yaml = Files.writeString(folder.resolve("notebook.yaml"), NOTEBOOK);
    ObjectiveSource source =
        ((AnyProblem.Source) ProblemKinds.read(yaml, ScaleChoice.AUTO, List.of())).source();

    Evaluation.Differentiable found =
        (Evaluation.Differentiable) source.open().evaluate(Vector.of(POINT), Derivatives.GRADIENT);

    assertThat(found.value()).isEqualTo(reference(run, "loss")[0], within(1e-9));
    List<String> keys = List.of("d_epsilon", "d_alpha", "d_max_radius");
    for (int i = 0; i < 3; i++) {
      assertThat(found.gradient().get(i)).isEqualTo(reference(run, keys.get(i))[0], within(1e-9));
    }
    Matrix shown = source.exhibits(Vector.of(POINT)).get(0).values();
    double[] end = reference(run, "final_pos");
    for (int n = 0; n < end.length; n++) {
      assertThat(shown.get(n / 2, 1 + n % 2)).isEqualTo(end[n], within(1e-9));
    }
  }

  /** What the notebook prints, with its own random numbers: equal to some 8e-4 (its float32). */
  @ParameterizedTest
  @CsvSource({"A, 0, -0.01351579", "A, 1, 0.02199259", "B, 2, -0.00052793"})
  void gradientsAreThoseOfTheNotebookToAThousandth(String run, int parameter, double printed)
      throws IOException {
    assertThat(gradient(noisy(run))[parameter])
        .isEqualTo(printed, within(1e-3 * Math.abs(printed)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "B"})
  void gradientsAgreeWithDifferences(String run) throws IOException {
    Rollout rollout = noisy(run);
    double[] gradient = gradient(rollout);
    double h = 1e-5;
    for (int i = 0; i < 3; i++) {
      double[] up = POINT.clone();
      up[i] += h;
      double[] down = POINT.clone();
      down[i] -= h;
      double difference = (spread(rollout, up) - spread(rollout, down)) / (2 * h);
      assertThat(gradient[i]).isEqualTo(difference, within(1e-6 * Math.abs(difference) + 1e-9));
    }
  }
}
