package org.lamarck.worker.petab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;

final class PublicProblemsTest {
  private static List<Finding> errors(Path problem) {
    return PetabLint.check(problem).stream()
        .filter(finding -> finding.severity() == Finding.Severity.ERROR)
        .toList();
  }

  @Test
  void suiteOfVersion1HasNoFindings() throws IOException, InputException {
    List<Path> problems = PublicProblems.problems(PublicProblems.folder("petab-suite/v1.0.0/sbml"));
    assertThat(problems).hasSize(20);
    for (Path problem : problems) {
      assertThat(PetabLint.check(problem)).as(problem.toString()).isEmpty();
      assertThat(ProblemReader.read(problem).measurements()).isNotEmpty();
    }
  }

  @Test
  void suiteOfVersion2HasNoErrors() throws IOException, InputException {
    List<Path> problems = PublicProblems.problems(PublicProblems.folder("petab-suite/v2.0.0/sbml"));
    assertThat(problems).hasSize(31);
    for (Path problem : problems) {
      assertThat(errors(problem)).as(problem.toString()).isEmpty();
      assertThat(ProblemReader.read(problem).measurements()).isNotEmpty();
    }
  }

  @Test
  void benchmarkCollectionHasNoErrors() throws IOException {
    List<Path> problems = PublicProblems.problems(PublicProblems.folder("petab-benchmark"));
    assertThat(problems).hasSize(23);
    for (Path problem : problems) {
      assertThat(errors(problem)).as(problem.toString()).isEmpty();
    }
  }

  @Test
  void countsOfTheCollectionAreThePublishedOnes() throws InputException {
    Path folder = PublicProblems.folder("petab-benchmark");
    // estimated parameters, measurements and observables as the collection's overview gives them
    assertCounts(folder, "Bachmann_MSB2011", 113, 541, 20);
    assertCounts(folder, "Isensee_JCB2018", 46, 687, 3);
    assertCounts(folder, "Weber_BMC2015", 36, 135, 8);
    assertCounts(folder, "Schwen_PONE2014", 30, 286, 4);
  }

  private static void assertCounts(
      Path folder, String name, int estimated, int measurements, int observables)
      throws InputException {
    EstimationProblem problem = ProblemReader.read(folder.resolve(name).resolve(name + ".yaml"));
    assertThat(problem.id()).isEqualTo(name);
    assertThat(problem.estimated()).hasSize(estimated);
    assertThat(problem.measurements()).hasSize(measurements);
    assertThat(problem.observables()).hasSize(observables);
  }
}
