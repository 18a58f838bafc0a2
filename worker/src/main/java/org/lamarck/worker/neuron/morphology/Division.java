package org.lamarck.worker.neuron.morphology;

/** Into how many compartments a branch is divided. */
public sealed interface Division {
  /** The number for a branch of some length, µm, as frusta with these ends. */
  int compartments(Frusta branch);

  /** The same number for every branch. */
  record Equal(int count) implements Division {
    public Equal {
      if (count < 1) {
        throw new IllegalArgumentException(count + " compartments of a branch");
      }
    }

    @Override
    public int compartments(Frusta branch) {
      return count;
    }
  }

  /**
   * An odd number, so that no compartment is longer than a share of the length over which a signal
   * of a frequency decays (Carnevale and Hines 1997, the d_lambda rule).
   *
   * @param share 0.1 is usual
   * @param frequency Hz, 100 is usual
   * @param resistivity Ω·cm
   * @param capacitance µF/cm²
   */
  record ByDecay(double share, double frequency, double resistivity, double capacitance)
      implements Division {
    private static final int MOST = 10_001;

    @Override
    public int compartments(Frusta branch) {
      double perLength =
          1e-5 * Math.sqrt(4 * Math.PI * frequency * resistivity * capacitance); // µm^½ in µm
      double lengths = branch.overRootDiameter() * perLength;
      double count = Math.floor((lengths / share + 0.9) / 2) * 2 + 1;
      return (int) Math.min(count, MOST);
    }
  }
}
