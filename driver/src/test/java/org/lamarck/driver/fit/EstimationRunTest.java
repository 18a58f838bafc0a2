package org.lamarck.driver.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.driver.config.FitSettings;
import org.lamarck.driver.config.Key;
import org.lamarck.driver.config.ObjectiveChoice;
import org.lamarck.driver.config.SettingsReader;
import org.lamarck.driver.problem.ProblemFiles;
import org.lamarck.driver.record.Fit;
import org.lamarck.driver.record.FitPoint;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.record.Uncertainty;
import org.lamarck.driver.run.Run;
import org.lamarck.driver.run.RunSettings;
import org.lamarck.driver.run.RunState;
import org.lamarck.driver.run.StartPoints;
import org.lamarck.driver.run.Stop;
import org.lamarck.strategies.evolution.Pace;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.MisfitLoss;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.task.SerializedProblem;

/** What a record says of the nominal point of Boehm's problem, which nobody had to search for. */
class EstimationRunTest {
  private static final String BOEHM = "../examples/boehm/boehm.yaml";

  @TempDir Path folder;

  private static FitSettings settings() throws Exception {
    return SettingsReader.read(Map.of(Key.START, "nominal"), Optional.empty(), new Properties());
  }

  private static SourceRun boehm() throws Exception {
    return Fitting.compile(BOEHM, settings());
  }

  /** The record of a run that looked at the start and ended. */
  private static RunRecord record(SourceRun run, StartPoints start) throws Exception {
    RunSettings search =
        RunSettings.of(Fitting.strategy(settings()), 1, settings().budget(run.loss()))
            .withStartPoints(start);
    RunState state = run.first(search);
    return run.record(search, Run.until(Stop.TIME_LIMIT, state, List.of()), "nowhere");
  }

  private static RunRecord nominal() throws Exception {
    return nominal(boehm());
  }

  private static RunRecord nominal(SourceRun run) throws Exception {
    return record(run, run.startPoints("nominal", List.of(Map.of())));
  }

  @Test
  void theFitAddsUp() throws Exception {
    Fit fit = nominal().bestFit().orElseThrow();
    assertThat(fit.points()).hasSize(48);
    double chi2 = 0;
    double llh = 0;
    for (FitPoint point : fit.points()) {
      double residual = (point.measured() - point.simulated()) / point.sigma();
      assertThat(point.residual()).isCloseTo(residual, within(1e-12 * (1 + Math.abs(residual))));
      chi2 += residual * residual;
      llh -= 0.5 * (Math.log(2 * Math.PI * point.sigma() * point.sigma()) + residual * residual);
    }
    assertThat(fit.chiSquared()).isCloseTo(chi2, within(1e-9 * chi2));
    assertThat(fit.logLikelihood()).isCloseTo(llh, within(1e-9 * Math.abs(llh)));
    assertThat(fit.objective()).isCloseTo(-llh, within(1e-9 * Math.abs(llh)));
    assertThat(fit.estimates()).hasSize(9);
    assertThat(fit.curves()).hasSize(3); // three observables in one experiment
  }

  @Test
  void theRecordSaysWhatWasMinimisedAndFromWhere() throws Exception {
    RunRecord record = nominal();
    assertThat(record.provenance().loss()).isEqualTo(MisfitLoss.NEGATIVE_LOG_LIKELIHOOD);
    assertThat(record.provenance().estimation()).isPresent();
    assertThat(record.provenance().source().place()).isEqualTo(BOEHM);
    assertThat(record.starts()).hasSize(1);
    double value = record.outcome().state().bestValue();
    assertThat(record.starts().get(0).objective()).isEqualTo(value);
    assertThat(record.starts().get(0).logLikelihood()).isEqualTo(-value);
    assertThat(record.logPrior()).isEmpty();
    assertThat(record.searched()).hasSize(6); // and three noise parameters follow
    assertThat(record.parameters()).hasSize(11); // two are not estimated
  }

  @Test
  void whatHasAClosedFormIsComputedUnlessItIsToBeSearched() throws Exception {
    EstimationRun computing = boehmAs(ObjectiveChoice.Hierarchy.USUAL);
    assertThat(computing.settings().inner()).isEqualTo(EvaluationSettings.Inner.DETECTED);
    assertThat(computing.space().dimension()).isEqualTo(6);
    EstimationRun searching = boehmAs(ObjectiveChoice.Hierarchy.OFF);
    assertThat(searching.space().dimension()).isEqualTo(9);
    assertThat(searching.remarks()).isEmpty();
    assertThat(searching.hash()).isEqualTo(computing.hash());
  }

  @Test
  void aTrainingInBatchesComputesNoParameter() throws Exception {
    FitSettings training =
        SettingsReader.read(Map.of(Key.STRATEGY, "adam"), Optional.empty(), new Properties());
    assertThat(Fitting.objective(training).hierarchy()).isEqualTo(ObjectiveChoice.Hierarchy.TABLE);
    assertThat(Fitting.objective(settings()).hierarchy())
        .isEqualTo(ObjectiveChoice.Hierarchy.USUAL);
  }

  private static EstimationRun boehmAs(ObjectiveChoice.Hierarchy hierarchy) throws Exception {
    FitSettings settings =
        settings().withObjective(ObjectiveChoice.DEFAULT.withHierarchy(hierarchy));
    return (EstimationRun) Fitting.compile(BOEHM, settings);
  }

  @Test
  void standardErrorsAreThoseOfTheObservedInformation() throws Exception {
    Uncertainty uncertainty = nominal().bestFit().orElseThrow().uncertainty();
    assertThat(uncertainty.missing()).isEmpty();
    assertThat(uncertainty.estimates()).hasSize(9);
    // of a standard deviation of 16 residuals in decades: 1/(ln 10 √(2 · 16)), nearly
    double expected = 1 / (Math.log(10) * Math.sqrt(32));
    assertThat(uncertainty.estimates())
        .filteredOn(one -> one.id().startsWith("sd_"))
        .hasSize(3)
        .allSatisfy(
            one -> assertThat(one.standardError()).isCloseTo(expected, within(0.2 * expected)));
  }

  @Test
  void ofMoreThanAThousandParametersThereAreNoStandardErrors() throws Exception {
    Path copy = copied();
    StringBuilder model = new StringBuilder();
    StringBuilder table = new StringBuilder(Files.readString(copy.resolve("parameters.tsv")));
    for (int i = 0; i < 1000; i++) {
      model.append("<parameter id=\"idle%d\" value=\"1\" constant=\"true\"/>%n".formatted(i));
      table.append("idle%d\tlog10\t1e-5\t1e5\t1\t1%n".formatted(i));
    }
    Files.writeString(copy.resolve("parameters.tsv"), table);
    String text = Files.readString(copy.resolve("model.xml"));
    Files.writeString(
        copy.resolve("model.xml"),
        text.replace("</listOfParameters>", model + "</listOfParameters>"));
    String yaml = copy.resolve("boehm.yaml").toString();
    Uncertainty uncertainty =
        nominal(Fitting.compile(yaml, settings())).bestFit().orElseThrow().uncertainty();
    assertThat(uncertainty.estimates()).isEmpty();
    assertThat(uncertainty.missing())
        .contains("1009 parameters are too many to be told apart; at most 1000 are");
  }

  @Test
  void aProblemIsSmallEnoughForTheUsualPace() throws Exception {
    SourceRun run = boehm();
    assertThat(run.pace()).isEqualTo(Pace.USUAL);
    assertThat(run.size()).isEqualTo("9 parameters, 48 measurements");
    assertThat(run.remarks())
        .containsExactly(
            "3 of 9 parameters have a closed form and are computed, not searched; --hierarchical"
                + " off searches them");
    assertThat(run.loss().isLikelihood()).isTrue();
    assertThat(boehm().hash()).isEqualTo(run.hash());
  }

  @Test
  void aStartThatMovesWhatIsNotEstimatedIsRefused() throws Exception {
    SourceRun run = boehm();
    Parameter fixed =
        run.parameters().stream().filter(one -> !one.estimated()).findFirst().orElseThrow();
    assertThatThrownBy(
            () -> run.startPoints("my.tsv", List.of(Map.of(fixed.id(), fixed.nominal() + 1))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "my.tsv: error: parameter %s is %s, but it is not estimated and stays %s; remove its"
                .formatted(fixed.id(), fixed.nominal() + 1, fixed.nominal()));
    assertThat(run.startPoints("my.tsv", List.of(Map.of(fixed.id(), fixed.nominal()))).points())
        .hasSize(1);
  }

  @Test
  void aStartBeyondItsBoundsIsPutOnThemAndNamed() throws Exception {
    StartPoints start = boehm().startPoints("my.tsv", List.of(Map.of("k_phos", 1e30)));
    assertThat(start.moved()).containsExactly("k_phos");
    assertThat(boehm().space().contains(start.points().get(0))).isTrue();
  }

  @Test
  void theProblemIsWrittenAgainWithItsEstimates() throws Exception {
    RunRecord record = nominal();
    RunFolder run = new RunFolder(folder.resolve("run").toString());
    Files.createDirectories(folder.resolve("run/petab"));
    Files.writeString(folder.resolve("run/petab/old.txt"), "of a fit before");
    assertThat(FittedProblem.write(record, BOEHM, run)).isEmpty();
    Path copy = folder.resolve("run/petab/boehm.yaml");
    assertThat(copy).exists();
    assertThat(folder.resolve("run/petab/old.txt")).doesNotExist();
    assertThat(folder.resolve("run/model.xml")).exists();
    EstimationProblem again = ProblemFiles.read(copy.toString(), ScaleChoice.AUTO).problem();
    for (Parameter parameter : again.estimated()) {
      assertThat(parameter.nominal()).isEqualTo(record.estimates().get(parameter.id()));
    }
  }

  /** A folder with the files of Boehm's problem. */
  private Path copied() throws IOException {
    Path copy = Files.createDirectories(folder.resolve("copy"));
    try (var files = Files.list(Path.of("../examples/boehm"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, copy.resolve(file.getFileName().toString()));
      }
    }
    return copy;
  }

  /** The model has an operator that JSBML loses. */
  @Test
  void aModelThatCannotBeWrittenIsMissingAlone() throws Exception {
    Path copy = copied();
    Path model = copy.resolve("model.xml");
    String text = Files.readString(model);
    String nested =
        text.replaceFirst(
            "<ci>total</ci>\\s*<ci>ratio</ci>",
            "<ci>total</ci><apply><divide/><apply><apply><times/><ci>ratio</ci><ci>total</ci>"
                + "</apply></apply><ci>total</ci></apply>");
    assertThat(nested).isNotEqualTo(text);
    Files.writeString(model, nested);
    String yaml = copy.resolve("boehm.yaml").toString();
    RunRecord record = nominal(Fitting.compile(yaml, settings()));
    RunFolder run = new RunFolder(folder.resolve("run").toString());
    assertThat(FittedProblem.write(record, yaml, run).orElseThrow())
        .startsWith("the fitted model is not written: " + model)
        .contains("JSBML would write another model");
    assertThat(folder.resolve("run/model.xml")).doesNotExist();
    String written = folder.resolve("run/petab/boehm.yaml").toString();
    EstimationProblem again = ProblemFiles.read(written, ScaleChoice.AUTO).problem();
    assertThat(again.estimated()).hasSize(9);
  }

  @Test
  void aProblemThatChangedSinceIsNotWritten() throws Exception {
    RunRecord record = nominal();
    RunFolder run = new RunFolder(folder.resolve("run").toString());
    Path changed = copied();
    String yaml = changed.resolve("boehm.yaml").toString();
    EstimationProblem same = ProblemFiles.read(yaml, ScaleChoice.AUTO).problem();
    assertThat(SerializedProblem.of(same).hash()).isEqualTo(record.provenance().source().hash());
    Path parameters = changed.resolve("parameters.tsv");
    String table = Files.readString(parameters);
    String row = table.lines().filter(line -> line.startsWith("k_phos")).findFirst().orElseThrow();
    Files.writeString(parameters, table.replace(row, row.replaceFirst("\t1", "\t2")));
    assertThat(FittedProblem.write(record, yaml, run))
        .contains(
            "the fitted problem is not written: " + yaml + " has changed since the run began");
    assertThat(folder.resolve("run/petab")).doesNotExist();
  }

  @Test
  void whatIsNotOnThisMachineIsNotWritten() throws Exception {
    RunRecord record = nominal();
    assertThat(FittedProblem.write(record, "hdfs://host/p.yaml", new RunFolder("run")))
        .contains(
            "the fitted problem is not written: problem and results must both be on this machine");
  }
}
