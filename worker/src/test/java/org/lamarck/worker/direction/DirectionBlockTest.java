package org.lamarck.worker.direction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.integrate.Models;
import org.lamarck.worker.sparse.Matrices;
import org.lamarck.worker.sparse.RowMatrix;
import org.lamarck.worker.sparse.SparseLu;
import org.lamarck.worker.sparse.SparsePattern;
import org.lamarck.worker.tolerance.ErrorScale;
import org.lamarck.worker.tolerance.EventMemory;
import org.lamarck.worker.tolerance.Tolerances;

/** Products of blocks, which have some rows and columns alone, against dense ones of all. */
class DirectionBlockTest {
  private static final int STATES = 7;
  private static final int CONSTANTS = 4;
  private static final int DIRECTIONS = 11;
  private static final double SIGMA = 9;

  /** Sums of a few products of numbers up to 1, and W⁻¹ of a condition of about 10. */
  private static final double ROUNDING = 1e-13;

  private final RandomStream random = RandomStream.of(5);

  /** 0 → 1 → 2, 3 ⇄ 4 → 1, and 5 → 6: what only 3 and 0 move leaves 5 and 6 as they are. */
  private final double[][] jacobian = new double[STATES][STATES];

  private final double[][] slopes = new double[STATES][CONSTANTS];
  private final Seeds seeds =
      new Seeds(CONSTANTS, DIRECTIONS, new int[] {0, 1, 1, 3, 2}, new int[] {1, 3, 4, 4, 10});
  private final SparseLu lu;
  private final SparsePattern pattern;

  DirectionBlockTest() {
    int[][] places = {
      {0, 0}, {1, 0}, {1, 1}, {2, 1}, {2, 2}, {3, 3}, {3, 4}, {4, 3}, {1, 4}, {5, 5}, {6, 5}, {6, 6}
    };
    for (int[] place : places) {
      jacobian[place[0]][place[1]] = random.nextDouble(0.2, 1);
    }
    slopes[0][0] = 0.7;
    slopes[3][1] = -0.4;
    slopes[1][3] = 0.9;
    slopes[5][2] = 0.3;
    pattern = Matrices.pattern(jacobian);
    lu = new SparseLu(STATES, pattern);
    assertThat(lu.factorise(Matrices.values(jacobian), SIGMA)).isTrue();
    System.arraycopy(Matrices.vector(random, 5), 0, seeds.values(), 0, 5);
  }

  /** A block of directions, some of which start in states of their own. */
  private DirectionBlock block(RowMatrix s0, int... direction) {
    Reachability reach = new Reachability(STATES, pattern);
    StateSets sets = reach.none(DIRECTIONS);
    reach.addSeeded(Matrices.pattern(slopes), seeds, sets);
    for (int d : direction) {
      for (int i = 0; i < STATES; i++) {
        if (s0.values()[s0.row(i) + d] != 0) {
          reach.add(i, sets, d);
        }
      }
    }
    Support support = new Support(STATES, reach.union(sets, direction), pattern, pattern, lu);
    DirectionBlock block = new DirectionBlock(STATES, support, direction, DIRECTIONS);
    block.begin(s0, seeds, Matrices.pattern(slopes));
    block.require(2);
    return block;
  }

  /** s₀ of which directions up to 4 have what 0 and 3 may move, the others anything. */
  private RowMatrix start() {
    RowMatrix s0 = new RowMatrix(STATES, DIRECTIONS);
    for (int i = 0; i < STATES; i++) {
      for (int d = 0; d < DIRECTIONS; d++) {
        s0.values()[s0.row(i) + d] = d > 4 || i < 5 ? random.nextDouble(-1, 1) : 0;
      }
    }
    return s0;
  }

  private static double[] column(RowMatrix matrix, int d) {
    return IntStream.range(0, STATES)
        .mapToDouble(i -> matrix.values()[matrix.row(i) + d])
        .toArray();
  }

  /** J s + f_p p′. */
  private double[] tangent(double[] s, int direction) {
    double[] dp = new double[CONSTANTS];
    seeds.copyDirection(direction, dp);
    double[] byStates = Matrices.times(jacobian, s);
    double[] byConstants = Matrices.times(slopes, dp);
    return IntStream.range(0, STATES).mapToDouble(i -> byStates[i] + byConstants[i]).toArray();
  }

  private static List<int[]> someDirections() {
    return List.of(
        new int[] {1},
        new int[] {0, 1, 2, 3, 4},
        new int[] {1, 4},
        new int[] {2, 5, 10},
        IntStream.range(0, DIRECTIONS).toArray());
  }

  /** One step of a method of one stage: s₁ = s + W⁻¹ (J s + f_p p′). */
  @ParameterizedTest
  @MethodSource("someDirections")
  void aLinearlyImplicitStepIsThatOfDenseMatrices(int[] direction) {
    RowMatrix s0 = start();
    DirectionBlock block = block(s0, direction);
    block.combine(new double[0], 0);
    block.multiply(Matrices.values(jacobian));
    block.addSlopes(Matrices.values(slopes));
    block.solve(lu);
    block.keep(0);
    block.addStage(0);
    assertThat(block.finish()).isTrue();
    block.advance();
    RowMatrix out = new RowMatrix(STATES + 1, DIRECTIONS);
    Arrays.fill(out.values(), 77);
    block.write(out, 1);
    double[][] w = Matrices.shifted(jacobian, SIGMA);
    RowMatrix written =
        new RowMatrix(
            DIRECTIONS, Arrays.copyOfRange(out.values(), out.row(1), out.values().length));
    for (int d = 0; d < DIRECTIONS; d++) {
      int one = d;
      if (Arrays.stream(direction).noneMatch(each -> each == one)) {
        assertThat(column(written, d)).as("not of this block").containsOnly(77);
        continue;
      }
      double[] s = column(s0, d);
      double[] increment = Matrices.solve(w, tangent(s, d));
      for (int i = 0; i < STATES; i++) {
        assertThat(column(written, d)[i])
            .as("state %s of direction %s", i, d)
            .isCloseTo(s[i] + increment[i], within(ROUNDING));
      }
    }
    assertThat(Arrays.copyOf(out.values(), DIRECTIONS)).as("rows before").containsOnly(77);
  }

  /** s + a₀ V₀ + a₁ V₁, of stages that are multiples of J s. */
  @Test
  void stagesAreCombinedAndInterpolatedByTheirWeights() {
    RowMatrix s0 = start();
    DirectionBlock block = block(s0, 2, 3, 7);
    block.combine(new double[0], 0);
    block.multiply(Matrices.values(jacobian));
    block.keep(1, 0.5);
    block.reuse(1, -4);
    double[] weights = {0.3, 0.8};
    double factor = 0.3 * (-4 * 0.5) + 0.8 * 0.5;
    block.combine(weights, 2);
    RowMatrix out = new RowMatrix(STATES, DIRECTIONS);
    block.interpolate(weights, 2, new int[] {1, 4}, out, 0);
    double[] stage = new double[STATES];
    for (int j = 0; j < 3; j++) {
      int d = block.direction(j);
      double[] s = column(s0, d);
      double[] slope = Matrices.times(jacobian, s);
      block.copyStage(j, stage);
      for (int i = 0; i < STATES; i++) {
        assertThat(stage[i]).isCloseTo(s[i] + factor * slope[i], within(ROUNDING));
        double expected = i == 1 || i == 4 ? stage[i] : 0; // only what is watched is written
        assertThat(column(out, d)[i]).isCloseTo(expected, within(ROUNDING));
      }
    }
  }

  @Test
  void columnsThatAFieldWritesAreThoseThatAreKept() {
    RowMatrix s0 = start();
    DirectionBlock block = block(s0, 5, 9);
    double[] start = new double[STATES];
    for (int j = 0; j < block.count(); j++) {
      block.copyStart(j, start);
      assertThat(start).isEqualTo(column(s0, block.direction(j)));
      block.setWork(j, start);
      block.addWork(j, -3, start);
    }
    block.combine(new double[0], 0);
    block.keep(0);
    block.addStage(0);
    for (int j = 0; j < block.count(); j++) {
      double[] stage = new double[STATES];
      block.copyStage(j, stage);
      double[] s = column(s0, block.direction(j));
      for (int i = 0; i < STATES; i++) {
        assertThat(stage[i]).isCloseTo(-s[i], within(ROUNDING));
      }
    }
  }

  /** M has no rows of algebraic states, so stages do not count there. */
  @Test
  void algebraicRowsGainNothingFromStages() {
    RowMatrix s0 = start();
    DirectionBlock block = block(s0, 8);
    double[] kept = Matrices.vector(random, STATES);
    double[] work = Matrices.vector(random, STATES);
    block.setWork(0, kept);
    block.keep(0);
    block.setWork(0, work);
    block.addStages(new double[] {2}, 1, new int[] {2, 5});
    block.keep(1);
    block.combine(new double[] {0, 1}, 2);
    double[] stage = new double[STATES];
    block.copyStage(0, stage);
    for (int i = 0; i < STATES; i++) {
      double gain = i == 2 || i == 5 ? 0 : 2 * kept[i];
      double start = column(s0, 8)[i];
      assertThat(stage[i]).isCloseTo(start + work[i] + gain, within(ROUNDING));
    }
  }

  /** Two states, and a second direction that is half of the first. */
  @Test
  void theErrorIsThatOfTheWorstDirectionByTheToleranceOfEachState() {
    ErrorScale scale = new ErrorScale(Models.chain(), Tolerances.of(0.01, 0.5));
    scale.begin(new double[] {1, 1}, EventMemory.NONE);
    RowMatrix two = new RowMatrix(2, new double[] {3, 1.5, -8, -4});
    double[][] chain = {{-1, 0}, {1, -1}};
    SparsePattern of = Matrices.pattern(chain);
    Reachability reach = new Reachability(2, of);
    StateSets both = reach.none(1); // what both directions move
    reach.add(0, both, 0);
    SparseLu small = new SparseLu(2, of);
    DirectionBlock one =
        new DirectionBlock(2, new Support(2, both, of, of, small), new int[] {0, 1}, 2);
    Seeds none = new Seeds(0, 2, new int[0], new int[0]);
    one.begin(two, none, new SparsePattern(new int[3], new int[0]));
    one.require(1);
    one.combine(new double[0], 0);
    one.multiply(Matrices.values(chain)); // −3 and 11
    one.keep(0, 0.1);
    one.addStage(0); // 2.7 and −6.9
    assertThat(one.finish()).isTrue();
    double first = 0.3 / (0.5 + 0.01 * 3);
    double second = 1.1 / (0.5 + 0.01 * 8);
    double norm = Math.sqrt((first * first + second * second) / 2);
    assertThat(one.error(scale, 0)).isCloseTo(norm, within(ROUNDING));
    assertThat(one.error(scale, new double[] {-2}, 1)).isCloseTo(2 * norm, within(ROUNDING));
  }

  @Test
  void whatIsNotFiniteDoesNotFinish() {
    RowMatrix s0 = start();
    DirectionBlock block = block(s0, 1, 2);
    double[] values = Matrices.values(jacobian);
    values[0] = Double.NaN;
    block.combine(new double[0], 0);
    block.multiply(values);
    block.keep(0);
    block.addStage(0);
    assertThat(block.finish()).isFalse();
  }

  /** A matrix with something where a block has no row cannot be taken without loss. */
  @Test
  void blocksTellWhetherTheyHoldAllOfAMatrix() {
    RowMatrix s0 = start();
    DirectionBlocks blocks =
        new DirectionBlocks(List.of(block(s0, 0, 1, 2, 3, 4), block(s0, 5, 6, 7, 8, 9, 10)));
    assertThat(blocks.count()).isEqualTo(2);
    assertThat(blocks.read(s0)).isTrue();
    RowMatrix out = new RowMatrix(STATES, DIRECTIONS);
    blocks.write(out, 0);
    assertThat(out.values()).isEqualTo(s0.values());
    s0.values()[s0.row(6) + 9] = 5; // of a block that has all rows
    assertThat(blocks.read(s0)).isTrue();
    s0.values()[s0.row(6) + 3] = 5;
    assertThat(blocks.read(s0)).isFalse();
  }

  @Test
  void directionsThatMoveNothingAreZeroForEver() {
    DirectionBlock block = block(new RowMatrix(STATES, DIRECTIONS), 0, 2);
    block.combine(new double[0], 0);
    block.multiply(Matrices.values(jacobian));
    block.solve(lu);
    block.keep(0);
    block.addStage(0);
    assertThat(block.finish()).isTrue();
    block.advance();
    RowMatrix out = new RowMatrix(STATES, DIRECTIONS);
    Arrays.fill(out.values(), 7);
    block.write(out, 0);
    assertThat(column(out, 0)).containsOnly(0);
    assertThat(column(out, 1)).containsOnly(7);
    assertThat(column(out, 2)).containsOnly(0);
  }

  @Test
  void widthsFitTheCacheAndAreNeitherTinyNorHuge() {
    assertThat(DirectionBlock.widest(0)).isEqualTo(64);
    assertThat(DirectionBlock.widest(100_000)).isEqualTo(8);
    for (int rows = 1; rows < 500; rows++) {
      int width = DirectionBlock.widest(rows);
      assertThat(width).isBetween(8, 64).isLessThanOrEqualTo(DirectionBlock.widest(rows - 1));
      // twelve matrices of eight bytes, unless eight directions are more than that already
      assertThat(width == 8 || 12 * 8 * rows * width <= 1 << 18).isTrue();
    }
  }
}
