package org.lamarck.worker.loss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Exhibit;

/** The spectra of curves whose amplitudes a loss judges, with what is wanted of them. */
public final class Spectra {
  /** Points of a picture, besides the frequencies that are judged. */
  private static final int POINTS = 240;

  private Spectra() {}

  /**
   * A table for each term of amplitudes: frequencies, the amplitude of each of its curves there,
   * and the targets where there are some.
   *
   * @param simulated all values of the problem
   */
  public static List<Exhibit> of(TermLoss loss, double[] simulated) {
    List<Exhibit> exhibits = new ArrayList<>();
    for (Term term : loss.terms()) {
      if (term.feature() instanceof Spectrum spectrum) {
        exhibits.add(exhibit(term, spectrum, simulated));
      }
    }
    return exhibits;
  }

  private static Exhibit exhibit(Term term, Spectrum spectrum, double[] simulated) {
    double[] times = term.times().toArray();
    int points = times.length;
    double[] judged = spectrum.frequencies().toArray();
    double half = 0.5 * (points - 1) / (times[points - 1] - times[0]); // the sampling rate
    double most = Arrays.stream(judged).max().orElse(half);
    double highest = judged.length == 1 ? Math.min(half, 4 * most) : most;
    TreeSet<Double> all = new TreeSet<>();
    Arrays.stream(judged).forEach(all::add);
    for (int i = 0; i <= POINTS; i++) {
      all.add(highest * i / POINTS);
    }
    double[] frequencies = all.stream().mapToDouble(Double::doubleValue).toArray();
    Spectrum fine = new Spectrum(Vector.of(frequencies));
    int width = term.curves() + 2;
    double[] values = new double[frequencies.length * width];
    for (int f = 0; f < frequencies.length; f++) {
      values[f * width] = frequencies[f];
      values[f * width + width - 1] = target(term, judged, frequencies[f]);
    }
    double[] amplitudes = new double[frequencies.length];
    for (int c = 0; c < term.curves(); c++) {
      int from = term.from() + c * points;
      fine.value(times, Arrays.copyOfRange(simulated, from, from + points), amplitudes);
      for (int f = 0; f < frequencies.length; f++) {
        values[f * width + 1 + c] = amplitudes[f];
      }
    }
    List<String> columns = new ArrayList<>(List.of("frequency"));
    for (int c = 0; c < term.curves(); c++) {
      columns.add(term.curves() == 1 ? "amplitude" : "amplitude of curve " + (c + 1));
    }
    columns.add("wanted");
    return new Exhibit(
        "spectrum-" + term.name().replaceAll("[^A-Za-z0-9_-]", "_"),
        "Spectrum of " + term.name() + " from " + times[0] + " to " + times[points - 1],
        columns,
        Matrix.of(frequencies.length, width, values));
  }

  /** What is wanted of the first curve at a frequency; NaN where nothing is. */
  private static double target(Term term, double[] judged, double frequency) {
    for (int f = 0; f < judged.length; f++) {
      if (judged[f] == frequency) {
        return term.targets().get(f);
      }
    }
    return Double.NaN;
  }
}
