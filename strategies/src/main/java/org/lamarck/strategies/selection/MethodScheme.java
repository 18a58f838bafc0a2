package org.lamarck.strategies.selection;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which method comes next when one has found nothing better.
 *
 * @param rules the first whose pattern fits is taken
 */
public record MethodScheme(List<Rule> rules) implements Serializable {
  /** What Gabel et al. (2019) do. */
  public static final MethodScheme FAMOS =
      new MethodScheme(
          List.of(
              Rule.of(Method.LATERAL, Method.BACKWARD, Method.FORWARD),
              Rule.of(Method.LATERAL, Method.FORWARD, Method.BACKWARD),
              Rule.of(null, Method.BACKWARD, Method.LATERAL),
              Rule.of(null, Method.FORWARD, Method.LATERAL),
              Rule.of(Method.BACKWARD, Method.FORWARD),
              Rule.of(Method.FORWARD, Method.BACKWARD),
              Rule.of(Method.FORWARD, Method.LATERAL),
              Rule.of(Method.FORWARD, Method.MOST_DISTANT),
              Rule.of(Method.FORWARD)));

  /** Forward and backward in turn, until both have found nothing. */
  public static final MethodScheme BIDIRECTIONAL =
      new MethodScheme(
          List.of(
              Rule.of(null, Method.BACKWARD, Method.FORWARD),
              Rule.of(null, Method.FORWARD, Method.BACKWARD),
              Rule.of(Method.BACKWARD, Method.FORWARD),
              Rule.of(Method.FORWARD, Method.BACKWARD),
              Rule.of(Method.FORWARD)));

  /**
   * What follows on methods.
   *
   * @param previous the latest methods, in their order; none for the beginning
   * @param next absent to end
   */
  public record Rule(List<Method> previous, @Nullable Method next) implements Serializable {
    public Rule {
      previous = List.copyOf(previous);
    }

    static Rule of(@Nullable Method next, Method... previous) {
      return new Rule(List.of(previous), next);
    }

    boolean fits(List<Method> history) {
      int from = history.size() - previous.size();
      return !previous.isEmpty()
          && from >= 0
          && history.subList(from, history.size()).equals(previous);
    }
  }

  public MethodScheme {
    rules = List.copyOf(rules);
    if (rules.stream().noneMatch(rule -> rule.previous().isEmpty() && rule.next() != null)) {
      throw new IllegalArgumentException(
          "no rule says what is first; add one without previous methods");
    }
  }

  /** The first method. */
  Method first() {
    return rules.stream()
        .filter(rule -> rule.previous().isEmpty())
        .flatMap(rule -> Optional.ofNullable(rule.next()).stream())
        .findFirst()
        .orElseThrow();
  }

  /** The rule for a method alone. */
  public Optional<Method> after(Method only) {
    return rules.stream()
        .filter(rule -> rule.previous().equals(List.of(only)))
        .flatMap(rule -> Optional.ofNullable(rule.next()).stream())
        .findFirst();
  }

  /** What follows on a history; nothing to end. Where no rule fits, it ends as well. */
  Optional<Method> next(List<Method> history) {
    return rules.stream()
        .filter(rule -> rule.fits(history))
        .findFirst()
        .flatMap(rule -> Optional.ofNullable(rule.next()));
  }

  /** Whether a method is one of it. */
  public boolean has(Method method) {
    return rules.stream()
        .anyMatch(rule -> rule.next() == method || rule.previous().contains(method));
  }
}
