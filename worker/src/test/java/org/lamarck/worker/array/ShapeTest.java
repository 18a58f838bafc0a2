package org.lamarck.worker.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.random.RandomStream;

/** Shapes: counts, repetition along axes, and what is none. */
class ShapeTest {
  private final RandomStream random = RandomStream.of(3);

  @Test
  void aNumberHasNoAxesAndOneElement() {
    assertThat(Shape.of().rank()).isZero();
    assertThat(Shape.of().count()).isEqualTo(1);
    assertThat(Shape.of()).hasToString("[]");
  }

  @Test
  void elementsAreCountedByAxes() {
    Shape shape = Shape.of(2, 3, 4);
    assertThat(shape.count()).isEqualTo(24);
    assertThat(shape.count(0, 1)).isEqualTo(2);
    assertThat(shape.count(1, 3)).isEqualTo(12);
    assertThat(shape.count(3, 3)).isEqualTo(1);
    assertThat(shape.with(1, 5)).isEqualTo(Shape.of(2, 5, 4));
    assertThat(shape).isEqualTo(Shape.of(2, 3, 4)).hasSameHashCodeAs(Shape.of(2, 3, 4));
    assertThat(shape).isNotEqualTo(Shape.of(2, 12));
  }

  @Test
  void whatIsNoShapeIsRefused() {
    assertThatThrownBy(() -> Shape.of(2, 0)).hasMessage("a shape has a size of 0");
    assertThatThrownBy(() -> Shape.of(1 << 16, 1 << 16))
        .hasMessage("an array of [65536, 65536] has too many elements");
    assertThatThrownBy(() -> Shape.of(2, 3).broadcast(Shape.of(2)))
        .hasMessage("[2, 3] and [2] do not fit");
  }

  @Test
  void aShapeCannotBeChangedByItsSizes() {
    int[] sizes = {2, 3};
    Shape shape = Shape.of(sizes);
    sizes[0] = 7;
    shape.sizes()[1] = 9;
    assertThat(shape).isEqualTo(Shape.of(2, 3));
  }

  private Shape part(int[] whole) {
    int first = random.nextInt(whole.length + 1);
    int[] sizes = Arrays.copyOfRange(whole, first, whole.length);
    for (int axis = 0; axis < sizes.length; axis++) {
      sizes[axis] = random.nextDouble() < 0.4 ? 1 : sizes[axis];
    }
    return Shape.of(sizes);
  }

  @Test
  void theJointShapeDoesNotDependOnTheOrder() {
    for (int n = 0; n < 200; n++) {
      int[] whole = new int[1 + random.nextInt(4)];
      Arrays.setAll(whole, i -> 1 + random.nextInt(4));
      Shape a = part(whole);
      Shape b = part(whole);
      Shape c = part(whole);
      Shape joint = a.broadcast(b).broadcast(c);
      assertThat(c.broadcast(a.broadcast(b))).isEqualTo(joint);
      assertThat(b.broadcast(c).broadcast(a)).isEqualTo(joint);
      assertThat(joint.broadcast(a)).isEqualTo(joint);
    }
  }

  /** By strides each element of the space finds the one that is repeated there. */
  @Test
  void stridesLeadToTheElementThatIsRepeated() {
    for (int n = 0; n < 200; n++) {
      int[] whole = new int[1 + random.nextInt(4)];
      Arrays.setAll(whole, i -> 1 + random.nextInt(4));
      Shape space = Shape.of(whole);
      Shape shape = part(whole);
      int[] strides = shape.stridesIn(space);
      for (int element = 0; element < space.count(); element++) {
        int place = 0;
        int expected = 0;
        for (int axis = 0; axis < space.rank(); axis++) {
          int index = element / space.count(axis + 1, space.rank()) % space.size(axis);
          place += index * strides[axis];
          int own = axis - (space.rank() - shape.rank());
          if (own >= 0) {
            expected = expected * shape.size(own) + (shape.size(own) == 1 ? 0 : index);
          }
        }
        assertThat(place).isEqualTo(expected);
      }
    }
  }
}
