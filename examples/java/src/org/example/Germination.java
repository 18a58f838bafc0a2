package org.example;

import java.util.List;
import java.util.Map;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.NoisyObjective;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;

/**
 * Which part of its seeds a desert annual should let germinate (Cohen 1966, Optimizing reproduction
 * in a randomly varying environment). A good year, with probability p, gives y seeds for each that
 * germinates, a bad one none; of the others the part s survives. A draw is the growth of one lineage
 * over some years, log(N/N₀) per year, with a minus sign. The mean is least at p − (1 − p) s/(y − s).
 *
 * @param years of one simulated lineage; a setting of germination.yaml
 */
public record Germination(int years) implements ObjectiveSource {
  static final double P = 0.6;
  static final double Y = 5;
  static final double S = 0.5;

  /** As Lamarck makes it, with the settings of the file. */
  public Germination(Map<String, String> settings) {
    this(Integer.parseInt(settings.getOrDefault("years", "30")));
  }

  @Override
  public String id() {
    return "germination";
  }

  @Override
  public List<Coordinate> coordinates() {
    return List.of(Coordinate.linear("g", 0.01, 0.99));
  }

  @Override
  public Objective open() {
    NoisyObjective lineage =
        (x, derivatives, noise) -> {
          double g = x.get(0);
          double growth = 0;
          for (int year = 0; year < years; year++) {
            double harvest = noise.nextDouble() < P ? Y : 0;
            growth += Math.log(g * harvest + (1 - g) * S);
          }
          return new Evaluation.Value(-growth / years);
        };
    return lineage;
  }
}
