package org.lamarck.worker.sbml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.worker.problem.InputException;

/** What a model says its numbers are measured in is put in the words of the field. */
class ModelUnitsTest {
  @TempDir private Path folder;

  private ModelUnits read(String level, String attributes, String content)
      throws IOException, InputException {
    Path file =
        Files.writeString(
            folder.resolve("m.xml"),
            "<sbml xmlns=\"http://www.sbml.org/sbml/%s\"><model %s>%s</model></sbml>"
                .formatted(level, attributes, content));
    return ModelUnits.read(file);
  }

  private static String definition(String id, String units) {
    return "<unitDefinition id=\"%s\" name=\"as named\"><listOfUnits>%s</listOfUnits></unitDefinition>"
        .formatted(id, units);
  }

  @Test
  void unitsOfLevel3AreThoseThatTheModelNames() throws IOException, InputException {
    ModelUnits units =
        read(
            "level3/version1/core",
            "timeUnits=\"minute\" substanceUnits=\"nmol\" volumeUnits=\"litre\"",
            "<listOfUnitDefinitions>"
                + definition(
                    "minute",
                    "<unit kind=\"second\" exponent=\"1\" scale=\"0\" multiplier=\"60\"/>")
                + definition(
                    "nmol", "<unit kind=\"mole\" exponent=\"1\" scale=\"-9\" multiplier=\"1\"/>")
                + definition(
                    "per_minute",
                    "<unit kind=\"second\" exponent=\"-1\" scale=\"0\" multiplier=\"60\"/>")
                + "</listOfUnitDefinitions><listOfCompartments><compartment id=\"c\"/></listOfCompartments>"
                + "<listOfSpecies><species id=\"S\" compartment=\"c\"/>"
                + "<species id=\"A\" compartment=\"c\" hasOnlySubstanceUnits=\"true\"/></listOfSpecies>"
                + "<listOfParameters><parameter id=\"k\" units=\"per_minute\"/><parameter id=\"q\"/>"
                + "<parameter id=\"n\" units=\"dimensionless\"/></listOfParameters>");
    assertThat(units.time()).isEqualTo("min");
    assertThat(units.quantities())
        .isEqualTo(Map.of("c", "l", "S", "nmol/l", "A", "nmol", "k", "1/min"));
  }

  @Test
  void whatALevel2ModelDoesNotSayIsNotSaid() throws IOException, InputException {
    String species =
        "<listOfCompartments><compartment id=\"c\"/></listOfCompartments>"
            + "<listOfSpecies><species id=\"S\" compartment=\"c\"/></listOfSpecies>";
    ModelUnits silent = read("level2/version4", "", species);
    assertThat(silent.time()).isEmpty();
    assertThat(silent.quantities()).isEmpty();
    ModelUnits told =
        read(
            "level2/version4",
            "",
            "<listOfUnitDefinitions>"
                + definition("time", "<unit kind=\"second\" multiplier=\"3600\"/>")
                + definition("substance", "<unit kind=\"mole\" scale=\"-6\"/>")
                + definition("volume", "<unit kind=\"litre\" scale=\"-3\"/>")
                + "</listOfUnitDefinitions>"
                + species);
    assertThat(told.time()).isEqualTo("h");
    assertThat(told.quantities()).isEqualTo(Map.of("c", "ml", "S", "µmol/ml"));
  }

  @ParameterizedTest
  @CsvSource({
    "<unit kind='second' multiplier='86400'/>, d",
    "<unit kind='second' multiplier='0.001'/>, ms",
    "<unit kind='mole' multiplier='1e-9'/><unit kind='litre' exponent='-1'/>, nmol/l",
    "<unit kind='gram' scale='3'/><unit kind='metre' exponent='-3'/>, kg/m³",
    "<unit kind='metre' exponent='2'/><unit kind='second' exponent='-2'/>, m²/s²",
    "<unit kind='second' multiplier='7'/>, as named",
    "<unit kind='second' multiplier='ten'/>, as named",
    "<unit kind='item' multiplier='1000'/>, as named",
    "<unit kind='second' exponent='-1' multiplier='60'/>, 1/min"
  })
  void unitsAreWrittenAsTheFieldWritesThem(String units, String words)
      throws IOException, InputException {
    ModelUnits read =
        read(
            "level3/version2/core",
            "timeUnits=\"u\"",
            "<listOfUnitDefinitions>"
                + definition("u", units.replace('\'', '"'))
                + "</listOfUnitDefinitions>");
    assertThat(read.time()).isEqualTo(words);
  }
}
