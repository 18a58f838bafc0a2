package org.lamarck.driver.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lamarck.driver.checkpoint.Store;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.record.StartValue;
import org.lamarck.driver.run.RefinementRow;
import org.lamarck.driver.run.TraceRow;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.profile.End;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files of a result, as scripts read them. */
class ResultFolderTest {
  /** A folder in memory that remembers in which order it was written. */
  private static final class Memory implements Store {
    private final Map<String, String> files = new TreeMap<>();
    private String last = "";

    @Override
    public List<String> list() {
      return List.copyOf(files.keySet());
    }

    @Override
    public byte[] read(String name) {
      return files.getOrDefault(name, "").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void write(String name, byte[] bytes) {
      files.put(name, new String(bytes, StandardCharsets.UTF_8));
      last = name;
    }

    @Override
    public void create(String name, byte[] bytes) {
      write(name, bytes);
    }

    @Override
    public void delete(String name) {
      files.remove(name);
    }

    @Override
    public String location() {
      return "memory";
    }
  }

  private static Memory written(RunRecord record) throws IOException {
    Memory memory = new Memory();
    ResultFolder.write(record, memory);
    return memory;
  }

  @SuppressWarnings("unchecked") // objects of JSON
  private static Map<String, Object> json(String text) {
    return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  private static String file(Memory folder, String name) {
    return Objects.requireNonNull(folder.files.get(name));
  }

  private static Map<String, Object> result(RunRecord record) throws IOException {
    return json(file(written(record), "result.json"));
  }

  @SuppressWarnings("unchecked") // objects of JSON
  private static Map<String, Object> map(Map<String, Object> parent, String key) {
    return (Map<String, Object>) Objects.requireNonNull(parent.get(key));
  }

  /** Cells of a tab-separated file without its header. */
  private static List<List<String>> rows(String table) {
    List<String> lines = table.lines().toList();
    return lines.stream().skip(1).map(line -> Arrays.asList(line.split("\t", -1))).toList();
  }

  private static final RunRecord RUN = Records.of(3, 2, 40);

  private static RunRecord failed() {
    return Records.record("p", Parts.parameters("k"), List.of(Double.POSITIVE_INFINITY), List.of());
  }

  @Test
  void theKeysOfResultJsonAreTheContract() throws Exception {
    Map<String, Object> result = result(RUN);
    assertThat(result.keySet().stream().map(String::valueOf))
        .containsExactly(
            "lamarck",
            "problem",
            "problemId",
            "problemHash",
            "seed",
            "strategy",
            "settings",
            "start",
            "parameterCount",
            "measurements",
            "best",
            "uncertainty",
            "starts",
            "basinCount",
            "basins",
            "chanceOfBetter",
            "generations",
            "evaluations",
            "gradients",
            "failures",
            "failureReasons",
            "stopped",
            "wallClock");
    assertThat(result.get("problem")).isEqualTo("boehm.yaml");
    assertThat(result.get("seed")).isEqualTo(7);
    assertThat(result.get("stopped")).isEqualTo("finished");
    assertThat(result.get("parameterCount")).isEqualTo(3);
    assertThat(result.get("measurements")).isEqualTo(32);
  }

  @Test
  void theBestPointIsOnTheLinearScaleAndReadsBackToTheBit() throws Exception {
    Map<String, Object> best = map(result(RUN), "best");
    assertThat(best.get("objective")).isEqualTo(RUN.outcome().state().bestValue());
    assertThat(best.get("nllh")).isEqualTo(RUN.outcome().state().bestValue());
    assertThat(map(best, "parameters")).isEqualTo(RUN.estimates());
    assertThat(best.get("origin")).isEqualTo("multistart");
  }

  @Test
  void basinsAreBestFirstWithTheirVisits() throws Exception {
    Map<String, Object> result = result(RUN);
    List<?> basins = (List<?>) Objects.requireNonNull(result.get("basins"));
    assertThat(basins)
        .hasSize(5)
        .hasSize((Integer) Objects.requireNonNull(result.get("basinCount")));
    double last = Double.NEGATIVE_INFINITY;
    int visits = 0;
    for (int i = 0; i < basins.size(); i++) {
      Map<String, Object> basin = map(Map.of("basin", basins.get(i)), "basin");
      double value = (Double) Objects.requireNonNull(basin.get("objective"));
      assertThat(value).isGreaterThan(last);
      last = value;
      visits += (Integer) Objects.requireNonNull(basin.get("visits"));
      assertThat(map(basin, "parameters")).hasSize(3);
    }
    assertThat(visits).isEqualTo(36); // of forty searches each ninth failed
    Map<String, Object> starts = map(result, "starts");
    assertThat(starts.get("independent")).isEqualTo(40);
    assertThat(starts.get("toBasins")).isEqualTo(36);
  }

  @Test
  void failuresAreCountedByReasonInWords() throws Exception {
    Map<String, Object> result = result(RUN);
    assertThat(result.get("failures")).isEqualTo(4);
    assertThat(result.get("failureReasons")).isEqualTo(Map.of("step limit", 4));
    assertThat(map(result, "settings"))
        .containsEntry("evaluations", 5000)
        .containsEntry("rtol", 1e-8)
        .containsEntry("atol", 1e-12)
        .containsEntry("objective", "likelihood");
    assertThat(map(result, "settings").containsKey("timeLimitSeconds")).isFalse();
  }

  @Test
  void ofSeveralStartsTheBestOneCounts() throws Exception {
    List<StartValue> starts =
        List.of(
            new StartValue(7, -7, null),
            new StartValue(5, -5, null),
            new StartValue(
                Double.NaN,
                Double.NaN,
                new Evaluation.Failed(Evaluation.Reason.NON_FINITE, "dose", 3, "")),
            new StartValue(6, -6, null));
    Map<String, Object> start = map(result(Parts.with(RUN, starts)), "start");
    assertThat(start.get("objective")).isEqualTo(5.0);
    assertThat(start.get("nllh")).isEqualTo(5.0);
    assertThat(start.get("failure")).isEqualTo("non finite in dose at 3.0");
    assertThat(start.get("from")).isEqualTo("random");
  }

  @Test
  void aRunWithoutAPointHasNoBestAndSaysWhy() throws Exception {
    Memory memory = written(failed());
    assertThat(memory.list())
        .containsExactly("refinements.tsv", "report.html", "result.json", "trace.tsv");
    Map<String, Object> result = json(file(memory, "result.json"));
    assertThat(result.containsKey("best")).isFalse();
    assertThat(result.get("firstFailure")).isEqualTo("step limit");
    assertThat(result.get("basins")).isEqualTo(List.of());
  }

  @Test
  void resultJsonIsWrittenLastForItSaysThatAllIsThere() throws Exception {
    assertThat(written(RUN).last).isEqualTo("result.json");
  }

  @Test
  void allButTheWallClockIsTheSameAgain() throws Exception {
    Memory one = written(RUN);
    Memory two = written(Records.of(3, 2, 40));
    assertThat(two.files).isEqualTo(one.files);
  }

  @Test
  void everySliceHasARowThatReadsBack() throws Exception {
    String table = file(written(RUN), "refinements.tsv");
    assertThat(table.lines().findFirst().orElseThrow())
        .isEqualTo(
            "proposal\torigin\tsearch\tindependent\tbasin\tgeneration\tstartObjective\tobjective"
                + "\ttermination\titerations\tevaluations\tgradients\tfailures\tprojectedGradient"
                + "\tfailure\tk_0\tk_1\tk_2");
    List<List<String>> rows = rows(table);
    List<RefinementRow> slices = RUN.outcome().refinements();
    assertThat(rows).hasSameSizeAs(slices);
    for (int r = 0; r < rows.size(); r++) {
      List<String> cells = rows.get(r);
      RefinementRow slice = slices.get(r);
      boolean failed = Double.isInfinite(slice.value());
      assertThat(cells.get(0)).isEqualTo(Long.toString(slice.proposal()));
      assertThat(cells.get(4)).matches(failed ? "" : "[1-5]");
      assertThat(cells.get(7)).isEqualTo(failed ? "inf" : Double.toString(slice.value()));
      assertThat(cells.get(8)).isEqualTo(failed ? "failed" : "gradient");
      assertThat(cells.get(14)).isEqualTo(failed ? "step limit in epo at 12.5: <stiff>" : "");
      for (int i = 0; i < 3; i++) {
        double linear = RUN.searched().get(i).linear(slice.point().get(i));
        assertThat(Double.parseDouble(cells.get(15 + i))).isEqualTo(linear);
      }
    }
  }

  @Test
  void theTraceFallsAndItsEffortGrows() throws Exception {
    List<List<String>> rows = rows(file(written(RUN), "trace.tsv"));
    List<TraceRow> trace = RUN.outcome().trace();
    assertThat(rows).hasSameSizeAs(trace);
    double before = Double.POSITIVE_INFINITY;
    for (int r = 0; r < rows.size(); r++) {
      double value = Double.parseDouble(rows.get(r).get(3));
      assertThat(value).isEqualTo(trace.get(r).best()).isLessThanOrEqualTo(before);
      before = value;
    }
  }

  @Test
  void estimatesAreAParameterTable() throws Exception {
    String table = file(written(RUN), "estimates.tsv");
    List<String> header = Arrays.asList(table.lines().findFirst().orElseThrow().split("\t", -1));
    assertThat(header)
        .contains(
            "parameterId",
            "parameterScale",
            "lowerBound",
            "upperBound",
            "nominalValue",
            "estimate");
    for (List<String> cells : rows(table)) {
      String id = cells.get(header.indexOf("parameterId"));
      assertThat(Double.parseDouble(cells.get(header.indexOf("nominalValue"))))
          .isEqualTo(RUN.estimates().get(id));
    }
    assertThat(rows(table)).hasSize(3);
  }

  @Test
  void standardErrorsAreFilesWhenThereAreAny() throws Exception {
    assertThat(written(RUN).list()).doesNotContain("uncertainty.tsv", "correlations.tsv");
    Memory memory = written(Parts.with(RUN, Parts.uncertainty()));
    assertThat(memory.list()).contains("uncertainty.tsv", "correlations.tsv");
    Map<String, Object> entry = map(json(file(memory, "result.json")), "uncertainty");
    assertThat(map(entry, "parameters")).containsOnlyKeys("k_1", "k_2", "k_3");
    ResultFolder.write(RUN, memory); // of which nothing is known any more
    assertThat(memory.list()).doesNotContain("uncertainty.tsv", "correlations.tsv");
  }

  @Test
  void profilesAndDrawsOfABestPointBeforeAreRemoved() throws Exception {
    var parameters = Parts.parameters("k_0", "k_1", "k_2");
    RunRecord full =
        RUN.with(
                Parts.profiles(
                    0.95,
                    parameters,
                    List.of(
                        Parts.curve(
                            0,
                            3,
                            Parts.end(End.Kind.CROSSED, 0, 1.92),
                            Parts.end(End.Kind.CROSSED, 2, 1.92)))))
            .with(Parts.samples(parameters, 3, 20, false));
    Memory memory = written(full);
    assertThat(memory.list())
        .contains("profiles.tsv", "sample-1.csv", "sample-2.csv", "sample-3.csv");
    Map<String, Object> result = json(file(memory, "result.json"));
    assertThat(result.containsKey("profiles")).isTrue();
    assertThat(result.containsKey("sample")).isTrue();
    memory.write("sample-notes.txt", new byte[0]); // a user's own
    ResultFolder.write(RUN, memory);
    assertThat(memory.list())
        .doesNotContain("profiles.tsv", "sample-1.csv", "sample-2.csv", "sample-3.csv")
        .contains("sample-notes.txt");
  }

  @Test
  void drawsOfFewerChainsLeaveNoneOfThoseBefore() throws Exception {
    var parameters = Parts.parameters("k_0", "k_1", "k_2");
    Memory memory = written(RUN.with(Parts.samples(parameters, 4, 20, false)));
    ResultFolder.write(RUN.with(Parts.samples(parameters, 2, 20, false)), memory);
    assertThat(memory.list())
        .contains("sample-1.csv", "sample-2.csv")
        .doesNotContain("sample-3.csv", "sample-4.csv");
  }
}
