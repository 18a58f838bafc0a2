package org.lamarck.worker.cells;

import java.util.List;

/**
 * How strongly cells hold on to each other by what they express, as JAX-Morph has it: least + most
 * (T h + (1 − T) o), with T = Σₐ tᵢₐ tⱼₐ, by which both are of one type, h = Σₐ (tᵢₐ cᵢₐ + tⱼₐ cⱼₐ)
 * of the cadherins for cells of the own type, and o = cᵢ + cⱼ of the one for others.
 *
 * @param least without cadherins
 * @param most what one unit of them adds
 */
public record ByCadherins(Setting least, Setting most) implements PairNumber {

  @Override
  public List<Setting> settings() {
    return List.of(least, most);
  }

  @Override
  public At at(double[] parameters, Fields fields) {
    return new Expressed(least.of(parameters), most.of(parameters), fields);
  }

  private final class Expressed extends At {
    private final double low;
    private final double factor;
    private final int types;
    private final int width;
    private double alike; // T
    private double own; // h
    private double others; // o

    Expressed(double low, double factor, Fields fields) {
      this.low = low;
      this.factor = factor;
      types = fields.types();
      width = fields.traits();
    }

    @Override
    double between(double[] traits, int i, int j) {
      int one = i * width;
      int other = j * width;
      alike = 0;
      own = 0;
      for (int a = 0; a < types; a++) {
        alike += traits[one + a] * traits[other + a];
        own += traits[one + a] * traits[one + types + a];
        own += traits[other + a] * traits[other + types + a];
      }
      others = traits[one + 2 * types] + traits[other + 2 * types];
      return low + factor * (alike * own + (1 - alike) * others);
    }

    @Override
    void add(double slope, int i, int j, double[] gradient, double[] traits, double[] byTraits) {
      between(traits, i, j);
      least.add(slope, gradient);
      most.add(slope * (alike * own + (1 - alike) * others), gradient);
      pull(slope * factor, i * width, j * width, traits, byTraits);
      pull(slope * factor, j * width, i * width, traits, byTraits);
    }

    private void pull(double slope, int one, int other, double[] traits, double[] byTraits) {
      for (int a = 0; a < types; a++) {
        byTraits[one + a] +=
            slope * (traits[other + a] * (own - others) + alike * traits[one + types + a]);
        byTraits[one + types + a] += slope * alike * traits[one + a];
      }
      byTraits[one + 2 * types] += slope * (1 - alike);
    }
  }
}
