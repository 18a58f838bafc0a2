package org.lamarck.worker.stochastic.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.own.OwnFile;
import org.lamarck.worker.own.SourceReader;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.petab.parameter.GivenParameters;
import org.lamarck.worker.petab.parameter.ParameterRow;
import org.lamarck.worker.petab.parameter.Version1Parameters;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.NamedFiles;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.JumpModel;
import org.lamarck.worker.problem.Spelling;
import org.lamarck.worker.stochastic.gradient.Estimators;

/** Reads problems about random processes: {@code stochastic:} and {@code parameters:}. */
public final class StochasticReader implements SourceReader {
  private static final String STOCHASTIC = "stochastic";
  private static final String PARAMETERS = "parameters";
  private static final String MODEL = "model";
  private static final String RUNS = "runs";
  private static final String PETAB = "petab";
  private static final String DATA = "data";
  private static final List<String> KINDS_OF_DATA = List.of("means", "cells");
  private static final int FEWEST_RUNS = 4;
  private static final int MOST_RUNS = 10_000_000;

  @Override
  public List<String> keys() {
    return List.of(STOCHASTIC, PARAMETERS);
  }

  @Override
  public Optional<ObjectiveSource> read(OwnFile file, Findings findings) {
    Optional<YamlMapping> wanted =
        file.root()
            .require(STOCHASTIC, "a model and what it shall do", findings)
            .flatMap(value -> value.mapping(findings));
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    if (wanted.get().has(PETAB)) {
      return petab(file, wanted.get(), findings);
    }
    Map<String, ParameterRow> rows = Version1Parameters.read(file, PARAMETERS, findings);
    List<String> known = new ArrayList<>(List.of(MODEL, RUNS));
    known.addAll(TargetReader.KEYS);
    wanted.get().refuseOthers(known, findings);
    int runs = runs(wanted.get(), findings);
    Optional<JumpModel> model = model(file, wanted.get(), findings);
    model.ifPresent(read -> checkParameters(rows, read, findings));
    model
        .filter(read -> read.reactions().isEmpty() && read.draws().isEmpty())
        .ifPresent(
            read ->
                findings.error(
                    wanted.get().place(MODEL),
                    "the model has no reactions: nothing happens by chance",
                    "name another one"));
    Optional<StochasticTarget> target =
        model.flatMap(read -> new TargetReader(read, findings).read(wanted.get()));
    if (target.isEmpty() || findings.hasErrors()) {
      return Optional.empty();
    }
    return source(file, wanted.get(), model.orElseThrow(), rows, target.get(), runs, findings);
  }

  /** The data of a PEtab problem, which has parameters of its own. */
  private static Optional<ObjectiveSource> petab(
      OwnFile file, YamlMapping wanted, Findings findings) {
    wanted.refuseOthers(List.of(MODEL, RUNS, PETAB, DATA, TargetReader.GRADIENT), findings);
    if (file.root().has(PARAMETERS)) {
      findings.error(
          file.root().place(PARAMETERS),
          "the parameters are those of the PEtab problem",
          "remove the key");
    }
    int runs = runs(wanted, findings);
    int data = wanted.choice(DATA, "means or cells", KINDS_OF_DATA, findings).orElse(0);
    Optional<Estimators> estimator = TargetReader.estimator(wanted, findings);
    Optional<JumpModel> model = model(file, wanted, findings);
    Optional<Cell> yaml = wanted.text(PETAB, "the file of a PEtab problem", findings);
    if (model.isEmpty() || yaml.isEmpty() || findings.hasErrors()) {
      return Optional.empty();
    }
    try {
      EstimationProblem problem = ProblemReader.read(file.beside(yaml.get()));
      boolean isNormal =
          problem.observables().stream().allMatch(one -> one.noise().equals(Noise.NORMAL));
      if (data == 0 && !isNormal) {
        findings.error(
            yaml.get().place(),
            "means of random processes are compared with normal noise alone",
            "write data: cells, or normal noise without transformation");
      }
      PetabSource source =
          new PetabSource(
              file.name(), model.get(), problem, runs, data == 1, estimator.orElse(null));
      source.check();
      return Optional.of(source);
    } catch (InputException e) {
      place(e, yaml.get().place(), yaml.get().text() + ": ", findings);
      return Optional.empty();
    }
  }

  /** Takes over what was found; what has no row is told where the file is named. */
  private static void place(InputException found, Place named, String prefix, Findings findings) {
    for (Finding one : found.findings()) {
      if (one.row() > 0) {
        findings.addAll(List.of(one));
      } else {
        findings.error(named, prefix + one.what(), one.remedy());
      }
    }
  }

  private static Optional<JumpModel> model(OwnFile file, YamlMapping wanted, Findings findings) {
    return wanted
        .text(MODEL, "the name of an SBML file", findings)
        .flatMap(cell -> NamedFiles.jumpModel(file.beside(cell), cell.place(), findings));
  }

  private static Optional<ObjectiveSource> source(
      OwnFile file,
      YamlMapping wanted,
      JumpModel model,
      Map<String, ParameterRow> rows,
      StochasticTarget target,
      int runs,
      Findings findings) {
    StochasticSource source =
        new StochasticSource(file.name(), model, GivenParameters.of(rows.values()), target, runs);
    try {
      source
          .check()
          .forEach(
              (id, what) -> {
                if (rows.containsKey(id)) {
                  findings.error(rows.get(id).place(), what, StochasticSource.START);
                } else {
                  findings.addAll(List.of(model.errorAtStart(id, what, StochasticSource.START)));
                }
              });
      if (!findings.hasErrors()) {
        source
            .projectionFault()
            .ifPresent(
                what ->
                    findings.error(
                        wanted.place(TargetReader.STATES),
                        what + ", with parameters as they are given",
                        "give other nominal values, or, of states, allow more, up to "
                            + TargetReader.MOST_STATES));
      }
    } catch (InputException e) {
      place(e, wanted.place(), "the model: ", findings);
    }
    return findings.hasErrors() ? Optional.empty() : Optional.of(source);
  }

  private static int runs(YamlMapping wanted, Findings findings) {
    return wanted.has(RUNS) ? wanted.wholeNumber(RUNS, FEWEST_RUNS, MOST_RUNS, findings) : 50;
  }

  private static void checkParameters(
      Map<String, ParameterRow> rows, JumpModel model, Findings findings) {
    List<String> ids = model.between().quantities().stream().map(one -> one.id()).toList();
    rows.forEach(
        (id, row) -> {
          if (!ids.contains(id)) {
            findings.error(
                row.place(), "the model has no " + id + " to be set", Spelling.remedy(id, ids));
          } else {
            row.requireValue(findings);
          }
        });
  }
}
