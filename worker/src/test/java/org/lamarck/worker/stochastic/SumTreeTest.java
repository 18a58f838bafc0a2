package org.lamarck.worker.stochastic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.random.RandomStream;

class SumTreeTest {
  private static double[] eighths(int size) {
    RandomStream random = RandomStream.of(size);
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextInt(4) / 8.0; // whose sums have no rounding; some are 0
    }
    values[size / 2] = 0.5;
    return values;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 9, 100})
  void eachTargetBelowTheTotalFindsTheLeafThatALookFromTheLeftFinds(int size) {
    double[] values = eighths(size);
    SumTree tree = new SumTree(size);
    tree.setAll(values);
    double sum = 0;
    for (int leaf = 0; leaf < size; leaf++) {
      for (double target = sum; target < sum + values[leaf]; target += 0.0625) {
        assertThat(tree.find(target)).isEqualTo(leaf);
      }
      sum += values[leaf];
    }
    assertThat(tree.total()).isEqualTo(sum);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 16, 33})
  void aTreeThatWasChangedIsTheOneOfTheNewNumbers(int size) {
    double[] values = eighths(size);
    SumTree changed = new SumTree(size);
    changed.setAll(new double[size]);
    for (int leaf = size - 1; leaf >= 0; leaf--) {
      changed.set(leaf, values[leaf]);
    }
    SumTree made = new SumTree(size);
    made.setAll(values);
    assertThat(changed.total()).isEqualTo(made.total());
    for (double target = 0; target < made.total(); target += 0.125) {
      assertThat(changed.find(target)).isEqualTo(made.find(target));
    }
  }

  @Test
  void aLeafOfNothingIsNeverFoundNotEvenByRoundingAtTheEnd() {
    SumTree tree = new SumTree(4);
    tree.setAll(new double[] {0, 0.1, 0.7, 0});
    assertThat(tree.find(0)).isEqualTo(1);
    assertThat(tree.find(Math.nextDown(tree.total()))).isEqualTo(2);
    assertThat(tree.find(tree.total())).isEqualTo(2); // u·total may round up to the total
  }

  @Test
  void roundingDoesNotPileUpOverAMillionChanges() {
    SumTree tree = new SumTree(3);
    tree.setAll(new double[] {0.1, 0.2, 0.3});
    double before = tree.total();
    for (int k = 0; k < 1_000_000; k++) {
      tree.set(k % 3, 1e9 / (k + 1));
    }
    tree.set(0, 0.1);
    tree.set(1, 0.2);
    tree.set(2, 0.3);
    assertThat(tree.total()).isEqualTo(before);
  }
}
