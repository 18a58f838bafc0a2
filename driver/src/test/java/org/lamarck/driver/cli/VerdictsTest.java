package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lamarck.driver.cli.Terminal.lamarck;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.driver.PublicData;
import org.lamarck.driver.checkpoint.CheckpointFolder;
import org.lamarck.driver.checkpoint.Stores;
import org.lamarck.driver.record.Profiles;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.strategies.profile.Curve.Verdict;
import org.lamarck.strategies.profile.End;
import org.lamarck.strategies.profile.ProfilePoint;

/** Verdicts of published problems: what the null space says, the curves say as well. */
@Tag("slow")
class VerdictsTest {
  @TempDir Path folder;

  /** Of Weber's problem the parameters that make up for each other alone: all are 36. */
  @ParameterizedTest
  @CsvSource({
    "Boehm_JProteomeRes2014, '', ''",
    "Perelson_Science1996, '', ''",
    "Blasi_CellSystems2016, '', ''",
    "Rahman_MBS2016, '', ''",
    "Bertozzi_PNAS2020, '', ''",
    "Bruno_JExpBot2016, '', ''",
    "Weber_BMC2015, 'm33,p33', 'm33,p33'"
  })
  void whatIsStructurallyFlatDoesNotRiseAndWhatEndsIsNot(String problem, String of, String flat)
      throws Exception {
    Path place = PublicData.at("petab-benchmark").resolve(problem);
    Path named = place.resolve(problem + ".yaml");
    Path yaml = Files.exists(named) ? named : place.resolve("problem.yaml");
    String run = folder.resolve(problem).toString();
    Terminal terminal =
        of.isEmpty()
            ? lamarck("profile", yaml.toString(), "--out", run)
            : lamarck("profile", yaml.toString(), "--out", run, "--of", of);
    assertThat(terminal.code()).as(terminal.err()).isZero();
    Profiles profiles =
        CheckpointFolder.in(Stores.at(run + "/checkpoints"))
            .result(RunRecord.class)
            .flatMap(RunRecord::profiles)
            .orElseThrow();
    Set<String> structural = new TreeSet<>();
    for (Profiles.Interval one : profiles.intervals()) {
      boolean ends =
          one.curve().lower().kind() == End.Kind.CROSSED
              && one.curve().upper().kind() == End.Kind.CROSSED;
      if (one.verdict() == Verdict.STRUCTURALLY_FLAT) {
        structural.add(one.parameter().id());
        assertThat(ends).as(one.parameter().id()).isFalse();
        assertThat(one.direction()).hasSizeGreaterThan(0).containsKey(one.parameter().id());
        assertThat(leastRise(profiles, one)).isLessThan(1e-4 * profiles.profiled().threshold());
      } else if (ends) {
        assertThat(one.verdict()).isEqualTo(Verdict.IDENTIFIABLE);
      }
    }
    assertThat(structural).isEqualTo(flat.isEmpty() ? Set.of() : Set.of(flat.split(",")));
  }

  /** At the points next to the optimum: others make up for the step, if no bound holds them. */
  private static double leastRise(Profiles profiles, Profiles.Interval interval) {
    List<ProfilePoint> points = interval.curve().points();
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < points.size(); i++) {
      if (points.get(i).value() - profiles.profiled().value() == 0) {
        for (int k : new int[] {i - 1, i + 1}) {
          if (k >= 0 && k < points.size()) {
            least = Math.min(least, points.get(k).value() - profiles.profiled().value());
          }
        }
      }
    }
    return least;
  }
}
