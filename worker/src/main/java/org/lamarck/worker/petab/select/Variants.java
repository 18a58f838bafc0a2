package org.lamarck.worker.petab.select;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.petab.parameter.ParameterRow;
import org.lamarck.worker.petab.parameter.RowExpansion;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.petab.parameter.Version1Parameters;
import org.lamarck.worker.petab.parameter.Version2Parameters;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.FormatVersion;
import org.lamarck.worker.petab.table.NamedFiles;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.Row;
import org.lamarck.worker.petab.table.SourceText;
import org.lamarck.worker.petab.table.Table;
import org.lamarck.worker.petab.table.TableLayout;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.Parameter;

/** A PEtab problem while its variants are read: what they estimate is gathered. */
final class Variants {
  private final Path yaml;
  private final FormatVersion version;
  private final YamlMapping root;
  private final EstimationProblem problem;
  private final Map<String, List<String>> groups = new LinkedHashMap<>();
  private final Set<String> wanted = new LinkedHashSet<>();

  private Variants(Path yaml, FormatVersion version, YamlMapping root, EstimationProblem problem) {
    this.yaml = yaml;
    this.version = version;
    this.root = root;
    this.problem = problem;
  }

  /** Reads a problem that is named at a place; nothing when an error was found. */
  static Optional<Variants> read(Path yaml, Place named, Findings findings) {
    Optional<YamlMapping> root =
        SourceText.read(yaml, named, findings)
            .flatMap(source -> YamlMapping.read(source, findings));
    if (root.isPresent() && !root.get().has("format_version")) {
      findings.error(
          named, "\"" + yaml + "\" is no PEtab problem", "name one: models are variants of it");
      return Optional.empty();
    }
    Findings own = new Findings();
    Optional<EstimationProblem> problem =
        root.flatMap(all -> ProblemReader.read(yaml, all, ScaleChoice.AUTO, own));
    Optional<FormatVersion> version = root.flatMap(all -> FormatVersion.of(all, new Findings()));
    findings.addAll(own.all());
    return own.hasErrors() || problem.isEmpty() || version.isEmpty()
        ? Optional.empty()
        : Optional.of(new Variants(yaml, version.get(), root.get(), problem.get()));
  }

  /** All parameters. */
  List<String> ids() {
    return problem.parameters().stream().map(Parameter::id).toList();
  }

  /** The parameters that the table says are estimated. */
  Set<String> estimated() {
    return problem.estimated().stream()
        .map(Parameter::id)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The number of measurements. */
  int measurements() {
    return problem.measurements().size();
  }

  /** How many of these parameters have a prior. */
  int priors(Set<String> ids) {
    return (int) problem.withPriors().stream().filter(one -> ids.contains(one.id())).count();
  }

  /** Takes note of a column: a parameter or a group of them. */
  void note(String column, List<String> members, boolean isEstimated) {
    groups.put(column, List.copyOf(members));
    if (isEstimated) {
      wanted.addAll(members);
    }
  }

  /** The problem in which all is estimated that was noted. */
  BaseProblem widest(Findings findings) {
    Map<String, Parameter> wide = wide(findings);
    EstimationProblem widest =
        problem.withParameters(
            problem.parameters().stream().map(one -> wide.getOrDefault(one.id(), one)).toList());
    return new BaseProblem(yaml.toString(), widest, estimated(), groups);
  }

  /**
   * The rows of what is estimated though the table says it is not, read as if it did. Errors count:
   * bounds, for instance, may be missing where nothing was estimated. Warnings do not: a nominal
   * value without a logarithm is nothing to warn of where it is one of a fixed parameter.
   */
  private Map<String, Parameter> wide(Findings findings) {
    Set<String> missing = new LinkedHashSet<>(wanted);
    missing.removeAll(estimated());
    if (missing.isEmpty()) {
      return Map.of();
    }
    Findings own = new Findings();
    boolean isFirst = version == FormatVersion.V1;
    List<Table> tables =
        new NamedFiles(yaml, own)
                .require(
                    root,
                    isFirst ? "parameter_file" : "parameter_files",
                    isFirst ? TableLayout.PARAMETERS_1 : TableLayout.PARAMETERS_2)
                .stream()
                .map(table -> table.mapped(row -> estimating(row, missing, isFirst ? "1" : "true")))
                .toList();
    Map<String, ParameterRow> rows =
        isFirst
            ? Version1Parameters.read(tables, own)
            : Version2Parameters.read(tables, ScaleChoice.AUTO, RowExpansion.NONE, own);
    findings.addAll(
        own.all().stream().filter(one -> one.severity() == Finding.Severity.ERROR).toList());
    Map<String, Parameter> wide = new LinkedHashMap<>();
    missing.forEach(
        id -> {
          ParameterRow row = rows.get(id);
          if (row != null) {
            wide.put(id, row.parameter());
          }
        });
    return wide;
  }

  private static Row estimating(Row row, Set<String> ids, String word) {
    return ids.contains(row.cell("parameterId").text()) ? row.with(Map.of("estimate", word)) : row;
  }
}
