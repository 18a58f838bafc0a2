package org.lamarck.worker.petab.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.strategies.selection.Criterion;
import org.lamarck.strategies.selection.FamosSettings;
import org.lamarck.strategies.selection.Method;
import org.lamarck.strategies.selection.MethodScheme.Rule;
import org.lamarck.strategies.selection.ModelHash;
import org.lamarck.strategies.selection.SelectionSettings;
import org.lamarck.strategies.selection.Setting;
import org.lamarck.worker.petab.select.SelectionReader.Choice;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.problem.InputException;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What a problem says of FAMoS and of the model it begins with, and how models are written. */
class SelectionArgumentsTest {
  private static final Path EXAMPLE = Path.of("..", "examples", "elimination");

  /** Lines 1 to 9 of the problem; arguments begin at line 10. */
  private static final String HEAD =
      """
      format_version: 1.0.0
      criterion: AICc
      method: famos
      model_space_files:
        - model_space.tsv
      metaparameters:
        tissue: [k12, k21]
        saturation: [Vmax, Km]
      candidate_space_arguments:
      """;

  private static final String ARGUMENTS =
      """
        predecessor_model: first.yaml
        critical_parameter_sets: [[ke, saturation]]
        swap_parameter_sets: [[ke, saturation], [tissue, saturation]]
        n_reattempts: 2
        consecutive_laterals: true
        max_steps: 3
        method_scheme:
          - {previous_methods: [backward, lateral], next_method: null}
          - {previous_methods: [backward], next_method: lateral}
          - {previous_methods: [lateral], next_method: backward}
          - {previous_methods: null, next_method: backward}
      """;

  private static final String FIRST =
      """
      model_subspace_id: M
      model_subspace_indices: [1, 0, 0]
      criteria: {}
      model_subspace_petab_yaml: problem.yaml
      estimated_parameters: {ke: 0.2}
      parameters: {ke: estimate, tissue: 0, saturation: 0}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void writeTheProblem() throws IOException {
    try (var files = Files.list(EXAMPLE)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    Files.writeString(folder.resolve("selection.yaml"), HEAD + ARGUMENTS);
    Files.writeString(folder.resolve("first.yaml"), FIRST);
  }

  private SelectionProblem read(Findings findings) throws InputException {
    return SelectionReader.read(folder.resolve("selection.yaml"), Choice.NONE, findings);
  }

  private SelectionSettings settings() throws InputException {
    return read(new Findings()).settings();
  }

  /** All errors, without the folder. */
  private List<String> errors() {
    Findings findings = new Findings();
    assertThatThrownBy(() -> read(findings)).isInstanceOf(InputException.class);
    return findings.all().stream()
        .map(finding -> finding.toString().replace(folder + "/", ""))
        .toList();
  }

  private void replace(String file, String text, String other) throws IOException {
    String before = Files.readString(folder.resolve(file));
    assertThat(before).contains(text);
    Files.writeString(folder.resolve(file), before.replace(text, other));
  }

  @Test
  void everythingOfFamosIsReadAsItStands() throws InputException {
    SelectionSettings settings = settings();
    assertThat(settings.method()).isEqualTo(Method.FAMOS);
    assertThat(settings.first()).isEqualTo(Method.BACKWARD);
    assertThat(settings.steps()).isEqualTo(3);
    FamosSettings famos = settings.famos();
    assertThat(famos.critical()).containsExactly(Set.of("ke", "saturation"));
    assertThat(famos.swaps())
        .containsExactly(Set.of("ke", "saturation"), Set.of("tissue", "saturation"));
    assertThat(famos.reattempts()).isEqualTo(2);
    assertThat(famos.consecutiveLaterals()).isTrue();
    assertThat(famos.scheme().rules())
        .containsExactly(
            new Rule(List.of(Method.BACKWARD, Method.LATERAL), null),
            new Rule(List.of(Method.BACKWARD), Method.LATERAL),
            new Rule(List.of(Method.LATERAL), Method.BACKWARD),
            new Rule(List.of(), Method.BACKWARD));
  }

  @Test
  void whatFamosIsNotToldIsNoneOfIt() throws Exception {
    Files.writeString(
        folder.resolve("selection.yaml"), HEAD + "  swap_parameter_sets: [[ke, tissue]]\n");
    SelectionSettings settings = settings();
    assertThat(settings.steps()).isEqualTo(SelectionSettings.ANY);
    assertThat(settings.predecessor()).isNull();
    assertThat(settings.famos().reattempts()).isZero();
    assertThat(settings.famos().consecutiveLaterals()).isFalse();
    assertThat(settings.famos().critical()).isEmpty();
    assertThat(settings.first()).isEqualTo(Method.FORWARD);
  }

  @Test
  void otherMethodsDoNotHeedWhatIsOfFamos() throws Exception {
    replace("selection.yaml", "method: famos", "method: forward");
    SelectionSettings settings = settings();
    assertThat(settings.famos().critical()).isEmpty();
    assertThat(settings.steps()).isEqualTo(3);
    assertThat(settings.predecessor()).hasToString("M-100");
  }

  /** What is replaced by what, and the line that says what is wrong. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max_steps: 3|max_steps: 0|selection.yaml:15:3: error: max_steps must be a whole number"
            + " from 1|change it",
        "n_reattempts: 2|n_reattempts: -1|selection.yaml:13:3: error: n_reattempts must be a whole"
            + " number from 0|change it",
        "consecutive_laterals: true|consecutive_laterals: maybe|selection.yaml:14:25: error:"
            + " |maybe",
        "[[ke, saturation]]|[[kee, saturation]]|selection.yaml:11:30: error: there is no parameter"
            + " \"kee\"|ke",
        "next_method: lateral}|next_method: sideways}|selection.yaml:18:51: error: \"sideways\" is"
            + " no step of famos|forward",
        "next_method: lateral}|next_method: backward}|selection.yaml:18:38: error: backward follows"
            + " on itself|name another method, or null to end",
        "previous_methods: null|previous_methods: [forward]|selection.yaml:17:5: error: the scheme"
            + " does not say which method is first|add a rule with previous_methods: null",
        "predecessor_model: first.yaml|predecessor_model: second.yaml|selection.yaml:10:22: error:"
            + " file \"second.yaml\" does not exist|correct the name or add the file",
        "predecessor_model: first.yaml|max_steps: 2|selection.yaml:3:1: error: critical parameters"
            + " need a model to begin with that has them|name a predecessor_model",
      })
  void argumentsThatCannotBeAreOneLocatedLine(
      String text, String other, String beginning, String remedy) throws IOException {
    replace("selection.yaml", text, other);
    if (other.startsWith("max_steps: 2")) {
      replace("selection.yaml", "  max_steps: 3\n", "");
    }
    assertThat(errors())
        .filteredOn(line -> line.contains("error"))
        .anySatisfy(line -> assertThat(line).startsWith(beginning).contains(remedy));
  }

  @Test
  void aModelToBeginWithThatLacksCriticalParametersIsRefused() throws IOException {
    replace("first.yaml", "ke: estimate, tissue: 0", "ke: 0, tissue: estimate");
    assertThat(errors())
        .containsExactly(
            "selection.yaml:3:1: error: the model to begin with, M-100, estimates none of a set of"
                + " critical parameters; begin with another model, or change"
                + " critical_parameter_sets");
  }

  @Test
  void aProblemThatIsNoTextIsToldOnce() throws IOException {
    replace("first.yaml", "petab_yaml: problem.yaml", "petab_yaml: [problem.yaml]");
    assertThat(errors()).hasSize(1);
    assertThat(errors().get(0)).startsWith("first.yaml:").contains("this must be a single value");
  }

  /** Of the file of a model: what is replaced by what, and how the line begins. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1, 0, 0]|[1, x, 0]|first.yaml:2:29: error: \"x\" is no index",
        "ke: 0.2|ke: fast|first.yaml:5:28: error: \"fast\" is no value of \"ke\"",
        "tissue: 0,|tissue: none,|first.yaml:6:36: error: \"none\" is no value of \"tissue\"",
        "tissue: 0,|tisue: 0,|first.yaml:6:1: error: there is no parameter \"tisue\"",
      })
  void modelsThatCannotBeReadAreOneLocatedLine(String text, String other, String beginning)
      throws IOException {
    replace("first.yaml", text, other);
    assertThat(errors()).anySatisfy(line -> assertThat(line).startsWith(beginning));
  }

  @Test
  void aKeyThatIsNoneOfAModelIsWarnedOf() throws Exception {
    replace("first.yaml", "criteria: {}", "criterion: {}");
    Findings findings = new Findings();
    assertThat(read(findings).settings().predecessorValue()).isNaN();
    assertThat(findings.all())
        .anySatisfy(one -> assertThat(one.toString()).contains("first.yaml:3:1: warning: "));
  }

  /** −ln of a likelihood, or minus its logarithm, is the same likelihood. */
  @ParameterizedTest
  @CsvSource({"NLLH: 3.5", "LLH: -3.5", "LH: 0.0301973834223185", "AICc: 15"})
  void anyLikelihoodOfAPredecessorGivesItsCriterion(String criterion) throws Exception {
    replace("first.yaml", "{}", "{" + criterion + "}");
    // k = 3 (ke, V, sd_plasma) of n = 16: 2·3 + 2·3.5 + 2·3·4/12 = 15
    assertThat(settings().predecessorValue()).isCloseTo(15, within(1e-12));
  }

  @Test
  void aValueOfItsOwnIsTakenBeforeOneThatFollows() throws Exception {
    replace("first.yaml", "{}", "{NLLH: 3.5, AICc: 20}");
    assertThat(settings().predecessorValue()).isEqualTo(20);
    replace("first.yaml", "AICc: 20", "AICc: .inf");
    assertThat(settings().predecessorValue()).isEqualTo(Double.POSITIVE_INFINITY);
  }

  private ModelList.Entry entry(SelectionProblem problem) {
    return new ModelList.Entry(
        Objects.requireNonNull(problem.settings().predecessor()),
        folder.resolve("problem.yaml").toAbsolutePath().toString(),
        Map.of(Criterion.NLLH, 3.5, Criterion.AICC, Double.NaN),
        Map.of("ke", 0.25),
        4,
        ModelHash.VIRTUAL);
  }

  private static final Map<String, List<String>> GROUPS =
      Map.of("tissue", List.of("k12", "k21"), "ke", List.of("ke"));

  @Test
  void aModelIsWrittenWithTheKeysOfTheStandard() throws Exception {
    Object read =
        new Load(LoadSettings.builder().build())
            .loadFromString(
                ModelList.write(entry(read(new Findings())), folder.resolve("out"), GROUPS));
    assertThat(read)
        .isEqualTo(
            Map.ofEntries(
                Map.entry("model_subspace_id", "M"),
                Map.entry("model_subspace_indices", List.of(1, 0, 0)),
                Map.entry("criteria", Map.of("NLLH", 3.5)), // what is not known is left out
                Map.entry("model_hash", "M-100"),
                Map.entry("model_subspace_petab_yaml", "../problem.yaml"),
                Map.entry("estimated_parameters", Map.of("ke", 0.25)),
                Map.entry("iteration", 4),
                Map.entry("model_id", "M-100"),
                Map.entry("parameters", Map.of("ke", "estimate", "tissue", 0, "saturation", 0)),
                Map.entry("metaparameters", Map.of("tissue", List.of("k12", "k21"))),
                Map.entry("predecessor_model_hash", "virtual_initial_model-")));
  }

  @Test
  void whatIsWrittenIsReadAsTheModelToBeginWith() throws Exception {
    SelectionProblem before = read(new Findings());
    Files.writeString(folder.resolve("first.yaml"), ModelList.write(entry(before), folder, GROUPS));
    SelectionProblem after = read(new Findings());
    assertThat(after.settings().predecessor()).isEqualTo(before.settings().predecessor());
    assertThat(after.start()).containsExactly(Map.entry("ke", 0.25));
    assertThat(Optional.ofNullable(after.settings().predecessor()))
        .map(model -> model.settings().get("saturation"))
        .contains(Setting.fixed(0));
  }
}
