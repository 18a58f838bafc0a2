package org.lamarck.worker.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.random.RandomStream;

/**
 * Convolutions and pools against the sums of PyTorch's documentation, written out with one loop for
 * each index.
 */
class WindowLayersTest {
  /** Sums of some tens of products of numbers of order 1. */
  private static final double ROUNDING = 1e-13;

  @TempDir private Path folder;

  private final RandomStream random = RandomStream.of(31);

  private int[] draw(int axes, int from, int to) {
    int[] numbers = new int[axes];
    Arrays.setAll(numbers, i -> from + random.nextInt(to - from + 1));
    return numbers;
  }

  private static int product(int... sizes) {
    return Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
  }

  /** The indices of an element along axes. */
  private static int[] indices(int element, int[] sizes) {
    int[] at = new int[sizes.length];
    int left = element;
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      at[axis] = left % sizes[axis];
      left /= sizes[axis];
    }
    return at;
  }

  /** The element at indices; −1 outside. */
  private static int element(int[] at, int[] sizes) {
    int element = 0;
    for (int axis = 0; axis < sizes.length; axis++) {
      if (at[axis] < 0 || at[axis] >= sizes[axis]) {
        return -1;
      }
      element = element * sizes[axis] + at[axis];
    }
    return element;
  }

  private static int[] joined(int first, int second, int[] rest) {
    int[] joined = new int[rest.length + 2];
    joined[0] = first;
    joined[1] = second;
    System.arraycopy(rest, 0, joined, 2, rest.length);
    return joined;
  }

  private static int[] spread(int[] place, int[] stride, int[] tap, int[] dilation, int[] padding) {
    int[] at = new int[place.length];
    Arrays.setAll(at, i -> place[i] * stride[i] + tap[i] * dilation[i] - padding[i]);
    return at;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void convolutionsAreTheirSums(int axes) throws IOException {
    for (int n = 0; n < 8; n++) {
      int groups = 1 + random.nextInt(2);
      int in = 1 + random.nextInt(2);
      int out = 1 + random.nextInt(2);
      int batch = 1 + random.nextInt(2);
      int[] kernel = draw(axes, 1, 3);
      int[] stride = draw(axes, 1, 3);
      int[] dilation = draw(axes, 1, 2);
      int[] padding = draw(axes, 0, 2);
      int[] sizes = draw(axes, 5, 7);
      OneLayer run =
          OneLayer.run(
              folder,
              random,
              "Conv" + axes + "d",
              "in_channels: %d, out_channels: %d, groups: %d, kernel_size: %s, stride: %s, dilation: %s, padding: %s"
                  .formatted(
                      groups * in,
                      groups * out,
                      groups,
                      Arrays.toString(kernel),
                      Arrays.toString(stride),
                      Arrays.toString(dilation),
                      Arrays.toString(padding)),
              joined(batch, groups * in, sizes));
      int[] places = Arrays.copyOfRange(run.sizes(), 2, 2 + axes);
      for (int axis = 0; axis < axes; axis++) {
        int extent = dilation[axis] * (kernel[axis] - 1);
        assertThat(places[axis])
            .isEqualTo((sizes[axis] + 2 * padding[axis] - extent - 1) / stride[axis] + 1);
      }
      double[] y = new double[run.output().length];
      for (int e = 0; e < y.length; e++) {
        int place = e % product(places);
        int channel = e / product(places) % (groups * out);
        int image = e / product(places) / (groups * out);
        y[e] = run.parameter("bias")[channel];
        for (int i = 0; i < in; i++) {
          int source = image * groups * in + channel / out * in + i;
          for (int tap = 0; tap < product(kernel); tap++) {
            int[] at =
                spread(indices(place, places), stride, indices(tap, kernel), dilation, padding);
            int of = element(at, sizes);
            if (of >= 0) {
              y[e] +=
                  run.x()[source * product(sizes) + of]
                      * run.parameter("weight")[(channel * in + i) * product(kernel) + tap];
            }
          }
        }
      }
      assertThat(run.output()).containsExactly(y, within(ROUNDING));
    }
  }

  /** Each element of the input adds the kernel to the places that it lies over. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void transposedConvolutionsAreTheirSums(int axes) throws IOException {
    for (int n = 0; n < 8; n++) {
      int groups = 1 + random.nextInt(2);
      int in = 1 + random.nextInt(2);
      int out = 1 + random.nextInt(2);
      int[] kernel = draw(axes, 2, 3);
      int[] stride = draw(axes, 2, 3);
      int[] dilation = draw(axes, 1, 2);
      int[] padding = draw(axes, 0, 1);
      int[] more = draw(axes, 0, 1);
      int[] sizes = draw(axes, 2, 4);
      OneLayer run =
          OneLayer.run(
              folder,
              random,
              "ConvTranspose" + axes + "d",
              "in_channels: %d, out_channels: %d, groups: %d, kernel_size: %s, stride: %s, dilation: %s, padding: %s, output_padding: %s, bias: false"
                  .formatted(
                      groups * in,
                      groups * out,
                      groups,
                      Arrays.toString(kernel),
                      Arrays.toString(stride),
                      Arrays.toString(dilation),
                      Arrays.toString(padding),
                      Arrays.toString(more)),
              joined(2, groups * in, sizes));
      assertThat(run.hasParameter("bias")).isFalse();
      int[] places = Arrays.copyOfRange(run.sizes(), 2, 2 + axes);
      for (int axis = 0; axis < axes; axis++) {
        assertThat(places[axis])
            .isEqualTo(
                (sizes[axis] - 1) * stride[axis]
                    - 2 * padding[axis]
                    + dilation[axis] * (kernel[axis] - 1)
                    + more[axis]
                    + 1);
      }
      double[] y = new double[run.output().length];
      for (int e = 0; e < run.x().length; e++) {
        int place = e % product(sizes);
        int channel = e / product(sizes) % (groups * in);
        int image = e / product(sizes) / (groups * in);
        for (int o = 0; o < out; o++) {
          int target = image * groups * out + channel / in * out + o;
          for (int tap = 0; tap < product(kernel); tap++) {
            int[] at =
                spread(indices(place, sizes), stride, indices(tap, kernel), dilation, padding);
            int of = element(at, places);
            if (of >= 0) {
              y[target * product(places) + of] +=
                  run.x()[e] * run.parameter("weight")[(channel * out + o) * product(kernel) + tap];
            }
          }
        }
      }
      assertThat(run.output()).containsExactly(y, within(ROUNDING));
    }
  }

  /** What stands in a window is summed, or its largest taken; the padding counts for averages. */
  @ParameterizedTest
  @CsvSource({
    "1, Max, false", "2, Max, true", "3, Max, false",
    "1, Avg, true", "2, Avg, false", "3, Avg, true",
    "1, LP, false", "2, LP, true", "3, LP, false"
  })
  void poolsAreWhatTheirWindowsSay(int axes, String kind, boolean ceiling) throws IOException {
    for (int n = 0; n < 8; n++) {
      boolean padded = !kind.equals("LP");
      boolean counted = n % 2 == 0;
      int[] kernel = draw(axes, 2, 3);
      int[] stride = draw(axes, 1, 3);
      int[] padding = padded ? draw(axes, 0, 1) : new int[axes];
      int[] sizes = draw(axes, 4, 7);
      String more =
          switch (kind) {
            case "Max" -> ", padding: " + Arrays.toString(padding);
            case "Avg" ->
                ", padding: %s, count_include_pad: %s".formatted(Arrays.toString(padding), counted);
            default -> ", norm_type: 2";
          };
      OneLayer run =
          OneLayer.run(
              folder,
              random,
              kind + "Pool" + axes + "d",
              "kernel_size: %s, stride: %s, ceil_mode: %s%s"
                  .formatted(Arrays.toString(kernel), Arrays.toString(stride), ceiling, more),
              joined(2, 2, sizes));
      int[] places = Arrays.copyOfRange(run.sizes(), 2, 2 + axes);
      int[] ones = new int[axes];
      Arrays.fill(ones, 1);
      double[] y = new double[run.output().length];
      for (int e = 0; e < y.length; e++) {
        double sum = 0;
        double largest = Double.NEGATIVE_INFINITY;
        int count = 0;
        for (int tap = 0; tap < product(kernel); tap++) {
          int[] at =
              spread(
                  indices(e % product(places), places),
                  stride,
                  indices(tap, kernel),
                  ones,
                  padding);
          int of = element(at, sizes);
          boolean within = true;
          for (int axis = 0; axis < axes; axis++) {
            within &= at[axis] < sizes[axis] + padding[axis];
          }
          count += of >= 0 || (counted && within) ? 1 : 0;
          if (of >= 0) {
            double x = run.x()[e / product(places) * product(sizes) + of];
            sum += kind.equals("LP") ? x * x : x;
            largest = Math.max(largest, x);
          }
        }
        y[e] =
            switch (kind) {
              case "Max" -> largest;
              case "Avg" -> sum / count;
              default -> Math.sqrt(sum);
            };
      }
      assertThat(run.output()).containsExactly(y, within(ROUNDING));
    }
  }

  /** Window i of p over n elements is from ⌊i n / p⌋ to ⌈(i + 1) n / p⌉. */
  @ParameterizedTest
  @CsvSource({"7, 3", "5, 5", "3, 5", "12, 4", "1, 2", "11, 7"})
  void adaptivePoolsCoverTheirInput(int size, int places) throws IOException {
    OneLayer mean =
        OneLayer.run(
            folder, random, "AdaptiveAvgPool1d", "output_size: " + places, new int[] {2, size});
    OneLayer most =
        OneLayer.run(
            folder, random, "AdaptiveMaxPool1d", "output_size: " + places, new int[] {2, size});
    for (int channel = 0; channel < 2; channel++) {
      for (int i = 0; i < places; i++) {
        int from = channel * size + (int) Math.floor((double) i * size / places);
        int end = channel * size + (int) Math.ceil((double) (i + 1) * size / places);
        assertThat(mean.output()[channel * places + i])
            .isCloseTo(
                Arrays.stream(mean.x(), from, end).average().orElseThrow(), within(ROUNDING));
        assertThat(most.output()[channel * places + i])
            .isEqualTo(Arrays.stream(most.x(), from, end).max().orElseThrow());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 5})
  void paddingOfTheSameSizeKeepsIt(int kernel) throws IOException {
    OneLayer run =
        OneLayer.run(
            folder,
            random,
            "Conv1d",
            "in_channels: 1, out_channels: 1, kernel_size: %d, padding: same, bias: false"
                .formatted(kernel),
            new int[] {1, 6});
    assertThat(run.sizes()).containsExactly(1, 6);
    for (int place = 0; place < 6; place++) {
      double sum = 0;
      for (int tap = 0; tap < kernel; tap++) {
        int at = place + tap - (kernel - 1) / 2; // of an even kernel more stands behind
        sum += at < 0 || at >= 6 ? 0 : run.x()[at] * run.parameter("weight")[tap];
      }
      assertThat(run.output()[place]).isCloseTo(sum, within(ROUNDING));
    }
  }
}
