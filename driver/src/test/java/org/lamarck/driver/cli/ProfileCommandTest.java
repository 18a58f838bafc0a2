package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lamarck.driver.cli.Terminal.lamarck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.driver.checkpoint.CheckpointFolder;
import org.lamarck.driver.checkpoint.Stores;
import org.lamarck.driver.record.Profiles;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.strategies.profile.End;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Profiles of Boehm's problem, from the command line to the report. */
class ProfileCommandTest {
  private static final Path BOEHM = Path.of("..", "examples", "boehm", "boehm.yaml");

  /**
   * Ends on log10 scales at 95 %, to three digits and found by steps, as LikelihoodProfiler.jl has
   * them in its own tests (test_jak-stat_model.jl, insysbio); NaN for open sides.
   */
  private static final Map<String, List<Double>> PUBLISHED =
      Map.of(
          "Epo_degradation_BaF3", List.of(-1.729, -1.402),
          "k_exp_hetero", List.of(Double.NaN, -3.043),
          "k_exp_homo", List.of(-2.534, -1.923),
          "k_imp_hetero", List.of(-1.903, -1.665),
          "k_imp_homo", List.of(0.156, Double.NaN),
          "k_phos", List.of(4.112, 4.29),
          "sd_pSTAT5A_rel", List.of(0.42, 0.78),
          "sd_pSTAT5B_rel", List.of(0.674, 0.999),
          "sd_rSTAT5A_rel", List.of(0.357, 0.678));

  @TempDir static Path folder;

  @BeforeAll
  static void fit() {
    Terminal fit =
        lamarck(
            "fit",
            BOEHM.toString(),
            "--start",
            "nominal",
            "--evaluations",
            "60",
            "--out",
            folder.resolve("run").toString());
    assertThat(fit.code()).as(fit.err()).isZero();
  }

  private static String run() {
    return folder.resolve("run").toString();
  }

  private static Terminal profile(String... more) {
    List<String> words = new ArrayList<>(List.of("profile", run()));
    words.addAll(List.of(more));
    return lamarck(words.toArray(String[]::new));
  }

  private static Profiles profiles() throws Exception {
    return CheckpointFolder.in(Stores.at(run() + "/checkpoints"))
        .result(RunRecord.class)
        .flatMap(RunRecord::profiles)
        .orElseThrow();
  }

  private static Map<?, ?> json() throws IOException {
    String text = Files.readString(folder.resolve("run/result.json"));
    Map<?, ?> result = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
    return (Map<?, ?>) Objects.requireNonNull(result.get("profiles"));
  }

  @Test
  void allEndsOfBoehmsProblemAreThePublishedOnes() throws Exception {
    Terminal terminal = profile();
    assertThat(terminal.code()).as(terminal.err()).isZero();
    assertThat(terminal.out())
        .contains("k_exp_hetero")
        .contains("open below")
        .contains("open above")
        .contains("(95 %)");
    for (Profiles.Interval one : profiles().intervals()) {
      List<Double> known = Objects.requireNonNull(PUBLISHED.get(one.parameter().id()));
      check(one.curve().lower(), known.get(0));
      check(one.curve().upper(), known.get(1));
    }
    Map<?, ?> parameters = (Map<?, ?>) Objects.requireNonNull(json().get("parameters"));
    assertThat(parameters).hasSize(9);
    Map<?, ?> phosphorylation = (Map<?, ?>) Objects.requireNonNull(parameters.get("k_phos"));
    assertThat(phosphorylation.get("verdict")).isEqualTo("identifiable");
    assertThat(((Number) Objects.requireNonNull(phosphorylation.get("lower"))).doubleValue())
        .isCloseTo(Math.pow(10, 4.112), within(50.0)); // half of the last digit, some steps
    assertThat(Files.readString(folder.resolve("run/curves.tsv")))
        .startsWith("parameterId\tvalue\tobjective\trise\tslope\tEpo_degradation_BaF3");
    assertThat(Files.readString(folder.resolve("run/report.html")))
        .contains("How far each parameter can go")
        .contains("7 of 9 parameters are identifiable");
  }

  /** Their steps of a twentieth and their digits allow for 0.005. */
  private static void check(End end, double known) {
    assertThat(end.kind()).isEqualTo(Double.isNaN(known) ? End.Kind.BOUND : End.Kind.CROSSED);
    if (!Double.isNaN(known)) {
      assertThat(end.at()).isCloseTo(known, within(0.005));
    }
  }

  @Test
  void theSameProfilesAreNotComputedAgain() throws Exception {
    assertThat(profile("--of", "k_phos").code()).isZero();
    String curves = Files.readString(folder.resolve("run/curves.tsv"));
    long before = profiles().effort().gradients();
    Terminal again = profile("--of", "k_phos");
    assertThat(again.code()).isZero();
    assertThat(profiles().effort().gradients()).isEqualTo(before);
    assertThat(Files.readString(folder.resolve("run/curves.tsv"))).isEqualTo(curves);
  }

  @Test
  void profilesThatAreCutGoOnAndAreThoseOfAnUnbrokenRun() throws Exception {
    assertThat(profile("--of", "k_imp_hetero,k_exp_homo", "--threads", "1").code()).isZero();
    String unbroken = Files.readString(folder.resolve("run/curves.tsv"));
    assertThat(profile("--of", "k_phos").code()).isZero(); // begins anew
    int cuts = 0;
    Terminal part = profile("--of", "k_imp_hetero,k_exp_homo", "--time-limit", "200ms");
    while (part.err().contains("go on with: lamarck profile")) {
      cuts++;
      part = profile("--of", "k_imp_hetero,k_exp_homo", "--time-limit", 200 * (cuts + 1) + "ms");
      assertThat(part.code()).as(part.err()).isZero();
    }
    assertThat(Files.readString(folder.resolve("run/curves.tsv"))).isEqualTo(unbroken);
  }

  @Test
  void whatCannotBeAskedForIsRefusedInOneLine() {
    refused("--of: error: no estimated parameter is called k_fos; write k_phos", "--of", "k_fos");
    refused("--level: error: 1.0 is no confidence", "--level", "1");
    refused("--delta-nllh: error: -1.0 is no rise", "--delta-nllh", "-1");
    refused("give one of them", "--threshold", "2", "--level", "0.9");
    refused("--rtol: error: " + run() + " is a run, and has its own", "--rtol", "1e-9");
    Terminal nowhere = lamarck("profile", folder.resolve("nowhere").toString());
    assertThat(nowhere.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(nowhere.errorLines()).hasSize(1);
  }

  private static void refused(String words, String... options) {
    Terminal terminal = profile(options);
    assertThat(terminal.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(terminal.errorLines()).hasSize(1);
    assertThat(terminal.err()).contains(words);
  }
}
