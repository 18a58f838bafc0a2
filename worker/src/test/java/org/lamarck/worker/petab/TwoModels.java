package org.lamarck.worker.petab;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Two models that share parameters, together and apart: dA/dt = −k A, and dB/dt = −k (B − cap).
 * Both have a quantity {@code twice}; observables and experiments of the first need A or dose,
 * those of the second B or cap.
 */
public final class TwoModels {
  /** Letters of the models: in front of a row those that it is for. */
  private static final String BOTH = "dg";

  private static final List<String> CONDITIONS_2 =
      List.of("d low dose 1", "d low A 2*start", "g full cap most", "g full B 2.5");
  private static final List<String> EXPERIMENTS_2 = List.of("d course 0 low", "g filled 0 full");
  private static final List<String> OBSERVABLES_2 =
      List.of(
          "dg obs s*twice n normal s n",
          "d sum A+offset 0.1*sum+sd log-normal _ _",
          "g level B sd normal _ _");
  private static final List<String> MEASUREMENTS_2 =
      List.of(
          "d decay obs course 1 1.5 1 0.5",
          "g growth obs filled 2 2.5 gain sd",
          "d decay sum course 3 0.4 _ _",
          "g growth level filled 1 1.7 _ _",
          "g growth level _ 4 0.8 _ _",
          "d decay sum _ 2 0.6 _ _");
  private static final List<String> PARAMETERS_2 =
      List.of(
          "dg k 1e-3 1e3 0.5 true",
          "d start 0.1 10 1.5 true",
          "d offset -1 1 0.25 true",
          "g most 0 10 0.5 true",
          "g gain 0.1 10 1.2 true",
          "dg sd 0.01 10 0.1 true");

  private static final List<String> MEASUREMENTS_1 =
      List.of(
          "d obs low 1.5 1 1 0.5",
          "g obs full 2.5 2 gain sd",
          "d sum low 0.4 3 _ _",
          "g level full 1.7 1 _ _",
          "g level full 0.8 inf _ _",
          "d sum low 0.6 2 _ _");

  private TwoModels() {}

  /** Both models in a problem of version 2. */
  static Fixture version2(Path folder) {
    return version2(folder, BOTH);
  }

  /** Both models in a problem of version 1. */
  static Fixture version1(Path folder) {
    return version1(folder, BOTH);
  }

  /** Writes a problem of both models, of a version. */
  public static Path together(Path folder, int version) {
    return write(folder, version, BOTH);
  }

  /** Writes a problem of each of the models, of a version. */
  public static List<Path> apart(Path folder, int version) {
    return Stream.of("d", "g").map(one -> write(folder, version, one)).toList();
  }

  private static Path write(Path folder, int version, String models) {
    Path own = folder.resolve(models);
    if (!own.toFile().mkdir()) {
      throw new IllegalStateException(own + " cannot be made");
    }
    return (version == 1 ? version1(own, models) : version2(own, models)).write();
  }

  private static Fixture version2(Path folder, String models) {
    Fixture fixture = models(folder);
    fixture.with(
        "problem.yaml",
        "format_version: 2.0.0\nmodel_files:\n"
            + (models.contains("d") ? "  decay: {location: model.xml, language: sbml}\n" : "")
            + (models.contains("g") ? "  growth: {location: growth.xml, language: sbml}\n" : "")
            + """
            parameter_files: [parameters.tsv]
            condition_files: [conditions.tsv]
            experiment_files: [experiments.tsv]
            observable_files: [observables.tsv]
            measurement_files: [measurements.tsv]
            """);
    table(fixture, "conditions.tsv", "conditionId targetId targetValue", models, CONDITIONS_2);
    table(fixture, "experiments.tsv", "experimentId time conditionId", models, EXPERIMENTS_2);
    table(
        fixture,
        "observables.tsv",
        "observableId observableFormula noiseFormula noiseDistribution observablePlaceholders"
            + " noisePlaceholders",
        models,
        OBSERVABLES_2);
    table(
        fixture,
        "measurements.tsv",
        "modelId observableId experimentId time measurement observableParameters noiseParameters",
        models,
        MEASUREMENTS_2);
    table(
        fixture,
        "parameters.tsv",
        "parameterId lowerBound upperBound nominalValue estimate",
        models,
        PARAMETERS_2);
    return fixture;
  }

  private static Fixture version1(Path folder, String models) {
    Fixture fixture = models(folder);
    StringBuilder yaml =
        new StringBuilder("format_version: 1\nparameter_file: parameters.tsv\nproblems:\n");
    if (models.contains("d")) {
      yaml.append(entry("model.xml", "decay"));
      fixture.table("decay_conditions.tsv", "conditionId dose A", "low 1 start");
      fixture.table(
          "decay_observables.tsv",
          "observableId observableFormula noiseFormula observableTransformation",
          "obs observableParameter1_obs*twice noiseParameter1_obs lin",
          "sum A+offset 0.1*sum+sd log");
    }
    if (models.contains("g")) {
      yaml.append(entry("growth.xml", "growth"));
      fixture.table("growth_conditions.tsv", "conditionId cap B", "full most 2.5");
      fixture.table(
          "growth_observables.tsv",
          "observableId observableFormula noiseFormula",
          "obs observableParameter1_obs*twice noiseParameter1_obs",
          "level B sd");
    }
    fixture.with("problem.yaml", yaml.toString());
    String header =
        "observableId simulationConditionId measurement time observableParameters noiseParameters";
    table(fixture, "decay_measurements.tsv", header, "d", MEASUREMENTS_1);
    table(fixture, "growth_measurements.tsv", header, "g", MEASUREMENTS_1);
    table(
        fixture,
        "parameters.tsv",
        "parameterId lowerBound upperBound nominalValue estimate parameterScale",
        models,
        PARAMETERS_2.stream()
            .map(row -> row.replace("true", "1 " + (row.startsWith("dg") ? "log10" : "lin")))
            .toList());
    return fixture;
  }

  private static String entry(String model, String name) {
    return """
      - sbml_files: [%1$s]
        condition_files: [%2$s_conditions.tsv]
        observable_files: [%2$s_observables.tsv]
        measurement_files: [%2$s_measurements.tsv]
    """
        .formatted(model, name);
  }

  private static Fixture models(Path folder) {
    Fixture fixture = new Fixture(folder);
    String model = fixture.text("model.xml");
    for (String name : List.of("problem.yaml", "conditions.tsv", "observables.tsv")) {
      fixture.without(name);
    }
    fixture.without("measurements.tsv").without("parameters.tsv");
    return fixture.with(
        "growth.xml",
        model
            .replace("\"A\"", "\"B\"")
            .replace("<ci>A</ci>", "<ci>B</ci>")
            .replace("initialConcentration=\"1\"", "initialConcentration=\"3\"")
            .replace("\"dose\" value=\"2\"", "\"cap\" value=\"0.75\"")
            .replace(
                "<ci>k</ci><ci>B</ci>", "<ci>k</ci><apply><minus/><ci>B</ci><ci>cap</ci></apply>"));
  }

  private static void table(
      Fixture fixture, String name, String header, String models, List<String> rows) {
    fixture.table(
        name,
        Stream.concat(
                Stream.of(header),
                rows.stream().filter(row -> isFor(row, models)).map(row -> row.split(" ", 2)[1]))
            .toArray(String[]::new));
  }

  private static boolean isFor(String row, String models) {
    return row.split(" ", 2)[0].chars().anyMatch(model -> models.indexOf(model) >= 0);
  }
}
