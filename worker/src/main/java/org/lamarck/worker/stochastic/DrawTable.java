package org.lamarck.worker.stochastic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Subgraph;
import org.lamarck.worker.model.CompiledModel;
import org.lamarck.worker.model.Kernel;
import org.lamarck.worker.model.KernelFactory;
import org.lamarck.worker.problem.JumpModel;

/** The random numbers in formulas of a model, compiled: each has a place among the constants. */
final class DrawTable {
  private final JumpModel model;
  private final List<JumpModel.Draw> draws;
  private final List<List<Expression>> arguments = new ArrayList<>(); // of each draw
  private final List<KernelFactory> kernels = new ArrayList<>();
  private final int[] places;

  DrawTable(JumpModel model, CompiledModel compiled) {
    this.model = model;
    draws = model.draws();
    places = draws.stream().mapToInt(draw -> compiled.constants().indexOf(draw.id())).toArray();
    for (JumpModel.Draw draw : draws) {
      List<Expression> own = draw.arguments().stream().map(compiled::inline).toList();
      kernels.add(compiled.kernel(own, List.of()));
      arguments.add(own);
    }
  }

  int size() {
    return draws.size();
  }

  /** Where among the constants a draw's number is. */
  int place(int draw) {
    return places[draw];
  }

  /** The draws that formulas need, those that their arguments need too, in order. */
  int[] of(List<Expression> formulas) {
    boolean[] isNeeded = new boolean[draws.size()];
    mark(formulas, isNeeded);
    for (int d = draws.size() - 1; d >= 0; d--) { // arguments have earlier draws only
      if (isNeeded[d]) {
        mark(arguments.get(d), isNeeded);
      }
    }
    return IntStream.range(0, isNeeded.length).filter(d -> isNeeded[d]).toArray();
  }

  private void mark(List<Expression> formulas, boolean[] isNeeded) {
    for (Expression leaf : Subgraph.leaves(formulas)) {
      for (int d = 0; d < draws.size(); d++) {
        isNeeded[d] |= leaf.isSymbol() && leaf.name().equals(draws.get(d).id());
      }
    }
  }

  /** The draws for one thread. */
  Drawing newDrawing() {
    return new Drawing();
  }

  /** Puts random numbers where formulas read them. */
  final class Drawing {
    private final List<Kernel> own = kernels.stream().map(KernelFactory::newKernel).toList();
    private final double[][] values =
        draws.stream().map(draw -> new double[draw.arguments().size()]).toArray(double[][]::new);

    /** Draws anew. */
    void draw(int[] which, RandomStream random, double t, double[] y, double[] p)
        throws JumpFailure {
      for (int d : which) {
        own.get(d).evaluate(t, y, p, values[d]);
        double drawn = draws.get(d).family().draw(random, values[d]);
        if (Double.isNaN(drawn)) {
          JumpModel.Draw draw = draws.get(d);
          throw new JumpFailure(
              t,
              "there is no %s of %s (%s, line %d)"
                  .formatted(
                      draw.family().name().toLowerCase(Locale.ROOT),
                      Arrays.toString(values[d]),
                      model.file(),
                      draw.place().row()));
        }
        p[places[d]] = drawn;
      }
    }
  }
}
