package org.lamarck.worker.sbml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Operator;

/**
 * Kinetic laws divided by a volume. Where a law {@code V·x} changes a concentration in a
 * compartment {@code V} that keeps its size, the rate is written {@code x}, not {@code V·x/V}: the
 * same mathematics, without a product and a division for each species and step.
 */
final class PerVolume {
  /** Nested deeper than any law that a person wrote; beyond it the division is kept. */
  private static final int DEEPEST_LAW = 50;

  private final ExpressionPool pool;
  private final Expression volume;

  /** What was found for each part: the functions of a model may write one in many times. */
  private final Map<Expression, Optional<Expression>> known = new HashMap<>();

  private PerVolume(Expression volume) {
    this.pool = volume.pool();
    this.volume = volume;
  }

  /** law / volume. */
  static Expression of(Expression law, Expression volume) {
    return new PerVolume(volume).without(law, 0).orElseGet(() -> volume.pool().divide(law, volume));
  }

  /** formula / volume where the volume stands in its products; absent where it does not. */
  private Optional<Expression> without(Expression formula, int depth) {
    if (formula == volume) {
      return Optional.of(pool.constant(1));
    }
    if (depth > DEEPEST_LAW) {
      return Optional.empty();
    }
    Optional<Expression> result = known.get(formula);
    if (result == null) {
      result = divided(formula, depth);
      known.put(formula, result);
    }
    return result;
  }

  private Optional<Expression> divided(Expression formula, int depth) {
    return switch (formula.operator()) {
      case MULTIPLY -> product(formula, depth);
      case NEGATE -> without(formula.argument(0), depth + 1).map(pool::negate);
      case DIVIDE ->
          without(formula.argument(0), depth + 1)
              .map(numerator -> pool.divide(numerator, formula.argument(1)));
      case ADD -> sum(formula, depth);
      default -> Optional.empty();
    };
  }

  private Optional<Expression> product(Expression formula, int depth) {
    List<Expression> factors = new ArrayList<>(formula.arguments());
    for (int i = 0; i < factors.size(); i++) {
      Optional<Expression> rest = without(factors.get(i), depth + 1);
      if (rest.isPresent()) {
        if (rest.get().is(1)) {
          factors.remove(i);
        } else {
          factors.set(i, rest.get());
        }
        return Optional.of(
            factors.size() == 1 ? factors.get(0) : pool.apply(Operator.MULTIPLY, factors));
      }
    }
    return Optional.empty();
  }

  private Optional<Expression> sum(Expression formula, int depth) {
    List<Expression> addends = new ArrayList<>();
    for (Expression addend : formula.arguments()) {
      Optional<Expression> rest = without(addend, depth + 1);
      if (rest.isEmpty()) {
        return Optional.empty();
      }
      addends.add(rest.get());
    }
    return Optional.of(pool.apply(Operator.ADD, addends));
  }
}
