package org.lamarck.worker.petab.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.strategies.selection.CandidateModel;
import org.lamarck.strategies.selection.Criterion;
import org.lamarck.strategies.selection.Method;
import org.lamarck.strategies.selection.ModelSearch;
import org.lamarck.worker.PublicData;
import org.lamarck.worker.kinds.ProblemKinds;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.petab.select.SelectionReader.Choice;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;

class SelectionReaderTest {
  private static final Path EXAMPLE = Path.of("..", "examples", "elimination");

  @TempDir private Path folder;

  @BeforeEach
  void copyTheExample() throws IOException {
    try (var files = Files.list(EXAMPLE)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
  }

  private SelectionProblem read() throws InputException {
    return SelectionReader.read(folder.resolve("selection.yaml"), Choice.NONE, new Findings());
  }

  /** Replaces a text of a file of the example. */
  private void replace(String file, String text, String other) throws IOException {
    Path path = folder.resolve(file);
    String before = Files.readString(path);
    assertThat(before).contains(text);
    Files.writeString(path, before.replace(text, other));
  }

  private void add(String yaml) throws IOException {
    Path path = folder.resolve("selection.yaml");
    Files.writeString(path, Files.readString(path) + yaml);
  }

  /** All lines of lint, without the folder. */
  private List<String> lint() {
    return ProblemKinds.check(folder.resolve("selection.yaml")).stream()
        .map(finding -> finding.toString().replace(folder + "/", ""))
        .toList();
  }

  @Test
  void theExampleHasNothingToComplainOf() {
    assertThat(lint()).isEmpty();
  }

  @Test
  void groupsAreOneParameterOfASpaceAndSeveralOfAProblem() throws InputException {
    SelectionProblem problem = read();
    assertThat(problem.space().size()).isEqualTo(8);
    CandidateModel model = problem.space().subspaces().get(0).model(List.of(1, 1, 0));
    assertThat(model.estimated()).containsExactlyInAnyOrder("V", "sd_plasma", "ke", "tissue");
    BaseProblem base = problem.problem(model.problem());
    assertThat(base.size(model)).isEqualTo(new Criterion.Size(5, 16, 0));
    assertThat(base.parameters(model).stream().filter(Parameter::estimated).map(Parameter::id))
        .containsExactly("ke", "k12", "k21", "V", "sd_plasma");
    assertThat(base.fixed(model)).containsOnlyKeys("Vmax", "Km").containsEntry("Km", 0.0);
  }

  @Test
  void theWidestProblemEstimatesAllThatAnyModelDoes() throws InputException {
    SelectionProblem problem = read();
    BaseProblem base = problem.problems().values().iterator().next();
    assertThat(base.widest().estimated()).hasSize(7);
    assertThat(base.estimated()).isEqualTo(Set.of("ke", "V", "sd_plasma"));
  }

  @Test
  void theFirstStepForwardIsTheSmallestModel() throws InputException {
    SelectionProblem problem = read();
    ModelSearch search = ModelSearch.begin(problem.settings(), problem.space());
    assertThat(search.candidates()).singleElement().hasToString("M-000");
    assertThat(search.tell(List.of(0.0)).candidates()).hasSize(3);
  }

  @Test
  void whatTheCommandChoosesIsTakenInsteadOfTheFile() throws InputException {
    SelectionProblem problem =
        SelectionReader.read(
            folder.resolve("selection.yaml"),
            new Choice(Optional.of(Method.BACKWARD), Optional.of(Criterion.BIC)),
            new Findings());
    assertThat(problem.settings().method()).isEqualTo(Method.BACKWARD);
    assertThat(problem.settings().criterion()).isEqualTo(Criterion.BIC);
  }

  /** The file, what is replaced by what, and the line that says what is wrong. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "selection.yaml|AICc|AICC|selection.yaml:2:12: error: criterion \"AICC\" is unknown; write"
            + " AICc",
        "selection.yaml|AICc|SSR|selection.yaml:2:12: error: the criterion SSR is not computed: the"
            + " standard does not say of which residuals; write NLLH, or one of AIC, AICc, BIC, LH,"
            + " LLH, NLLH",
        "selection.yaml|forward|foward|selection.yaml:3:9: error: method \"foward\" is unknown;"
            + " write forward",
        "selection.yaml|forward|lateral|selection.yaml:3:1: error: a search that begins with"
            + " lateral steps needs a model to begin with; name a predecessor_model under"
            + " candidate_space_arguments",
        "selection.yaml|forward|famos|selection.yaml:3:1: error: lateral steps of famos swap"
            + " parameters, and none may be swapped; add swap_parameter_sets under"
            + " candidate_space_arguments, or a method_scheme without lateral",
        "selection.yaml|1.0.0|2.0.0|selection.yaml:1:17: error: format_version \"2.0.0\" is"
            + " unknown; write 1.0.0",
        "selection.yaml|model_space.tsv|space.tsv|selection.yaml:5:5: error: file \"space.tsv\""
            + " does not exist; correct the name or add the file",
        "selection.yaml|k12|k13|selection.yaml:7:12: error: there is no parameter \"k13\" in the"
            + " problem; write \"k12\" if that is meant, else add it to the parameter table",
        "selection.yaml|[k12, k21]|[]|selection.yaml:7:3: error: metaparameter \"tissue\" stands"
            + " for no parameters; list their ids",
        "model_space.tsv|0;estimate|0;estimat|model_space.tsv:2:3: error: \"estimat\" is no value"
            + " of \"ke\"; write a number or estimate",
        "model_space.tsv|0;estimate|0;0.0|model_space.tsv:2:3: error: \"0.0\" stands twice for"
            + " \"ke\"; remove one of them",
        "model_space.tsv|problem.yaml|problems.yaml|model_space.tsv:2:2: error: file"
            + " \"problems.yaml\" does not exist; correct the name or add the file",
        "model_space.tsv|model_subspace_petab_yaml|yaml|model_space.tsv:1:0: error: column"
            + " \"model_subspace_petab_yaml\" is missing; add it: the PEtab problem of each row",
        "model_space.tsv|saturation|satiation|model_space.tsv:1:5: error: there is no parameter"
            + " \"satiation\" in the problem; add it to the parameter table",
        "model_space.tsv|saturation|k12|selection.yaml:7:12: error: \"k12\" is of the metaparameter"
            + " \"tissue\" and has a column of its own; remove one of them",
        "parameters.tsv|Vmax/log10/0.001|Vmax/log10/|parameters.tsv:5:3: error: lowerBound is"
            + " missing; write a number",
      })
  void everyMistakeIsOneLocatedLineWithARemedy(String file, String text, String other, String line)
      throws IOException {
    replace(file, text.replace('/', '\t'), other.replace('/', '\t'));
    assertThat(lint().stream().filter(one -> one.contains("error"))).contains(line);
    assertThatThrownBy(this::read).isInstanceOf(InputException.class);
  }

  @Test
  void keysOfTheFormatBeforeAreWarnedOf() throws IOException, InputException {
    add("constraint_files:\n  - constraints.tsv\ninitial_model_files:\n  - initial.tsv\n");
    assertThat(lint())
        .containsExactly(
            "selection.yaml:9:1: warning: \"constraint_files\" is of an older format and has no"
                + " effect; leave models out of the model space instead",
            "selection.yaml:11:1: warning: \"initial_model_files\" is of an older format and has no"
                + " effect; name a predecessor_model under candidate_space_arguments instead");
    assertThat(read().space().size()).isEqualTo(8);
  }

  @Test
  void argumentsThatHaveNoMeaningAreRefused() throws IOException {
    add("candidate_space_arguments:\n  max_step: 1\n");
    assertThat(lint())
        .containsExactly(
            "selection.yaml:10:3: error: \"max_step\" has no meaning here; write \"max_steps\" if"
                + " that is meant, else remove it");
  }

  @Test
  void aProblemWithoutModelsIsNoneOfSelection() {
    assertThatThrownBy(
            () -> SelectionReader.read(folder.resolve("problem.yaml"), Choice.NONE, new Findings()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no problem of model selection");
  }

  @Test
  void aProblemOfSelectionIsNoSingleOne() {
    assertThatThrownBy(
            () -> ProblemKinds.read(folder.resolve("selection.yaml"), ScaleChoice.AUTO, List.of()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("use lamarck select");
  }

  private void predecessor(String yaml) throws IOException {
    Files.writeString(folder.resolve("first.yaml"), yaml);
    add("candidate_space_arguments:\n  predecessor_model: first.yaml\n");
  }

  private static final String FIRST =
      """
      model_subspace_id: M
      model_subspace_indices: [1, 0, 0]
      criteria: {NLLH: 3.5}
      model_subspace_petab_yaml: problem.yaml
      estimated_parameters: {ke: 0.2, V: 9, sd_plasma: 0.3}
      parameters: {ke: estimate, tissue: 0, saturation: 0}
      """;

  @Test
  void aPredecessorHasTheCriterionThatFollowsFromItsLikelihood()
      throws IOException, InputException {
    predecessor(FIRST);
    SelectionProblem problem = read();
    assertThat(problem.settings().predecessor()).hasToString("M-100");
    assertThat(problem.settings().predecessorValue())
        .isEqualTo(Criterion.AICC.value(3.5, new Criterion.Size(3, 16, 0)));
    assertThat(problem.start()).containsEntry("ke", 0.2).hasSize(3);
  }

  @Test
  void aPredecessorWithoutALikelihoodIsToBeCalibrated() throws IOException, InputException {
    predecessor(FIRST.replace("{NLLH: 3.5}", "{}"));
    assertThat(read().settings().predecessorValue()).isNaN();
  }

  @Test
  void aPredecessorOfAnotherProblemIsRefused() throws IOException {
    predecessor(FIRST.replace("problem.yaml", "other.yaml"));
    assertThat(lint()).singleElement().asString().startsWith("first.yaml:4:28: error: no model of");
  }

  @Test
  void everyProblemOfThePublicSuiteIsRead() throws InputException {
    for (int i = 1; i <= 9; i++) {
      Path yaml = PublicData.at("petab-select/test_cases/000" + i + "/petab_select_problem.yaml");
      Findings findings = new Findings();
      SelectionProblem problem = SelectionReader.read(yaml, Choice.NONE, findings);
      assertThat(findings.hasErrors()).isFalse();
      assertThat(problem.space().size())
          .isEqualTo(List.of(0.0, 1.0, 8.0, 18.0, 8.0, 8.0, 8.0, 8.0, 8.0, 0x1p32).get(i));
      boolean isOld = i == 4 || i == 5;
      assertThat(
              findings.all().stream()
                  .filter(one -> one.what().contains("older format"))
                  .map(Finding::row))
          .hasSize(isOld ? 1 : 0);
    }
  }

  @Test
  void thePredecessorOfTheLargeProblemIsInfinitelyBad() throws InputException {
    SelectionProblem problem =
        SelectionReader.read(
            PublicData.at("petab-select/test_cases/0009/petab_select_problem.yaml"),
            Choice.NONE,
            new Findings());
    assertThat(problem.settings().predecessor()).hasToString("M-01000001111110010011010011010001");
    assertThat(problem.settings().predecessorValue()).isEqualTo(Double.POSITIVE_INFINITY);
    ModelSearch search = ModelSearch.begin(problem.settings(), problem.space());
    assertThat(search.candidates()).hasSize(17); // expected_summary.tsv
  }
}
