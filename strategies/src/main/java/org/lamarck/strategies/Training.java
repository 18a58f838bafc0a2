package org.lamarck.strategies;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.evolution.Strategy;
import org.lamarck.strategies.evolution.multistart.MultiStart;
import org.lamarck.strategies.evolution.multistart.Racing;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Adam;
import org.lamarck.strategies.local.Schedule;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.random.RandomStream;

/**
 * Adam from one start, or from several one after the other, as networks are trained.
 *
 * @param starts how many
 */
record Training(Adam adam, long starts) implements Strategy {
  private static final List<String> NAMES =
      List.of(
          "rate",
          "steps",
          "beta1",
          "beta2",
          "decay",
          "clip",
          "schedule",
          "batch",
          "shuffle",
          "starts");

  /** Steps between two checkpoints. */
  private static final int SLICE = 10;

  /** What is given, and the defaults. */
  static Training of(Map<String, String> settings) {
    for (String name : settings.keySet()) {
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException(
            "adam has no setting \"%s\"; there are %s".formatted(name, String.join(", ", NAMES)));
      }
    }
    Adam usual = Adam.DEFAULT;
    Adam adam =
        new Adam(
            number(settings, "rate", usual.rate()),
            number(settings, "beta1", usual.beta1()),
            number(settings, "beta2", usual.beta2()),
            number(settings, "decay", usual.decay()),
            number(settings, "clip", usual.clip()),
            (int) whole(settings, "steps", usual.steps(), Integer.MAX_VALUE),
            new Adam.Plan(
                schedule(settings.getOrDefault("schedule", "constant")),
                (int) whole(settings, "batch", 0, Integer.MAX_VALUE),
                whole(settings, "shuffle", 0, 1L << 53)));
    return new Training(adam, Math.max(1, whole(settings, "starts", 1, 1L << 53)));
  }

  private static double number(Map<String, String> settings, String name, double otherwise) {
    String text = settings.get(name);
    if (text == null) {
      return otherwise;
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("%s \"%s\" is no number".formatted(name, text), e);
    }
  }

  private static long whole(Map<String, String> settings, String name, long otherwise, long most) {
    double number = number(settings, name, (double) otherwise);
    if (!(number >= 0 && number <= most && number == Math.rint(number))) {
      throw new IllegalArgumentException(
          "%s (%s) must be a whole number from 0 to %d".formatted(name, number, most));
    }
    return (long) number;
  }

  private static Schedule schedule(String name) {
    return Arrays.stream(Schedule.values())
        .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "schedule \"%s\" is unknown; write constant, cosine or exponential"
                        .formatted(name)));
  }

  @Override
  public String name() {
    return "adam";
  }

  @Override
  public Generation begin(SearchSpace space, RandomStream random, List<Vector> guesses) {
    return new MultiStart(adam, 1, 1, SLICE, Integer.MAX_VALUE, Racing.NONE, starts)
        .begin(space, random, guesses);
  }
}
