package org.lamarck.worker.array.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.lamarck.worker.array.Elementwise;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.expression.Subgraph;

/**
 * What a loop computes at each element: numbers, elements that are read, and operators applied to
 * earlier ones, equal ones once.
 *
 * @param values arguments first
 * @param stores which values go to arrays of the space
 */
record LoopBody(LoopSpace space, List<Value> values, List<Store> stores) {
  /** Bytes of code of a body, as estimated; the true number is at most twice as large. */
  private static final int BUDGET = 3500;

  /**
   * Nodes of the compiler in a body that becomes vector instructions: reads and stores, which are
   * two, and operators. HotSpot unrolls no loop of more than 60, some of which are the loop's own,
   * and makes vectors of none that it does not unroll.
   */
  private static final int NODES = 40;

  /** Shorter loops do not reach the part that has vectors. */
  private static final int LONG = 32;

  private static final Set<Operator> OF_VECTORS =
      EnumSet.of(Operator.ADD, Operator.MULTIPLY, Operator.DIVIDE, Operator.NEGATE, Operator.SQRT);

  /** A value of the body. */
  sealed interface Value {}

  /** A number; two are equal when their bits are. */
  record Numeral(long bits) implements Value {
    double value() {
      return Double.longBitsToDouble(bits);
    }
  }

  /** An element of an array that begins at a place. */
  record Element(int place, List<Integer> strides) implements Value {}

  /** An operator applied to values by their positions. */
  record Applied(Operator operator, List<Integer> arguments) implements Value {}

  /** A value that goes to the array that begins at a place. */
  record Store(int value, int place) {}

  /** The loops of a unit: one, or several when one method were too long. */
  static List<LoopBody> of(Fusion.Unit unit, Places places) {
    LoopBody whole = new Builder(unit, places).body();
    int[] chunk = whole.chunks();
    int chunks = Arrays.stream(chunk).max().orElse(0) + 1;
    return chunks == 1 ? List.of(whole) : whole.split(chunk, chunks, places);
  }

  /** Which loop computes each value. */
  private int[] chunks() {
    int[] chunk = new int[values.size()];
    int[] stored = new int[values.size()];
    stores.forEach(store -> stored[store.value()]++);
    int most = isOfVectors() ? NODES : Integer.MAX_VALUE;
    Set<Integer> read = new HashSet<>(); // by the present loop
    int current = 0;
    int bytes = 0;
    int nodes = 0;
    for (int v = 0; v < chunk.length; v++) {
      if (values.get(v) instanceof Applied applied) {
        int cost = 10 + 7 * applied.arguments().size();
        int its = applied.arguments().size() + 2 * stored[v];
        for (int argument : applied.arguments()) {
          cost += values.get(argument) instanceof Element ? 12 + 9 * space.rank() : 0;
          its += isRead(argument, chunk, current) && !read.contains(argument) ? 2 : 0;
        }
        if ((bytes + cost > BUDGET || nodes + its > most) && bytes > 0) {
          current++;
          bytes = 0;
          nodes = 0;
          read.clear();
        }
        bytes += cost;
        nodes += its;
        for (int argument : applied.arguments()) {
          if (isRead(argument, chunk, current)) {
            read.add(argument);
          }
        }
      }
      chunk[v] = current;
    }
    return chunk;
  }

  /** Whether a loop has a value from memory. */
  private boolean isRead(int value, int[] chunk, int current) {
    return values.get(value) instanceof Element
        || (values.get(value) instanceof Applied && chunk[value] < current);
  }

  /** Whether vector instructions can compute the body: along rows, by arithmetic alone. */
  private boolean isOfVectors() {
    int inner = space.rank() - 1;
    if (inner < 0 || space.sizes().get(inner) < LONG) {
      return false;
    }
    for (Value value : values) {
      boolean isPossible =
          value instanceof Element element
              ? element.strides().get(inner) <= 1
              : !(value instanceof Applied applied) || OF_VECTORS.contains(applied.operator());
      if (!isPossible) {
        return false;
      }
    }
    return true;
  }

  /** Several loops; what passes between them stands in arrays. */
  private List<LoopBody> split(int[] chunk, int chunks, Places places) {
    Map<Integer, Integer> kept = new HashMap<>();
    for (Store store : stores) {
      kept.putIfAbsent(store.value(), store.place());
    }
    List<Store> all = new ArrayList<>(stores);
    for (int v = 0; v < values.size(); v++) {
      if (values.get(v) instanceof Applied applied) {
        for (int argument : applied.arguments()) {
          if (values.get(argument) instanceof Applied
              && chunk[argument] < chunk[v]
              && !kept.containsKey(argument)) {
            int place = places.reserve(space.count());
            kept.put(argument, place);
            all.add(new Store(argument, place));
          }
        }
      }
    }
    List<LoopBody> bodies = new ArrayList<>();
    for (int c = 0; c < chunks; c++) {
      bodies.add(part(chunk, c, kept, all));
    }
    return bodies;
  }

  private LoopBody part(int[] chunk, int current, Map<Integer, Integer> kept, List<Store> all) {
    List<Value> part = new ArrayList<>();
    Map<Integer, Integer> moved = new HashMap<>();
    for (int v = 0; v < values.size(); v++) {
      if (chunk[v] == current && values.get(v) instanceof Applied applied) {
        List<Integer> arguments = new ArrayList<>();
        for (int argument : applied.arguments()) {
          arguments.add(bring(argument, chunk, current, kept, part, moved));
        }
        moved.put(v, part.size());
        part.add(new Applied(applied.operator(), arguments));
      }
    }
    List<Store> its = new ArrayList<>();
    for (Store store : all) {
      if (chunk[store.value()] == current) {
        int value = bring(store.value(), chunk, current, kept, part, moved);
        its.add(new Store(value, store.place()));
      }
    }
    return new LoopBody(space, part, its);
  }

  private int bring(
      int value,
      int[] chunk,
      int current,
      Map<Integer, Integer> kept,
      List<Value> part,
      Map<Integer, Integer> moved) {
    return moved.computeIfAbsent(
        value,
        v -> {
          boolean elsewhere = values.get(v) instanceof Applied && chunk[v] != current;
          part.add(
              elsewhere
                  ? new Element(
                      Objects.requireNonNull(kept.get(v)),
                      Arrays.stream(space.strides()).boxed().toList())
                  : values.get(v));
          return part.size() - 1;
        });
  }

  /** The number of loops around a value: 0 for what is the same for all elements. */
  int[] depths() {
    int[] depths = new int[values.size()];
    for (int v = 0; v < depths.length; v++) {
      if (values.get(v) instanceof Element element) {
        for (int loop = 0; loop < element.strides().size(); loop++) {
          depths[v] = element.strides().get(loop) == 0 ? depths[v] : loop + 1;
        }
      } else if (values.get(v) instanceof Applied applied) {
        for (int argument : applied.arguments()) {
          depths[v] = Math.max(depths[v], depths[argument]);
        }
      }
    }
    return depths;
  }

  /** Makes one body of the formulas of a unit. */
  private static final class Builder {
    private final Fusion.Unit unit;
    private final Places places;
    private final List<Value> values = new ArrayList<>();
    private final Map<Value, Integer> known = new HashMap<>();
    private final Map<Node, Integer> results = new HashMap<>();
    private final List<Store> stores = new ArrayList<>();

    Builder(Fusion.Unit unit, Places places) {
      this.unit = unit;
      this.places = places;
    }

    LoopBody body() {
      for (Node node : unit.nodes()) {
        int result = translate(node, (Elementwise) node.operation());
        results.put(node, result);
        if (unit.stored().contains(node)) {
          stores.add(new Store(result, places.of(node)));
        }
      }
      return new LoopBody(unit.space(), values, stores);
    }

    private int translate(Node node, Elementwise map) {
      Map<Expression, Integer> translated = new HashMap<>();
      for (Expression part : Subgraph.nodes(map.body())) {
        Value value =
            switch (part.operator()) {
              case CONSTANT -> new Numeral(Double.doubleToRawLongBits(part.value()));
              case SYMBOL -> read(node, map, Integer.parseInt(part.name().substring(1)));
              default ->
                  new Applied(
                      part.operator(), part.arguments().stream().map(translated::get).toList());
            };
        translated.put(part, value instanceof Same same ? same.position() : intern(value));
      }
      return Objects.requireNonNull(translated.get(map.body()));
    }

    private int intern(Value value) {
      return known.computeIfAbsent(
          value,
          v -> {
            values.add(v);
            return values.size() - 1;
          });
    }

    private Value read(Node node, Elementwise map, int argument) {
      Node given = node.argument(argument);
      Integer result = results.get(places.root(given));
      return result != null
          ? new Same(result)
          : new Element(
              places.of(given),
              Arrays.stream(unit.space().strides(given.shape(), map.space())).boxed().toList());
    }
  }

  /** A value that the body has already. */
  private record Same(int position) implements Value {}
}
