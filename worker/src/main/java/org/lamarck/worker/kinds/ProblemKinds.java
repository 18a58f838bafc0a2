package org.lamarck.worker.kinds;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.worker.cells.fit.TissueReader;
import org.lamarck.worker.neuron.file.NeuronReader;
import org.lamarck.worker.own.OwnFile;
import org.lamarck.worker.own.SourceReader;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.petab.select.SelectionReader;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.SourceText;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Spelling;
import org.lamarck.worker.stochastic.fit.StochasticReader;

/** Reads problems of every kind: PEtab's, and those of Lamarck's own format by their key. */
public final class ProblemKinds {
  /**
   * One line for each kind of problem of the own format that is no {@link AnyProblem.Estimation}.
   */
  private static final List<SourceReader> READERS =
      List.of(new ClassReader(), new NeuronReader(), new StochasticReader(), new TissueReader());

  private final List<SourceReader> readers;
  private final Path yaml;
  private final ScaleChoice scales;
  private final List<Path> jars;
  private final Findings findings = new Findings();

  private ProblemKinds(List<SourceReader> readers, Path yaml, ScaleChoice scales, List<Path> jars) {
    this.readers = readers;
    this.yaml = yaml;
    this.scales = scales;
    this.jars = jars;
  }

  /**
   * Reads a problem.
   *
   * @param yaml the file that names the others, relative to its folder
   * @param scales what the parameters' scales are where the format has none
   * @param jars whose classes are known beside Lamarck's own
   * @throws InputException with every error of every file
   */
  public static AnyProblem read(Path yaml, ScaleChoice scales, List<Path> jars)
      throws InputException {
    return read(READERS, yaml, scales, jars);
  }

  /** The same with other kinds. */
  static AnyProblem read(List<SourceReader> readers, Path yaml, ScaleChoice scales, List<Path> jars)
      throws InputException {
    ProblemKinds reading = new ProblemKinds(readers, yaml, scales, jars);
    Optional<AnyProblem> problem = reading.root().flatMap(reading::read);
    if (problem.isEmpty() || reading.findings.hasErrors()) {
      throw reading.findings.toException();
    }
    return problem.get();
  }

  /**
   * All that is wrong or doubtful with a problem's files; empty when nothing is.
   *
   * @return in the order of file names, rows and columns
   */
  public static List<Finding> check(Path yaml) {
    ProblemKinds reading = new ProblemKinds(READERS, yaml, ScaleChoice.AUTO, List.of());
    reading
        .root()
        .ifPresent(
            root -> {
              if (SelectionReader.isSelection(root)) {
                SelectionReader.read(yaml, root, SelectionReader.Choice.NONE, reading.findings);
              } else {
                reading.read(root);
              }
            });
    return reading.findings.sorted();
  }

  private Optional<YamlMapping> root() {
    return SourceText.read(yaml, Place.of(yaml.toString()), findings)
        .flatMap(source -> YamlMapping.read(source, findings));
  }

  private Optional<AnyProblem> read(YamlMapping root) {
    if (SelectionReader.isSelection(root)) {
      findings.error(
          root.place(),
          "this is a problem of model selection, not a single one",
          "use lamarck select");
      return Optional.empty();
    }
    return root.has(OwnFile.FORMAT) ? own(root) : estimation(root);
  }

  private Optional<AnyProblem> estimation(YamlMapping root) {
    return ProblemReader.read(yaml, root, scales, findings).map(AnyProblem.Estimation::new);
  }

  private Optional<AnyProblem> own(YamlMapping root) {
    List<String> said = names().filter(root.keys()::containsKey).toList();
    if (said.size() > 1) {
      findings.error(
          root.place(said.get(1)),
          "\"%s\" and \"%s\" are two kinds of problem".formatted(said.get(0), said.get(1)),
          "remove one of them");
      return Optional.empty();
    }
    if (said.isEmpty()) {
      refuseUnknown(root);
      return Optional.empty();
    }
    for (SourceReader reader : readers) {
      if (name(reader).equals(said.get(0))) {
        OwnFile.check(root, reader.keys(), findings);
        return source(reader, root);
      }
    }
    return estimation(root);
  }

  private Optional<AnyProblem> source(SourceReader reader, YamlMapping root) {
    List<Path> all = new ArrayList<>(reader.jars(new OwnFile(yaml, root, jars), findings));
    all.addAll(jars);
    Optional<? extends ObjectiveSource> source =
        findings.hasErrors()
            ? Optional.empty()
            : reader.read(new OwnFile(yaml, root, all), findings);
    return source.map(read -> new AnyProblem.Source(read, all));
  }

  /** The keys that say of a file what it is. */
  private Stream<String> names() {
    return Stream.concat(Stream.of(ProblemReader.ownKey()), readers.stream().map(this::name));
  }

  private String name(SourceReader reader) {
    return reader.keys().get(0);
  }

  /** No key says what the file is: one of them may be misspelt. */
  private void refuseUnknown(YamlMapping root) {
    List<String> known = names().toList();
    List<String> shared =
        readers.stream().flatMap(reader -> reader.keys().stream()).distinct().toList();
    for (Map.Entry<String, Place> key : root.keys().entrySet()) {
      Optional<String> meant = Spelling.nearest(key.getKey(), known);
      if (meant.isPresent() && !key.getKey().equals(OwnFile.FORMAT)) {
        findings.error(
            key.getValue(),
            "\"%s\" is no kind of problem".formatted(key.getKey()),
            "write " + meant.get());
        return;
      }
    }
    Map.Entry<String, Place> first =
        root.keys().entrySet().stream()
            .filter(key -> !key.getKey().equals(OwnFile.FORMAT) && !shared.contains(key.getKey()))
            .findFirst()
            .orElse(Map.entry(OwnFile.FORMAT, root.place(OwnFile.FORMAT)));
    findings.error(
        first.getValue(),
        first.getKey().equals(OwnFile.FORMAT)
            ? "no key says what kind of problem it is"
            : "\"%s\" is no kind of problem".formatted(first.getKey()),
        "write one of the keys " + String.join(", ", known));
  }
}
