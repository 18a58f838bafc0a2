package org.lamarck.worker.cells.fit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.worker.cells.Beginning;
import org.lamarck.worker.cells.Division;
import org.lamarck.worker.cells.Fields;
import org.lamarck.worker.cells.Step;
import org.lamarck.worker.cells.TypeRule;
import org.lamarck.worker.own.OwnFile;
import org.lamarck.worker.own.SourceReader;
import org.lamarck.worker.petab.parameter.ParameterRow;
import org.lamarck.worker.petab.parameter.Version1Parameters;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.YamlMapping;

/** Reads problems about tissues: {@code tissue:} and {@code parameters:}. */
public final class TissueReader implements SourceReader {
  private static final String TISSUE = "tissue";
  private static final String PARAMETERS = "parameters";
  private static final String CELLS = "cells";
  private static final List<String> KEYS =
      List.of(
          CELLS,
          "before",
          "become",
          "steps",
          "repeat",
          "runs",
          "draws",
          TargetReader.MINIMISE,
          TargetReader.MAXIMISE,
          "discount",
          "sparsity",
          NoiseReader.NOISE);

  @Override
  public List<String> keys() {
    return List.of(TISSUE, PARAMETERS);
  }

  @Override
  public Optional<ObjectiveSource> read(OwnFile file, Findings findings) {
    Map<String, ParameterRow> rows =
        file.root().has(PARAMETERS)
            ? Version1Parameters.read(file, PARAMETERS, findings)
            : Map.of();
    if (file.root().has(PARAMETERS) && rows.isEmpty() && findings.hasErrors()) {
      return Optional.empty(); // any name in a step may be one of the table
    }
    SettingReader settings = new SettingReader(rows, findings);
    Optional<YamlMapping> tissue =
        file.root()
            .require(TISSUE, "cells and steps", findings)
            .flatMap(value -> value.mapping(findings));
    Optional<YamlMapping> cells =
        tissue
            .flatMap(all -> all.require(CELLS, "how the cells begin", findings))
            .flatMap(value -> value.mapping(findings));
    if (tissue.isEmpty() || cells.isEmpty()) {
      return Optional.empty();
    }
    tissue.get().refuseOthers(KEYS, findings);
    BeginningReader beginnings = new BeginningReader(file, settings, findings);
    int before = findings.all().size();
    Fields fields = beginnings.fields(cells.get());
    double secretion = settings.from(cells.get(), "secretion", 0, 0);
    if (cells.get().has("secretion") && fields.chemicals() == 0) {
      findings.error(
          cells.get().place("secretion"),
          "cells secrete, and there are no chemicals",
          "add chemicals, their number, or remove secretion");
    }
    Optional<Beginning.Seeding> seeding = beginnings.seeding(cells.get(), fields);
    int capacity =
        beginnings.capacity(cells.get(), seeding.map(Beginning.Seeding::cells).orElse(1));
    boolean isRoomKnown = findings.all().size() == before;
    StepReader reader =
        new StepReader(
            settings,
            fields,
            capacity,
            2 * seeding.map(BeginningReader::largestRadius).orElse(0.0),
            findings);
    Beginning.Before earlier = beginnings.before(tissue.get(), reader, capacity);
    List<TypeRule> rules = beginnings.rules(tissue.get(), fields);
    Optional<Beginning> beginning =
        seeding.map(placed -> new Beginning(fields, placed, secretion, earlier, rules));
    List<Step> steps = reader.steps(tissue.get());
    int repeats = settings.count(tissue.get(), "repeat", 1, 1_000_000);
    int runs = settings.count(tissue.get(), "runs", 1, 10_000, 1);
    int draws = settings.count(tissue.get(), "draws", 2, 10_000, 8);
    Optional<Target> target = new TargetReader(fields, findings).target(tissue.get());
    double discount = settings.between(tissue.get(), "discount", 0, 1, 1);
    double sparsity = settings.from(tissue.get(), "sparsity", 0, 0);
    settings.checkUsed();
    if (isRoomKnown) {
      beginning.ifPresent(begun -> checkRoom(cells.get(), begun, steps, capacity, findings));
    }
    if (beginning.isEmpty() || target.isEmpty() || steps.isEmpty() || findings.hasErrors()) {
      return Optional.empty();
    }
    Aim aim = new Aim(target.get(), discount, sparsity, settings.weights());
    long coordinates = (long) repeats * beginning.get().cells() * fields.dimensions();
    Vector noise = new NoiseReader(file, findings).read(tissue.get(), steps, coordinates);
    if (findings.hasErrors()) {
      return Optional.empty();
    }
    TissuePlan plan = new TissuePlan(beginning.get(), steps, repeats, capacity, noise);
    return Optional.of(new TissueSource(file.name(), plan, aim, settings.given(), runs, draws));
  }

  /** Where cells divide there are places for more. */
  private static void checkRoom(
      YamlMapping cells, Beginning begun, List<Step> steps, int capacity, Findings findings) {
    boolean divides =
        Stream.concat(steps.stream(), begun.before().steps().stream())
            .anyMatch(Division.class::isInstance);
    if (divides && capacity == begun.cells()) {
      findings.error(
          cells.place(),
          "cells divide, and there is no place for another one",
          "add capacity, how many cells there can be");
    }
  }
}
