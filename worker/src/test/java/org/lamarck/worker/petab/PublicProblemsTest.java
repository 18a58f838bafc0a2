package org.lamarck.worker.petab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;

final class PublicProblemsTest {
  /** What of the collection is refused, by the words of the refusal. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "Smith_BMCSystBiol2013", "events are not supported",
          // its MathML has an apply within an apply, without an operator of its own
          "Beer_MolBioSystems2014", "the formula gives DIVIDE 1 arguments");

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
  void suiteOfVersion2IsRefusedByName() throws IOException {
    List<Path> problems = PublicProblems.problems(PublicProblems.folder("petab-suite/v2.0.0/sbml"));
    assertThat(problems).isNotEmpty();
    for (Path problem : problems) {
      assertThat(errors(problem))
          .as(problem.toString())
          .singleElement()
          .satisfies(finding -> assertThat(finding.what()).startsWith("PEtab version 2"));
    }
  }

  @Test
  void benchmarkCollectionHasNoErrorsButInRefusedModels() throws IOException {
    List<Path> problems = PublicProblems.problems(PublicProblems.folder("petab-benchmark"));
    assertThat(problems).hasSize(23);
    List<String> refused = new ArrayList<>();
    for (Path problem : problems) {
      String name = String.valueOf(problem.getName(problem.getNameCount() - 2));
      List<Finding> errors = errors(problem);
      if (!errors.isEmpty()) {
        refused.add(name);
        assertThat(errors)
            .as(name)
            .allSatisfy(
                finding ->
                    assertThat(finding.toString())
                        .contains(REFUSED.getOrDefault(name, "no error at all")));
      }
    }
    assertThat(REFUSED).containsKeys(refused.toArray(String[]::new));
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
