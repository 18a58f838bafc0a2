package org.lamarck.worker.neuron.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.neuron.simulation.TutorialNetwork;

/** Against what Jaxley 0.14 prints in its tutorial, and gradients against differences. */
class TutorialTrainingTest {
  /** As printed by the tutorial, one for each epoch. */
  private static final double[] PRINTED = {
    22.65623100329529, 17.64646402672008, 11.06748391648049, 7.757597445300672, 6.991337400858107,
    6.614704674020504, 6.559548399989639, 6.477586586557549, 6.427426195028944, 6.408841185659944
  };

  @Test
  void tenEpochsHaveTheLossesOfTheTutorial() throws IOException {
    NetworkTask task = TutorialTask.task();
    Training training =
        new Training(task, new BatchLoss(task, 4, 1 << 24), TutorialTask.transforms());
    Adam adam = Adam.of(0.01, 21);
    Shuffle shuffle = new Shuffle(100);
    for (int epoch = 0; epoch < PRINTED.length; epoch++) {
      double loss = training.epoch(shuffle.ofEpoch(epoch), adam);
      assertThat(loss)
          .as("epoch %d", epoch)
          .isCloseTo(PRINTED[epoch], Percentage.withPercentage(1e-6));
    }
  }

  @Test
  void ordersAreThoseOfTheTutorial() throws IOException {
    double[][] orders = TutorialNetwork.table("jaxley_epoch_order.csv", 0);
    Shuffle shuffle = new Shuffle(100);
    for (int epoch = 0; epoch < orders.length; epoch++) {
      assertThat(Arrays.stream(shuffle.ofEpoch(epoch)).asDoubleStream().toArray())
          .as("epoch %d", epoch)
          .containsExactly(orders[epoch]);
    }
  }

  @Test
  void theGradientIsThatOfDifferencesAndOfTheReference() throws IOException {
    NetworkTask task = TutorialTask.task();
    BatchLoss loss = new BatchLoss(task, 100, 1 << 26);
    int[] all = IntStream.range(0, 100).toArray();
    double[] values = task.values();
    double[] gradient = new double[21];
    assertThat(loss.evaluate(values, all, gradient)).isCloseTo(0.9823380912642798, within(1e-10));
    double[] none = {};
    for (int i = 0; i < 21; i++) {
      double h = 1e-4 * values[i];
      double[] moved = values.clone();
      moved[i] = values[i] + h;
      double up = loss.evaluate(moved, all, none);
      moved[i] = values[i] - h;
      double down = loss.evaluate(moved, all, none);
      assertThat(gradient[i])
          .as("coordinate %d", i)
          .isCloseTo((up - down) / (2 * h), Percentage.withPercentage(1e-4)); // h² and rounding
    }
    Transform radius = TutorialTask.transforms().get(0);
    double slope = gradient[0] * radius.slope(radius.inverse(values[0]));
    assertThat(slope).isCloseTo(0.04109644, within(5e-9)); // printed with seven digits
  }
}
