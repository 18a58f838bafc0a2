package org.lamarck.worker.cells;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.worker.own.OwnFile;
import org.lamarck.worker.own.SourceReader;
import org.lamarck.worker.petab.parameter.GivenParameters;
import org.lamarck.worker.petab.parameter.ParameterRow;
import org.lamarck.worker.petab.parameter.Version1Parameters;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.YamlMapping;

/** Reads problems about tissues: {@code tissue:} and {@code parameters:}. */
public final class TissueReader implements SourceReader {
  private static final String TISSUE = "tissue";
  private static final String PARAMETERS = "parameters";
  private static final String CELLS = "cells";
  private static final String STEPS = "steps";
  private static final String REPEAT = "repeat";
  private static final String DRAWS = "draws";
  private static final String MINIMISE = "minimise";

  @Override
  public List<String> keys() {
    return List.of(TISSUE, PARAMETERS);
  }

  @Override
  public Optional<ObjectiveSource> read(OwnFile file, Findings findings) {
    Map<String, ParameterRow> rows = Version1Parameters.read(file, PARAMETERS, findings);
    Optional<YamlMapping> wanted =
        file.root()
            .require(TISSUE, "cells and steps", findings)
            .flatMap(value -> value.mapping(findings));
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    wanted.get().refuseOthers(List.of(CELLS, STEPS, REPEAT, DRAWS, MINIMISE), findings);
    wanted
        .get()
        .text(MINIMISE, "what is minimised: spread", findings)
        .filter(cell -> !cell.text().equals("spread"))
        .ifPresent(
            cell ->
                findings.error(
                    cell.place(),
                    "\"%s\" cannot be minimised".formatted(cell.text()),
                    "write spread, the mean distance of cells to their centroid"));
    GivenParameters given = GivenParameters.of(rows.values());
    StepReader reader = new StepReader(given.ids(), findings);
    Optional<Beginning> beginning =
        wanted
            .get()
            .require(CELLS, "how the cells begin", findings)
            .flatMap(value -> value.mapping(findings))
            .flatMap(reader::beginning);
    List<Step> steps = steps(wanted.get(), reader, findings);
    int repeats = reader.count(wanted.get(), REPEAT, 1, 1_000_000);
    int draws = wanted.get().has(DRAWS) ? reader.count(wanted.get(), DRAWS, 2, 10_000) : 8;
    checkUsed(rows, reader, findings);
    if (beginning.isEmpty() || steps.isEmpty() || findings.hasErrors()) {
      return Optional.empty();
    }
    return Optional.of(
        new TissueSource(file.name(), beginning.get(), steps, repeats, given, draws));
  }

  private static List<Step> steps(YamlMapping wanted, StepReader reader, Findings findings) {
    List<Step> steps = new ArrayList<>();
    wanted
        .require(STEPS, "a list of steps", findings)
        .ifPresent(
            list ->
                list.items()
                    .forEach(
                        item ->
                            item.mapping(findings).flatMap(reader::step).ifPresent(steps::add)));
    return steps;
  }

  private static void checkUsed(
      Map<String, ParameterRow> rows, StepReader reader, Findings findings) {
    rows.forEach(
        (id, row) -> {
          if (!reader.used().contains(id)) {
            findings.error(row.place(), id + " stands in no step", "remove it, or name it there");
          } else {
            row.requireValue(findings);
          }
        });
  }
}
