package org.lamarck.strategies;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lamarck.strategies.evolution.hybrid.Hybrid;
import org.lamarck.strategies.evolution.hybrid.Party;
import org.lamarck.strategies.evolution.hybrid.Shares;

/**
 * The hybrid with other settings than the usual: {@code hybrid(scatter=0.3, cma=0, runs=basins)},
 * the floor of each party's share, 0 to leave it out, and how runs of CMA-ES begin.
 */
final class HybridSettings {
  private static final String RUNS = "runs";

  private HybridSettings() {}

  /** This hybrid with these settings. */
  static Hybrid of(Hybrid usual, Map<String, String> settings) {
    Shares shares = usual.shares();
    Hybrid hybrid = usual;
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      if (setting.getKey().equals(RUNS)) {
        hybrid = hybrid.with(shapes(setting.getValue()));
      } else {
        shares = shares.with(party(setting.getKey()), floor(setting));
      }
    }
    return hybrid.with(shares);
  }

  private static Party party(String name) {
    return Arrays.stream(Party.values())
        .filter(one -> one.label().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "hybrid has no setting \"%s\"; there are %s".formatted(name, names())));
  }

  private static String names() {
    return Stream.concat(Arrays.stream(Party.values()).map(Party::label), Stream.of(RUNS))
        .collect(Collectors.joining(", "));
  }

  private static double floor(Map.Entry<String, String> setting) {
    try {
      return Double.parseDouble(setting.getValue());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s \"%s\" is no number".formatted(setting.getKey(), setting.getValue()), e);
    }
  }

  private static Hybrid.Shapes shapes(String name) {
    return Arrays.stream(Hybrid.Shapes.values())
        .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "runs \"%s\" is unknown; write round or basins".formatted(name)));
  }
}
