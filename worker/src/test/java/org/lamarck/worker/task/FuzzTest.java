package org.lamarck.worker.task;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.sbml.SbmlReader;
import org.lamarck.worker.task.Simulator.SpeciesColumns;
import org.lamarck.worker.tolerance.Tolerances;

/**
 * Damaged models are refused with a line for each fault, or simulated, or their simulation fails as
 * a value; whatever happens, happens soon, and in the memory of the build.
 */
class FuzzTest {
  private static final long SEED = 4;
  private static final double MOST_SECONDS = 5;

  /** A busy machine gives a thread a part of its time only. */
  private static final Duration WALL_CLOCK = Duration.ofMinutes(1);

  private static final Duration SIMULATION = Duration.ofSeconds(2);
  private static final int LARGEST = 60_000; // bytes; the larger ones have no more constructs
  private static final Path EXAMPLES = Path.of("target", "fuzz");

  @Test
  void threeHundredMutantsDoNoHarm() throws IOException {
    run(300);
  }

  @Tag("slow")
  @Test
  void tenThousandMutantsDoNoHarm() throws IOException {
    run(10_000);
  }

  /** Leaves one mutant of each kind of harm in target/fuzz. */
  private static void run(int mutants) throws IOException {
    List<Path> models = models();
    Map<String, String> harm = new TreeMap<>();
    for (int i = 0; i < mutants; i++) {
      RandomStream chance = RandomStream.of(SEED).split("mutant", i);
      Path model = models.get(chance.nextInt(models.size()));
      byte[] mutant = Mutants.of(Files.readAllBytes(model), chance);
      Harm what = harm(model, mutant);
      if (!what.isNone() && !harm.containsKey(what.kind())) {
        Files.createDirectories(EXAMPLES);
        Path example = EXAMPLES.resolve("mutant-" + i + ".xml");
        Files.write(example, mutant);
        harm.put(what.kind(), what.detail() + " (" + example + ")");
      }
    }
    assertThat(harm).as("kinds of harm, each with an example").isEmpty();
  }

  private static List<Path> models() throws IOException {
    List<Path> models = new ArrayList<>();
    for (Path folder : SuiteCase.folders(PublicModels.data("sbml-semantic"))) {
      try {
        Path model = SuiteCase.read(folder).model();
        if (Files.size(model) <= LARGEST) {
          models.add(model);
        }
      } catch (InputException e) {
        throw new IllegalStateException("the suite is not whole", e);
      }
    }
    return models;
  }

  /** What must not happen but did. */
  private record Harm(String kind, String detail) {
    static final Harm NONE = new Harm("", "");

    boolean isNone() {
      return equals(NONE);
    }
  }

  private static Harm harm(Path model, byte[] mutant) {
    try {
      return TimeLimit.call(WALL_CLOCK, () -> timed(model, mutant))
          .orElse(new Harm("takes forever", ""));
    } catch (ExecutionException e) {
      Throwable cause = requireNonNull(e.getCause());
      return new Harm(place(cause), String.valueOf(cause.getMessage()));
    }
  }

  private static Harm timed(Path model, byte[] mutant) {
    Harm harm = outcome(model, mutant);
    double seconds = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() * 1e-9;
    return harm.isNone() && seconds > MOST_SECONDS ? new Harm("takes long", seconds + " s") : harm;
  }

  private static Harm outcome(Path model, byte[] mutant) {
    OdeModel read;
    try {
      read = SbmlReader.read(model.toString(), mutant);
    } catch (InputException e) {
      return e.findings().stream()
          .filter(finding -> finding.row() < 1 && mutant.length > 0)
          .findFirst()
          .map(finding -> new Harm("not located", finding.what()))
          .orElseGet(() -> lines(e.findings()));
    }
    try {
      simulate(new Simulator(read), read.outputs());
      return Harm.NONE;
    } catch (InputException e) {
      return lines(e.findings());
    }
  }

  private static void simulate(Simulator simulator, List<String> outputs) {
    long begin = System.nanoTime();
    simulator.simulate(
        new double[] {0, 0.1, 1},
        outputs.stream().map(id -> new Simulator.Column(id, SpeciesColumns.AS_IN_MODEL)).toList(),
        Tolerances.of(1e-6, 1e-9).withMaximumSteps(10_000),
        () -> System.nanoTime() - begin > SIMULATION.toNanos());
  }

  private static Harm lines(List<Finding> findings) {
    if (findings.isEmpty()) {
      return new Harm("refused without a finding", "");
    }
    return findings.stream()
        .map(Finding::toString)
        .filter(line -> line.lines().count() != 1)
        .findFirst()
        .map(line -> new Harm("not one line", line))
        .orElse(Harm.NONE);
  }

  /** The kind of an exception, and where it arose in this project. */
  private static String place(Throwable thrown) {
    String kind = thrown.getClass().getSimpleName();
    if (thrown instanceof StackOverflowError) {
      return kind; // its place is a matter of chance
    }
    for (StackTraceElement element : thrown.getStackTrace()) {
      if (element.getClassName().startsWith("org.lamarck")) {
        String type = element.getClassName().replaceAll(".*\\.", "");
        return "%s at %s.%s".formatted(kind, type, element.getMethodName());
      }
    }
    return kind;
  }
}
