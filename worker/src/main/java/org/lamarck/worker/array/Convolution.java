package org.lamarck.worker.array;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A convolution, or one of its adjoints. All three are gradients of the one trilinear form
 *
 * <pre>
 * T(x, w, y) = Σ x[n, g·I + i, p] · w[g·O + o, i, k] · y[n, g·O + o, q],  p = q·stride + k·dilation − padding
 * </pre>
 *
 * over batch n, groups g, I channels in and O channels out of a group, places p, taps k and places
 * q; what is computed is the derivative with respect to {@code role}, from the other two.
 */
public record Convolution(Geometry geometry, Role role) implements Operation.Kernel {
  /** The three arrays of the form, in this order. */
  public enum Role {
    INPUT,
    WEIGHT,
    OUTPUT
  }

  /**
   * Where a window lies along one axis.
   *
   * @param size of the input
   * @param kernel how many taps
   * @param stride from one place of the output to the next
   * @param padding places of zeros before the input
   * @param dilation from one tap to the next
   * @param places of the output
   */
  public record Axis(int size, int kernel, int stride, int padding, int dilation, int places) {
    /** The place of the input under a tap; −1 in the padding. */
    int at(int tap, int place) {
      int at = place * stride + tap * dilation - padding;
      return at < size ? Math.max(at, -1) : -1;
    }
  }

  /** The sizes of a convolution over three axes; those not needed have size 1. */
  public record Geometry(
      int batch, int groups, int channelsIn, int channelsOut, Axis depth, Axis height, Axis width) {
    /** Is told every product of the trilinear form, by places in the arrays. */
    interface Products {
      void product(int x, int w, int y);
    }

    /** Goes over all products of the form, in the order of the kernel. */
    void products(Products told) {
      int sizeX = depth.size * height.size * width.size;
      int sizeW = depth.kernel * height.kernel * width.kernel;
      int sizeY = depth.places * height.places * width.places;
      for (int pair = 0; pair < batch * groups * channelsOut * channelsIn; pair++) {
        int in = pair % channelsIn;
        int image = pair / channelsIn; // of the output
        int out = image % (groups * channelsOut);
        int n = image / (groups * channelsOut);
        int x = ((n * groups + out / channelsOut) * channelsIn + in) * sizeX;
        for (int tap = 0; tap < sizeW; tap++) {
          for (int place = 0; place < sizeY; place++) {
            int at = element(tap, place);
            if (at >= 0) {
              told.product(x + at, (out * channelsIn + in) * sizeW + tap, image * sizeY + place);
            }
          }
        }
      }
    }

    /** The element of an image of the input under a tap at a place; −1 in the padding. */
    private int element(int tap, int place) {
      int w = width.at(tap % width.kernel, place % width.places);
      int h = height.at(tap / width.kernel % height.kernel, place / width.places % height.places);
      int d =
          depth.at(tap / (width.kernel * height.kernel), place / (width.places * height.places));
      return w < 0 || h < 0 || d < 0 ? -1 : (d * height.size + h) * width.size + w;
    }

    /** The shape of one of the arrays. */
    public Shape shape(Role role) {
      return switch (role) {
        case INPUT ->
            Shape.of(batch, groups * channelsIn, depth.size(), height.size(), width.size());
        case WEIGHT ->
            Shape.of(
                groups * channelsOut, channelsIn, depth.kernel(), height.kernel(), width.kernel());
        case OUTPUT ->
            Shape.of(batch, groups * channelsOut, depth.places(), height.places(), width.places());
      };
    }
  }

  @Override
  public Shape shape(Shape... arguments) {
    for (int argument = 0; argument < 2; argument++) {
      Role other = others().get(argument);
      Shape expected = geometry.shape(other);
      if (!expected.equals(arguments[argument])) {
        throw new IllegalArgumentException(
            "a convolution's " + other + " is " + arguments[argument] + ", not " + expected);
      }
    }
    return geometry.shape(role);
  }

  /** The roles of the two arguments. */
  private List<Role> others() {
    return switch (role) {
      case INPUT -> List.of(Role.WEIGHT, Role.OUTPUT);
      case WEIGHT -> List.of(Role.INPUT, Role.OUTPUT);
      case OUTPUT -> List.of(Role.INPUT, Role.WEIGHT);
    };
  }

  @Override
  public @Nullable Node tangent(Node self, @Nullable Node[] tangents) {
    Graph graph = self.graph();
    Node first = tangents[0];
    Node second = tangents[1];
    return graph.sumOf(
        first == null ? null : graph.apply(this, first, self.argument(1)),
        second == null ? null : graph.apply(this, self.argument(0), second));
  }

  @Override
  public @Nullable Node[] adjoints(Node self, Node adjoint, boolean[] wanted) {
    @Nullable Node[] adjoints = new Node[2];
    for (int argument = 0; argument < 2; argument++) {
      if (wanted[argument]) {
        Role its = others().get(argument);
        Node other = self.argument(1 - argument);
        boolean adjointFirst = role.compareTo(others().get(1 - argument)) < 0;
        adjoints[argument] =
            self.graph()
                .apply(
                    new Convolution(geometry, its),
                    adjointFirst ? adjoint : other,
                    adjointFirst ? other : adjoint);
      }
    }
    return adjoints;
  }

  @Override
  public void compute(double[] m, int[] from, int to, int scratch, Shape[] shapes) {
    Arrays.fill(m, to, to + geometry.shape(role).count(), 0);
    int x = role == Role.INPUT ? to : from[0];
    int w = role == Role.WEIGHT ? to : role == Role.INPUT ? from[0] : from[1];
    int y = role == Role.OUTPUT ? to : from[1];
    Geometry g = geometry;
    int sizeX = g.depth.size * g.height.size * g.width.size;
    int sizeW = g.depth.kernel * g.height.kernel * g.width.kernel;
    int sizeY = g.depth.places * g.height.places * g.width.places;
    for (int n = 0; n < g.batch; n++) {
      for (int out = 0; out < g.groups * g.channelsOut; out++) {
        int group = out / g.channelsOut;
        int atY = y + (n * g.groups * g.channelsOut + out) * sizeY;
        for (int in = 0; in < g.channelsIn; in++) {
          int atX = x + ((n * g.groups + group) * g.channelsIn + in) * sizeX;
          int atW = w + (out * g.channelsIn + in) * sizeW;
          channel(m, atX, atW, atY);
        }
      }
    }
  }

  private void channel(double[] m, int x, int w, int y) {
    Axis d = geometry.depth;
    Axis h = geometry.height;
    for (int kd = 0; kd < d.kernel; kd++) {
      for (int kh = 0; kh < h.kernel; kh++) {
        for (int qd = 0; qd < d.places; qd++) {
          int pd = qd * d.stride + kd * d.dilation - d.padding;
          if (pd < 0 || pd >= d.size) {
            continue;
          }
          for (int qh = 0; qh < h.places; qh++) {
            int ph = qh * h.stride + kh * h.dilation - h.padding;
            if (ph >= 0 && ph < h.size) {
              row(
                  m,
                  x + (pd * h.size + ph) * geometry.width.size,
                  w + (kd * h.kernel + kh) * geometry.width.kernel,
                  y + (qd * h.places + qh) * geometry.width.places);
            }
          }
        }
      }
    }
  }

  private void row(double[] m, int x, int w, int y) {
    Axis a = geometry.width;
    for (int k = 0; k < a.kernel; k++) {
      int shift = k * a.dilation - a.padding;
      int first = shift >= 0 ? 0 : (-shift + a.stride - 1) / a.stride;
      int end = Math.min(a.places, Math.floorDiv(a.size - 1 - shift, a.stride) + 1);
      switch (role) {
        case OUTPUT -> {
          double weight = m[w + k];
          for (int q = first; q < end; q++) {
            m[y + q] += m[x + shift + q * a.stride] * weight;
          }
        }
        case INPUT -> {
          double weight = m[w + k];
          for (int q = first; q < end; q++) {
            m[x + shift + q * a.stride] += m[y + q] * weight;
          }
        }
        case WEIGHT -> {
          double sum = m[w + k];
          for (int q = first; q < end; q++) {
            sum += m[x + shift + q * a.stride] * m[y + q];
          }
          m[w + k] = sum;
        }
      }
    }
  }
}
