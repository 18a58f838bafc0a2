package org.lamarck.worker.neuron.neuroml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.SourceText;
import org.lamarck.worker.problem.Finding;

/** Quantities and elements of NeuroML documents. */
class UnitsTest {
  private static Element element(String value) {
    return new Element("gate", Map.of("q", value), new Place("c.nml", 4, 9));
  }

  @ParameterizedTest
  @CsvSource({
    "VOLTAGE, -65mV, -65",
    "VOLTAGE, -0.065 V, -65",
    "VOLTAGE, +6.5e1mV, 65",
    "TIME, 2.5ms, 2.5",
    "TIME, 0.5 s, 500",
    "PER_TIME, 3per_ms, 3",
    "PER_TIME, 125per_s, 0.125",
    "PER_TIME, 50Hz, 0.05",
    "CONDUCTANCE_DENSITY, 120 mS_per_cm2, 0.12",
    "CONDUCTANCE_DENSITY, 1200 S_per_m2, 0.12",
    "CONDUCTANCE_DENSITY, 0.12 S_per_cm2, 0.12",
    "CAPACITANCE_DENSITY, 1 uF_per_cm2, 1",
    "CAPACITANCE_DENSITY, 0.01 F_per_m2, 1",
    "RESISTIVITY, 150 ohm_cm, 150",
    "RESISTIVITY, 0.15 kohm_cm, 150",
    "RESISTIVITY, 1.5 ohm_m, 150",
    "NUMBER, 3, 3",
    "NUMBER, .5E-1, 0.05"
  })
  void aQuantityIsInTheUnitOfNetworks(Units units, String text, double expected) {
    Findings findings = new Findings();
    assertThat(units.of(element(text), "q", findings).orElseThrow())
        .isCloseTo(expected, within(1e-13 * Math.abs(expected)));
    assertThat(findings.all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "VOLTAGE, -65, write a number with one of V; mV",
    "VOLTAGE, -65 mv, write a number with one of V; mV",
    "VOLTAGE, -65 ms, write a number with one of V; mV",
    "TIME, ms, write a number with one of ms; s",
    "TIME, 1.2.3ms, write a number with one of ms; s",
    "TIME, 5e ms, write a number with one of ms; s",
    "RESISTIVITY, 1 ohm, write a number with one of kohm_cm; ohm_cm; ohm_m",
    "NUMBER, 3ms, write a number",
    "NUMBER, NaN, write a number",
  })
  void whatIsNoSuchQuantityIsRefusedWithTheUnitsThereAre(Units units, String text, String remedy) {
    Findings findings = new Findings();
    assertThat(units.of(element(text), "q", findings)).isEmpty();
    assertThat(findings.all())
        .singleElement()
        .hasToString(
            "c.nml:4:9: error: q=\"%s\" of <gate> is no such quantity; %s"
                .formatted(text, remedy.replace(";", ",")));
  }

  @Test
  void anAttributeThatIsMissingIsNamed() {
    Findings findings = new Findings();
    assertThat(Units.TIME.of(element("1ms"), "tau", findings)).isEmpty();
    assertThat(findings.all())
        .singleElement()
        .hasToString("c.nml:4:9: error: <gate> has no attribute tau; add tau");
  }

  private static Optional<Element> read(String text, Findings findings) {
    return XmlTree.read(new SourceText("c.nml", text), findings);
  }

  @Test
  void elementsHaveTheirPlacesAttributesAndChildrenInOrder() {
    Findings findings = new Findings();
    Element root =
        read("<a>\n  <b id=' x '/><!-- no --><c/>\n  <b id='y'><d/></b>\n</a>\n", findings)
            .orElseThrow();
    assertThat(findings.all()).isEmpty();
    assertThat(root.children()).extracting(Element::name).containsExactly("b", "c", "b");
    assertThat(root.children("b")).extracting(one -> one.get("id")).containsExactly("x", "y");
    assertThat(root.children().get(2).place()).isEqualTo(new Place("c.nml", 3, 3));
    assertThat(root.children().get(2).child("d")).isPresent();
    assertThat(root.child("d")).isEmpty(); // of its own children alone
    assertThat(root.get("id")).isEmpty();
  }

  @Test
  void notesAreSkippedAndOthersRefusedByName() {
    Findings findings = new Findings();
    Element root =
        read("<cell><notes/><annotation/><property/><morphology/><pump/></cell>", findings)
            .orElseThrow();
    assertThat(root.refuseOthers(List.of("morphology", "pump"), findings)).isTrue();
    assertThat(findings.all()).isEmpty();
    assertThat(root.refuseOthers(List.of("morphology"), findings)).isFalse();
    assertThat(findings.all().stream().map(Finding::what))
        .containsExactly("<pump> has no counterpart here within <cell>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<a><b></a> | c.nml:1: | not well-formed XML",
        "<a x='1' x='2'/> | c.nml:1: | not well-formed XML",
        "<a>&undefined;</a> | c.nml:1: | not well-formed XML",
        "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><a>&e;</a> | c.nml:1:1: | a"
            + " document type is not read",
        "'' | c.nml: | not well-formed XML",
      })
  void whatIsNoDocumentIsOneLine(String text, String place, String what) {
    Findings findings = new Findings();
    assertThat(read(text, findings)).isEmpty();
    assertThat(findings.all())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.toString()).startsWith(place).contains(what).doesNotContain("\n");
              assertThat(one.remedy()).isNotBlank();
            });
  }

  @Test
  void elementsWithoutEndWithinEachOtherAreRefused() {
    Findings findings = new Findings();
    String deep = "<a>".repeat(300) + "</a>".repeat(300);
    assertThat(read(deep, findings)).isEmpty();
    assertThat(findings.all()).hasSize(1);
    assertThat(read("<a>".repeat(150) + "</a>".repeat(150), new Findings())).isPresent();
  }
}
