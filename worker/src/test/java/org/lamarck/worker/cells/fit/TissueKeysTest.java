package org.lamarck.worker.cells.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.worker.kinds.ProblemKinds;
import org.lamarck.worker.problem.Finding;

/** Keys of {@code tissue:} with a fault each. */
class TissueKeysTest {
  private static final String TISSUE =
      """
      format: lamarck
      tissue:
        cells: {count: 5, capacity: 8, types: 2, chemicals: 1, genes: 1, from: -1, to: 1, radius: 0.5}
        before: {steps: [{growth: {rate: 0.1, limit: 0.5}}], repeat: 2, seed: 1}
        become: [{type: 2, first: 2}]
        steps:
        - growth: {rate: 0.05, limit: 0.5, kind: exponential}
        - relaxation: {steps: 3, duration: 1e-3, soft_sphere: {strength: 1, exponent: 2.5, largest: 1}}
        - division: {share: 0.8, temperature: 1}
        - death: {rate: [0.02, 0.01], duration: 1}
        - diffusion: {kind: open, coefficient: 1, degradation: 1}
        - gradients: {reach: 2}
        - field: {kind: power, offset: 2, slope: 0.4}
        - stress: {morse: {depth: 1, width: 2.8, onset: 1.7, cutoff: 2}}
        - perceptron: {name: p, inputs: [stress], outputs: [genes], hidden: [2], last: linear, memory: 0.5, weights: {value: 1}}
        - network: {inputs: [chemical], outputs: [division], kept: 1, duration: 1, weights: {value: 1}}
        - mask: {of: division, radius: 0.45, steepness: 50}
        repeat: 4
        runs: 2
        draws: 4
        maximise: elongation_y
        discount: 0.9
        sparsity: 0.01
      """;

  private static final String GIVEN =
      """
      format: lamarck
      tissue:
        cells: {places: cells.csv, dimensions: 2}
        noise: noise.csv
        repeat: 1
        steps:
        - growth: {rate: 0.05, limit: 0.5}
        - relaxation: {steps: 2, duration: 1e-3, temperature: 1, soft_sphere: {strength: 1, exponent: 2.5, largest: 1}}
        minimise: spread
      """;

  @TempDir private Path folder;

  private List<Finding> check(String yaml) throws IOException {
    return ProblemKinds.check(Files.writeString(folder.resolve("t.yaml"), yaml));
  }

  @Test
  void theTissueWithoutAFaultIsRead() throws IOException {
    assertThat(check(TISSUE)).isEmpty();
  }

  @Test
  void aFaultBringsNoOthersWithIt() throws IOException {
    // neither the names of a table that is not there, nor the room that a misspelt capacity has
    String named = TISSUE.replace("limit: 0.5, kind", "limit: big, kind");
    assertThat(check(named + "parameters: nothing.tsv\n"))
        .singleElement()
        .satisfies(one -> assertThat(one.what()).contains("nothing.tsv"));
    assertThat(check(TISSUE.replace("capacity: 8", "capasity: 8")))
        .singleElement()
        .satisfies(one -> assertThat(one.remedy()).contains("capacity"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "places: cells.csv, | places: cells.csv, count: 2, | t.yaml:3:30 | places says it already |"
            + " remove one of count and places",
        "places: cells.csv, | places: other.csv, | t.yaml:3:19 | other.csv | correct",
        "dimensions: 2 | dimensions: 3 | t.yaml:3:19 | the table has no column z, but x, y, radius"
            + " | name the column z",
        "noise: noise.csv | noise: other.csv | t.yaml:4:10 | other.csv | correct",
        "steps: 2, | steps: 3, | t.yaml:4:10 | the table has 8 numbers, and the steps take 12 |"
            + " give as many",
        "- growth | - death: {rate: 0.1}~  - growth | t.yaml:4:10 | normal numbers do not tell"
            + " which cells divide or die | remove noise"
      })
  void aFaultOfGivenCellsOrNoiseIsOneLine(
      String old, String changed, String place, String what, String remedy) throws IOException {
    Files.writeString(folder.resolve("cells.csv"), "x,y,radius\n0,0,0.5\n1,0,0.5\n");
    Files.writeString(folder.resolve("noise.csv"), "0.1,0.2,0.3,0.4\n0.5,0.6,0.7,0.8\n");
    assertThat(check(GIVEN)).isEmpty();
    assertOne(check(GIVEN.replace(old, changed.replace("~", "\n"))), place, what, remedy);
  }

  @Test
  void aCellWithoutARadiusIsRefused() throws IOException {
    Files.writeString(folder.resolve("cells.csv"), "x,y,radius\n0,0,0.5\n\n1,0,0\n");
    Files.writeString(folder.resolve("noise.csv"), "0.1,0.2,0.3,0.4\n0.5,0.6,0.7,0.8\n");
    assertThat(check(GIVEN))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.what()).contains("radius of cell 2 is not above 0");
              assertThat(one.toString()).contains("cells.csv:4:3:"); // behind an empty line
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "depth~lin~-1~5~3~1 | depth can be -1, and as strength it must be at least 0 | lowerBound",
        "depth~lin~~~-2~0 | depth can be -2, and as strength it must be at least 0 | nominalValue"
      })
  void aParameterThatCanBeWhatItsStepCannotHaveIsToldInItsRow(
      String row, String what, String remedy) throws IOException {
    String header = "parameterId~parameterScale~lowerBound~upperBound~nominalValue~estimate\n";
    Files.writeString(folder.resolve("p.tsv"), (header + row + "\n").replace('~', '\t'));
    String text = TISSUE.replace("strength: 1", "strength: depth") + "parameters: p.tsv\n";
    assertOne(check(text), "p.tsv:2:1:", what, remedy);
  }

  @Test
  void cellsWithoutChemicalsSecreteNone() throws IOException {
    Files.writeString(folder.resolve("cells.csv"), "x,y,radius\n0,0,0.5\n1,0,0.5\n");
    Files.writeString(folder.resolve("noise.csv"), "0.1,0.2,0.3,0.4\n0.5,0.6,0.7,0.8\n");
    assertThat(check(GIVEN.replace("dimensions: 2", "secretion: 1")))
        .singleElement()
        .satisfies(one -> assertThat(one.remedy()).contains("add chemicals"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "count: 5 | count: 100001 | 3 | count must be a whole number from 1 to 100000 | change",
        "capacity: 8 | capacity: 4 | 3 | capacity must be a whole number from 5 to 100000 | change",
        "capacity: 8, | | 3 | cells divide, and there is no place for another one | add capacity",
        "types: 2 | types: 21 | 3 | types must be a whole number from 1 to 20 | change it",
        "chemicals: 1 | dimensions: 4 | 3 | dimensions must be a whole number from 2 to 3 | change",
        "radius: 0.5} | radius: 0} | 3 | radius must be above 0.0 | change it",
        "radius: 0.5} | radious: 0.5} | 3 | \"radious\" has no meaning here | write \"radius\"",
        "radius: 0.5} | radius: 0.5, radius_sd: -1} | 3 | radius_sd must be above 0.0 | change it",
        "from: -1, | | 3 | \"from\" is missing | add it",
        "repeat: 2, seed | repeat: 0, seed | 4 | repeat must be a whole number from 1 | change it",
        "seed: 1} | seed: -1} | 4 | seed must be a whole number from 0 | change it",
        "seed: 1} | sead: 1} | 4 | \"sead\" has no meaning here | write \"seed\"",
        "first: 2 | fist: 2 | 5 | \"fist\" has no meaning here | write \"first\"",
        "kind: exponential} | kind: geometric} | 7 | kind \"geometric\" is unknown | exponential",
        "limit: 0.5, kind | limit: big, kind | 7 | limit \"big\" is neither a number nor in the"
            + " parameter table | write a number, or add it",
        "steps: 3, duration | steps: 0, duration | 8 | steps must be a whole number from 1 |"
            + " change",
        "exponent: 2.5 | exponent: 1 | 8 | exponent must be at least 2.0 | change it",
        "largest: 1} | largest: -1} | 8 | largest must be above 0.0 | change it",
        "soft_sphere: | hard_sphere: | 8 | there must be one force | write one of morse",
        "share: 0.8 | share: 1.5 | 9 | share must be at most 1 | change it",
        "temperature: 1} | temperature: 0} | 9 | temperature must be above 0.0 | change it",
        "[0.02, 0.01] | [1, 2, 3] | 10 | rate has 3 numbers for 2 types | one for each type",
        "kind: open | kind: ajar | 11 | kind \"ajar\" is unknown | open",
        "degradation: 1} | decay: 1} | 11 | \"degradation\" is missing | add it",
        "reach: 2 | reach: 0 | 12 | reach must be above 0.0 | change it",
        "slope: 0.4 | slope: -0.4 | 13 | slope must be above 0.0 | change it",
        "cutoff: 2} | cutoff: 1.5} | 14 | cutoff must be above 1.7 | change it",
        "onset: 1.7, | | 14 | \"onset\" is missing | add it",
        "depth: 1, | depth: [[1, 2], [3, 4]], | 14 | depth must be 2 rows of 2, the same both ways"
            + " | each pair of types",
        "inputs: [stress] | inputs: [strain] | 15 | cells have no \"strain\" | write one of"
            + " position",
        "hidden: [2] | hidden: [0] | 15 | a layer has a whole number of neurons | from 1 to 10000",
        "last: linear | last: lineal | 15 | last \"lineal\" is unknown | linear",
        "memory: 0.5 | memory: -0.5 | 15 | memory must be at least 0.0 | change it",
        "kept: 1 | kept: -1 | 16 | kept must be at least 0.0 | change it",
        "duration: 1e-3 | duration: 1e-3, temperature: -1 | 8 | temperature must be at least 0.0 |"
            + " change it",
        "memory: 0.5 | memory: 1 | 15 | memory must be below 1 | change it",
        "kept: 1 | kept: 1.1 | 16 | kept must be at most 1 | change it",
        "weights: {value: 1}}\\n  - mask | by_type: maybe, weights: {value: 1}}\\n  - mask | 16 |"
            + " by_type \"maybe\" is unknown | write",
        ", steepness: 50 | | 17 | \"steepness\" is missing | add it",
        "of: division, | | 17 | \"of\" is missing | a property",
        "- gradients: | - gradient: | 12 | \"gradient\" has no meaning here | write \"gradients\"",
        "- mask: {of: division, radius: 0.45, steepness: 50} | - {} | 17 | a step is one key |"
            + " mask",
        "{of: division, radius: 0.45, steepness: 50} | {of: position, types: [[1, 0], [0]]} | 17 |"
            + " types must have 2 rows of 2 | a factor for each type",
        "repeat: 4 | repeat: 1.5 | 18 | repeat must be a whole number | change it",
        "runs: 2 | runs: 0 | 19 | runs must be a whole number from 1 to 10000 | change it",
        "draws: 4 | draws: 1 | 20 | draws must be a whole number from 2 to 10000 | change it",
        "elongation_y | elongation_z | 21 | maximise \"elongation_z\" is unknown | elongation_",
        "discount: 0.9 | discount: -1 | 22 | discount must be at least 0.0 | change it",
        "sparsity: 0.01 | sparsity: -1 | 23 | sparsity must be at least 0.0 | change it",
        "duration: 1e-3 | duration: inf | 8 | duration \"inf\" is not finite | write a number",
        "limit: 0.5, kind | limit: inf, kind | 7 | limit \"inf\" is not finite | write a number",
        "limit: 0.5, kind | limit: -0.5, kind | 7 | limit -0.5 must be above 0 | change it",
        "strength: 1 | strength: -1 | 8 | strength -1 must be at least 0 | change it",
        "largest: 1} | largest: 0.9} | 8 | largest is 0.9, and cells begin with sums of radii of"
            + " up to 1 | write the largest",
        "[0.02, 0.01] | [0.02, -0.01] | 10 | rate -0.01 must be at least 0 | change it",
        "coefficient: 1 | coefficient: 0 | 11 | coefficient 0 must be above 0 | change it",
        "open, coefficient: 1, degradation: 1 | closed, coefficient: 1, degradation: 0 | 11 |"
            + " degradation 0 must be above 0 | change it",
        "depth: 1, | depth: -1, | 14 | depth -1 must be at least 0 | change it",
        "width: 2.8 | width: 0 | 14 | width 0 must be above 0 | change it",
        "outputs: [genes] | outputs: [stress] | 15 | stress cannot be an output | some of"
            + " division,",
        "outputs: [division] | outputs: [type] | 16 | type cannot be an output | some of division,",
        "kept: 1 | kept: 1, decay: -1 | 16 | decay -1 must be at least 0 | change it",
        "division, radius: 0.45, steepness: 50 | division | 17 | nothing says how the mask"
            + " multiplies | field: true",
        "division, radius: 0.45, steepness: 50 | division, types: [1, -1] | 17 | division cannot"
            + " become negative | change the factor",
        "discount: 0.9 | discount: 2 | 22 | discount must be at most 1 | change it",
        "radius: 0.5} | radius: 0.5, secretion: -1} | 3 | secretion must be at least 0.0 | change",
        "first: 2 | first: 2, division: -1 | 5 | division must be at least 0.0 | change it",
        "first: 2 | below: {x: 1, y: 2} | 5 | cells are below a value of one axis | {y: 0.5}",
        "first: 2 | below: {} | 5 | cells are below a value of one axis | {y: 0.5}",
        "duration: 1e-3 | duration: nan | 8 | duration \"nan\" is not a number | write a number",
        "- stress: {morse: {depth: 1, width: 2.8, onset: 1.7, cutoff: 2}} | - gradients: {} | 15 |"
            + " no step makes the stress that this one reads | add a step stress",
      })
  void aFaultIsToldWithItsPlaceAndRemedy(
      String there, String instead, int row, String what, String remedy) throws IOException {

    String place = there.replace("\\n", "\n");
    assertThat(TISSUE).contains(place);
    List<Finding> found =
        check(TISSUE.replace(place, instead == null ? "" : instead.replace("\\n", "\n")));
    assertThat(found)
        .anySatisfy(
            one -> {
              assertThat(one.row()).isEqualTo(row);
              assertThat(one.column()).isPositive();
              assertThat(one.what()).contains(what);
              assertThat(one.remedy()).contains(remedy);
              assertThat(one.toString()).contains("t.yaml:" + row + ":").doesNotContain("\n");
            });
  }

  @Test
  void stepsBeforeTheStartHaveNoParametersOfNetworks() throws IOException {
    String before =
        TISSUE.replace(
            "{growth: {rate: 0.1, limit: 0.5}}",
            "{network: {inputs: [chemical], outputs: [division], duration: 1, weights: {lower: -1,"
                + " upper: 1, start: 0, spread: 1}}}");
    assertThat(check(before))
        .anySatisfy(
            one -> {
              assertThat(one.row()).isEqualTo(4);
              assertThat(one.what()).isEqualTo("steps before the start have no parameters");
            });
  }

  private static void assertOne(List<Finding> found, String place, String what, String remedy) {
    assertThat(found)
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.toString()).contains(place);
              assertThat(one.what()).contains(what);
              assertThat(one.remedy()).contains(remedy);
            });
  }
}
