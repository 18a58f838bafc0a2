package org.lamarck.worker.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.SourceText;
import org.lamarck.worker.petab.table.TableLines;
import org.lamarck.worker.petab.table.YamlMapping;

class FeatureReaderTest {
  /** A second apart: half of the sampling rate is 0.5. */
  private static final double[] TIMES = IntStream.range(0, 20).asDoubleStream().toArray();

  private final Findings findings = new Findings();

  private YamlMapping term(String text) {
    return YamlMapping.read(new SourceText("own.yaml", text), findings).orElseThrow();
  }

  private Optional<Feature> read(String text) {
    return new FeatureReader(findings).read(term(text), TIMES);
  }

  @ParameterizedTest
  @EnumSource
  void summariesHaveTheWordsOfTheirNames(Summary summary) {
    String words = LossReader.words(summary);
    assertThat(words).isLowerCase().doesNotContain("_");
    assertThat(read("feature: " + words)).contains(summary);
    assertThat(findings.all()).isEmpty();
  }

  @Test
  void withoutAFeatureAllValuesAreMeant() {
    assertThat(read("of: x")).contains(new Values());
    assertThat(read("feature: values")).contains(new Values());
    assertThat(read("feature: period")).contains(new Period(false));
    assertThat(read("feature: frequency")).contains(new Period(true));
  }

  @Test
  void spectraAreOfTheFrequenciesThatAreAskedFor() {
    Spectrum one = (Spectrum) read("{feature: amplitude at, frequency: 0.2}").orElseThrow();
    assertThat(one.frequencies().toArray()).containsExactly(0.2);
    Spectrum all =
        (Spectrum)
            read("{feature: spectrum, frequency: 0.2, width: 0.07, highest: 0.34}").orElseThrow();
    // bins of 1/20 up to 0.34 without 0.15, 0.2 and 0.25, behind the frequency itself
    assertThat(all.frequencies().toArray())
        .containsExactly(new double[] {0.2, 0.05, 0.1, 0.3}, within(1e-15));
    assertThat(FeatureReader.isSpectrum(term("feature: spectrum"))).isTrue();
    assertThat(FeatureReader.isSpectrum(term("feature: amplitude at"))).isFalse();
    assertThat(FeatureReader.isSpectrum(term("of: x"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "feature: maximun|own.yaml:1:10|there is no feature \"maximun\"|maximum",
        "{feature: amplitude at, frequency: -1}|own.yaml:1:36|frequency (-1.0) must be above 0|",
        "{feature: amplitude at, frequency: 0.6}|own.yaml:1:1|frequency 0.6 is above 0.5,"
            + " half|times",
      })
  void wrongFeaturesAreToldAtTheirPlace(String text, String place, String what, String remedy) {
    assertThat(read(text)).isEmpty();
    assertThat(TableLines.told(findings)).hasSize(1);
    String told = TableLines.told(findings).get(0);
    assertThat(told).startsWith(place + ": error: " + what);
    assertThat(told).contains(remedy == null ? "; correct it" : remedy);
  }

  @Test
  void aSpectrumNeedsItsNumbers() {
    assertThat(read("feature: spectrum")).isEmpty();
    String told = String.join("\n", TableLines.told(findings));
    assertThat(told).contains("frequency").contains("width").doesNotContain("highest");
  }
}
