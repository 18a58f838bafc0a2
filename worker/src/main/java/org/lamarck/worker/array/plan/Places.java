package org.lamarck.worker.array.plan;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.lamarck.worker.array.ArrayProgram;
import org.lamarck.worker.array.Concatenation;
import org.lamarck.worker.array.Elementwise;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.Operation;

/** Where the arrays of a program lie in its memory. */
final class Places {
  private final Map<Node, Integer> places = new HashMap<>();
  private final Map<Node, Node> roots = new HashMap<>();
  private long size;

  /**
   * Outputs that are computed come first, one behind the other; what is put together is computed
   * where it is to lie.
   */
  Places(ArrayProgram program) {
    for (Node output : program.outputs()) {
      if (!(output.operation() instanceof Operation.Alias)) {
        placeRoot(output);
      }
    }
    for (int n = program.nodes().size() - 1; n >= 0; n--) {
      Node node = program.nodes().get(n);
      if (node.operation() instanceof Concatenation) {
        placeRoot(node);
        placeParts(node);
      }
    }
    for (Node node : program.nodes()) {
      if (node.operation() instanceof Operation.Alias alias) {
        Node argument = node.argument(0);
        places.put(node, of(argument) + alias.offset());
        roots.put(node, root(argument));
      } else {
        placeRoot(node);
      }
    }
  }

  private void placeRoot(Node node) {
    places.computeIfAbsent(node, its -> reserve(its.shape().count()));
    roots.put(node, node);
  }

  /** The arguments of a concatenation, unless they are given or have their place elsewhere. */
  private void placeParts(Node whole) {
    int place = of(whole);
    for (int i = 0; i < whole.arity(); i++) {
      Node part = whole.argument(i);
      int count = part.shape().count();
      while (part.operation() instanceof Operation.Alias alias
          && alias.offset() == 0
          && part.argument(0).shape().count() == count) {
        part = part.argument(0);
      }
      if (part.operation() instanceof Operation.Kernel || part.operation() instanceof Elementwise) {
        places.putIfAbsent(part, place);
      }
      place += count;
    }
  }

  /** Room for so many numbers. */
  int reserve(int count) {
    long place = size;
    size += count;
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("a program of " + size + " numbers is too large");
    }
    return (int) place;
  }

  int of(Node node) {
    return Objects.requireNonNull(places.get(node));
  }

  int[] ofArguments(Node node) {
    int[] from = new int[node.arity()];
    for (int i = 0; i < from.length; i++) {
      from[i] = of(node.argument(i));
    }
    return from;
  }

  /** The array in whose memory another lies. */
  Node root(Node node) {
    return Objects.requireNonNull(roots.get(node));
  }

  int size() {
    return (int) size;
  }
}
