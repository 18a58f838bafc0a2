package org.lamarck.worker.neuron.morphology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.SourceText;
import org.lamarck.worker.problem.Finding;

class ReconstructionTest {
  /** A soma of one point, a dendrite with two branches, an axon. */
  private static final String CELL =
      """
      # number type x y z radius parent
      1 1 0 0 0 10 -1
      2 3 10 0 0 2 1
      3 3 40 0 0 1 2
      4 3 40 30 0 1 3
      5 3 40 -60 0 0.5 3
      6 2 -10 0 0 1 1
      7 2 -110 0 0 1 6
      """;

  private final Findings findings = new Findings();

  private Optional<Morphology> read(String text, Division division, double leastRadius) {
    return Reconstruction.read(new SourceText("cell.swc", text), division, leastRadius, findings);
  }

  private Morphology cell(String text, int compartments) {
    Morphology cell = read(text, new Division.Equal(compartments), 0).orElseThrow();
    assertThat(findings.hasErrors()).isFalse();
    return cell;
  }

  private static double length(Branch branch) {
    return branch.compartments().stream().mapToDouble(Compartment::length).sum();
  }

  private static double area(Branch branch) {
    return branch.compartments().stream().mapToDouble(Compartment::area).sum();
  }

  @Test
  void branchesBeginWhereTheTreeBranchesOrItsTypeChanges() {
    Morphology cell = cell(CELL, 2);
    assertThat(cell.branches().stream().map(Branch::parent)).containsExactly(-1, 0, 0, 1, 1);
    assertThat(cell.groups())
        .containsEntry("soma", List.of(0))
        .containsEntry("basal", List.of(1, 3, 4))
        .containsEntry("axon", List.of(2));
    double[] lengths = {20, 30, 100, 30, 60};
    for (int i = 0; i < lengths.length; i++) {
      assertThat(length(cell.branches().get(i))).isCloseTo(lengths[i], within(1e-12));
    }
    assertThat(findings.all()).isEmpty();
  }

  @Test
  void aSomaOfOnePointHasTheMembraneOfItsSphere() {
    assertThat(area(cell(CELL, 3).branches().get(0))).isCloseTo(4 * Math.PI * 100, within(1e-9));
  }

  @Test
  void aSomaOfThreePointsIsThatOfOne() {
    String three =
        "1 1 0 0 0 10 -1\n2 1 0 -10 0 10 1\n3 1 0 10 0 10 1\n4 3 10 0 0 1 1\n5 3 50 0 0 1 4\n";
    Morphology cell = cell(three, 1);
    assertThat(cell.branches()).hasSize(2);
    assertThat(area(cell.branches().get(0))).isCloseTo(4 * Math.PI * 100, within(1e-9));
  }

  @Test
  void aSomaOfManyPointsHasArmsAtBothEnds() {
    String arms =
        "1 1 0 0 0 5 -1\n2 1 10 0 0 4 1\n3 1 -10 0 0 4 1\n4 3 15 0 0 1 2\n5 3 60 0 0 1 4\n";
    Morphology cell = cell(arms, 1);
    assertThat(cell.branches().stream().map(Branch::parent)).containsExactly(-1, 0, 0);
    assertThat(cell.branches().stream().map(Branch::parentEnd)).containsExactly(true, true, false);
  }

  @Test
  void membraneAndLoadsAreTheIntegralsOfTheCone() {
    Branch cone = cell(CELL, 4).branches().get(1); // from 2 to 1 over 30 µm
    double slant = Math.hypot(1, 30);
    assertThat(area(cone)).isCloseTo(Math.PI * 3 * slant, within(1e-9));
    double load =
        cone.compartments().stream().mapToDouble(one -> one.loadIn() + one.loadOut()).sum();
    assertThat(load).isCloseTo(30 * (1 - 0.5) / Math.PI, within(1e-12)); // l/Δr·(1/r₂−1/r₁)/π
    double quarter = 2 - 0.25; // the radius where the first compartment ends
    Compartment first = cone.compartments().get(0);
    assertThat(first.area()).isCloseTo(Math.PI * (2 + quarter) * slant / 4, within(1e-9));
    assertThat(first.radius()).isCloseTo((2 + quarter) / 2, within(1e-12));
    assertThat(first.loadIn()).isLessThan(first.loadOut());
  }

  @Test
  void theRuleOfDecayDividesByLambda() {
    // λ of 1e5·√(d/(4πfRC)) µm: d = 2, f = 100, R = 150, C = 1 give 325.735 µm
    Division rule = new Division.ByDecay(0.1, 100, 150, 1);
    assertThat(rule.compartments(Frusta.cylinder(325.7, 1))).isEqualTo(11);
    assertThat(rule.compartments(Frusta.cylinder(32, 1))).isEqualTo(1);
    assertThat(rule.compartments(Frusta.cylinder(40, 1))).isEqualTo(3); // more than 1.1 shares
    double twoCones =
        new Frusta(new double[] {0, 100, 200}, new double[] {1, 1, 1}).overRootDiameter();
    assertThat(twoCones).isCloseTo(Frusta.cylinder(200, 1).overRootDiameter(), within(1e-12));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3 3 40 0 0 1 2 | 3 3 40 0 0 1 | cell.swc:4:0 | 6 numbers, not 7",
        "3 3 40 0 0 1 2 | 3 3 40 zero 0 1 2 | cell.swc:4:4 | \"zero\" is no number",
        "3 3 40 0 0 1 2 | 3 3 40 0 0 1 2.5 | cell.swc:4:7 | no whole number",
        "3 3 40 0 0 1 2 | 3 3 40 0 0 0 2 | cell.swc:4:0 | give min_radius",
        "3 3 40 0 0 1 2 | 3 3 40 0 0 1 99 | cell.swc:4:0 | there is no point 99",
        "3 3 40 0 0 1 2 | 3 3 40 0 0 1 -1 | cell.swc:4:0 | the tree is disconnected",
        "3 3 40 0 0 1 2 | 3 3 40 0 0 1 4 | cell.swc:4:0 | its own ancestor",
        "3 3 40 0 0 1 2 | 2 3 40 0 0 1 2 | cell.swc:4:0 | stands in row 3 too",
        "1 1 0 0 0 10 -1 | 1 1 0 0 0 10 2 | cell.swc:0:0 | no point has the parent -1",
      })
  void whatCannotBeToldIsRefusedAtItsRow(String there, String instead, String place, String told) {
    assertThat(read(CELL.replace(there, instead), new Division.Equal(1), 0)).isEmpty();
    Finding finding = findings.all().get(0);
    assertThat(finding.toString()).contains(told);
    assertThat("%s:%d:%d".formatted(finding.file(), finding.row(), finding.column()))
        .isEqualTo(place);
  }

  @Test
  void smallRadiiAndPointsOnEachOtherAreRepairedWithAWarning() {
    String odd = CELL.replace("4 3 40 30 0 1 3", "4 3 40 30 0 0 3") + "8 2 -110 0 0 1 7\n";
    Morphology cell = read(odd, new Division.Equal(1), 0.2).orElseThrow();
    assertThat(cell.branches()).hasSize(5);
    assertThat(findings.all().stream().map(Finding::toString))
        .anyMatch(line -> line.contains("cell.swc:5") && line.contains("set to 0.2"))
        .anyMatch(line -> line.contains("cell.swc:9") && line.contains("lies on its parent"));
  }

  @Test
  void aFileWithoutATreeIsRefused() {
    assertThat(read("# nothing\n", new Division.Equal(1), 0)).isEmpty();
    assertThat(findings.all().get(0).toString()).contains("there are no points");
  }
}
