package org.lamarck.worker.petab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way to break the files that name others, or take their place, gives one finding. */
final class ConfigurationLintTest {
  private static final String Y = "problem.yaml";

  @TempDir private Path folder;

  private static Arguments broken(String name, UnaryOperator<Fixture> change, String finding) {
    return Arguments.of(name, change, finding);
  }

  static Stream<Arguments> brokenConfigurations() {
    return Stream.of(
        broken("no YAML", f -> f.with(Y, "a: [1, 2\nb: 3\n"), "problem.yaml:2:2: error: not YAML"),
        broken(
            "not a mapping",
            f -> f.with(Y, "text\n"),
            "problem.yaml:1:1: error: this must be a list of keys and values"),
        broken(
            "unknown format",
            f -> f.with(Y, "a: 1\n"),
            "problem.yaml:1:1: error: neither a PEtab problem nor one of Lamarck's own"),
        broken(
            "version 2",
            f -> f.replace(Y, "version: 1", "version: 2.0.0"),
            "problem.yaml:1:1: error: the version is 2, but \"problems\" and \"parameter_file\" are keys of version 1"),
        broken(
            "unknown version",
            f -> f.replace(Y, "version: 1", "version: 7"),
            "problem.yaml:1:17: error: format_version \"7\" is unknown"),
        broken(
            "key twice",
            f -> f.replace(Y, "problems:", "format_version: 1\nproblems:"),
            "problem.yaml:3:1: error: \"format_version\" stands twice, first in line 1"),
        broken(
            "key misspelt",
            f -> f.replace(Y, "problems:", "extension: {}\nproblems:"),
            "problem.yaml:3:1: warning: \"extension\" has no meaning here; write \"extensions\" if that is meant"),
        broken(
            "key missing",
            f -> f.replace(Y, "    observable_files: [observables.tsv]\n", ""),
            "problem.yaml:4:5: error: \"observable_files\" is missing"),
        broken(
            "second problem without its conditions",
            f ->
                f.with(
                    Y,
                    f.text(Y)
                        + "  - sbml_files: [model.xml]\n"
                        + "    observable_files: [observables.tsv]\n"
                        + "    measurement_files: [measurements.tsv]\n"),
            "problem.yaml:8:5: error: \"condition_files\" is missing"),
        broken(
            "two models",
            f -> f.replace(Y, "[model.xml]", "[model.xml, other.xml]"),
            "problem.yaml:4:17: error: 2 SBML files are named"),
        broken(
            "file missing",
            f -> f.replace(Y, "[conditions.tsv]", "[condition.tsv]"),
            "problem.yaml:5:23: error: file \""),
        broken(
            "file named twice",
            f -> f.replace(Y, "[conditions.tsv]", "[conditions.tsv, conditions.tsv]"),
            "problem.yaml:5:39: error: file \"conditions.tsv\" is named twice"),
        broken(
            "address",
            f -> f.replace(Y, "[model.xml]", "['https://example.org/model.xml']"),
            "problem.yaml:4:18: error: \"https://example.org/model.xml\" is an address on the network"),
        broken(
            "model missing",
            f -> f.replace(Y, "[model.xml]", "[none.xml]"),
            "problem.yaml:4:18: error: file \""),
        broken(
            "norm unknown",
            f -> own(f, "norm: euclidean", "norm: taxicab"),
            "problem.yaml:5:9: error: norm \"taxicab\" is unknown; write one of squares"),
        broken(
            "quantity unknown",
            f -> own(f, "of: A", "of: B"),
            "problem.yaml:6:7: error: \"B\" is neither in the model nor in the parameter table"),
        broken(
            "target not of time",
            f -> own(f, "target: 1", "target: A"),
            "problem.yaml:7:11: error: \"A\" is not known in a target"),
        broken(
            "target infinite",
            f -> own(f, "target: 1", "target: 1/time"),
            "problem.yaml:7:11: error: the target is Infinity at time 0.0"),
        broken(
            "times reversed",
            f -> own(f, "end: 2", "end: -2"),
            "problem.yaml:8:10: error: times from 0.0 to -2.0 are not an interval"),
        broken(
            "steps broken",
            f -> own(f, "steps: 4", "steps: 0.5"),
            "problem.yaml:8:10: error: steps (0.5) is not a whole number"),
        broken(
            "times not in order",
            f -> own(f, "{start: 0, end: 2, steps: 4}", "[0, 2, 1]"),
            "problem.yaml:8:17: error: time 1 is infinite, before 0 or not after the one before it"));
  }

  private static Fixture own(Fixture fixture, String part, String other) {
    return fixture
        .with(
            Y,
            """
            format: lamarck
            model: model.xml
            parameters: own.tsv
            loss:
              norm: euclidean
              of: A
              target: 1
              times: {start: 0, end: 2, steps: 4}
            """)
        .replace(Y, part, other)
        .table(
            "own.tsv",
            "parameterId parameterScale lowerBound upperBound nominalValue estimate",
            "k log10 0.01 10 0.5 1");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenConfigurations")
  void brokenInputIsLocated(String name, UnaryOperator<Fixture> change, String finding) {
    List<String> findings = change.apply(new Fixture(folder)).findings();
    assertThat(findings).as(name).hasSize(1);
    assertThat(findings.get(0).replace(folder + "/", "")).startsWith(finding);
  }
}
