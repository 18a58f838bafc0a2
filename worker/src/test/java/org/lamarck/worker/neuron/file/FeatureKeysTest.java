package org.lamarck.worker.neuron.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.worker.neuron.train.Feature;
import org.lamarck.worker.neuron.train.NeuronObjective;
import org.lamarck.worker.own.OwnFile;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.SourceText;
import org.lamarck.worker.petab.table.YamlMapping;

/** The words for features of a trace, and losses made of them. */
class FeatureKeysTest {
  private static NeuronObjective read(String targets) throws IOException {
    String yaml =
        """
        neurons: [{branches: [{compartments: 1, length: 20, radius: 10}]}]
        insert: [{channel: HH}]
        set: [{v: -65}]
        time: {end: 40, step: 0.025}
        record: {soma: 0/0/0}
        experiments:
        - stimuli: [{at: 0/0/0, from: 1, duration: 38, current: 0.15}]
          targets: [%s]
        estimate:
        - {parameter: HH.gNa, lower: 0.05, upper: 0.5, scale: log10}
        - {parameter: HH.gK, lower: 0.01, upper: 0.1, scale: log10}
        """
            .formatted(targets);
    Findings findings = new Findings();
    YamlMapping root = YamlMapping.read(new SourceText("f.yaml", yaml), findings).orElseThrow();
    OwnFile file = new OwnFile(Path.of("f.yaml"), root, List.of());
    NeuronObjective read = new NeuronReader().read(file, findings).orElseThrow();
    assertThat(findings.all()).isEmpty();
    return read;
  }

  static Stream<Arguments> words() {
    return Stream.of(
        Arguments.of("mean, from: 1, to: 2", new Feature.Mean(40, 81)),
        Arguments.of("deviation", new Feature.Deviation(0, 1601)),
        Arguments.of("maximum, from: 30", new Feature.Maximum(1200, 1601)),
        Arguments.of("minimum, to: 40", new Feature.Minimum(0, 1601)),
        Arguments.of("voltage, at: 0.03", new Feature.Sample(1, 0.2)),
        Arguments.of("spikes, width: 2", new Feature.Spikes(0, 1601, -20, 2)),
        Arguments.of("latency, from: 1", new Feature.Latency(40, 1601, -20, 0.025)),
        Arguments.of("interval, threshold: 0", new Feature.Interval(0, 1601, 0, 0.025)),
        Arguments.of("duration, threshold: -30", new Feature.Duration(0, 1601, -30, 0.025)));
  }

  @ParameterizedTest
  @MethodSource("words")
  void wordsAreFeaturesInSamples(String words, Feature expected) throws IOException {
    NeuronObjective read = read("{record: soma, value: 1, feature: " + words + "}");
    Feature feature = read.task().experiments().get(0).targets().get(0).feature();
    if (expected instanceof Feature.Sample sample) {
      assertThat(((Feature.Sample) feature).at()).isEqualTo(sample.at());
      assertThat(((Feature.Sample) feature).share()).isCloseTo(sample.share(), within(1e-12));
    } else {
      assertThat(feature).isEqualTo(expected);
    }
  }

  @Test
  void lossesOfTimesOfSpikesHaveTheDerivativesOfDifferences() throws IOException {
    NeuronObjective read =
        read(
            "{record: soma, feature: latency, from: 1, value: 2},"
                + " {record: soma, feature: interval, value: 12},"
                + " {record: soma, feature: duration, value: 5, scale: 2}");
    Objective objective = read.open();
    double[] at = {Math.log10(0.14), Math.log10(0.034)};
    double value = value(objective, at);
    assertThat(value).isBetween(1e-3, 1e3); // it fires at least twice, or the interval were 40
    Evaluation.LeastSquares there =
        (Evaluation.LeastSquares) objective.evaluate(Vector.of(at), Derivatives.RESIDUALS);
    assertThat(there.residuals().get(1)).isBetween(-10.0, 20.0);
    for (int i = 0; i < at.length; i++) {
      double[] moved = at.clone();
      moved[i] += 1e-5;
      double up = value(objective, moved);
      moved[i] -= 2e-5;
      double slope = (up - value(objective, moved)) / 2e-5;
      assertThat(there.gradient().get(i))
          .isCloseTo(slope, within(1e-4 * Math.abs(slope) + 1e-6)); // h² and rounding
      assertThat(slope).isNotZero();
    }
  }

  private static double value(Objective objective, double[] at) {
    return ((Evaluation.Finite) objective.evaluate(Vector.of(at), Derivatives.NONE)).value();
  }
}
