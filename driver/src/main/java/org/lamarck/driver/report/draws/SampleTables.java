package org.lamarck.driver.report.draws;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lamarck.driver.record.Samples;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.sampling.Convergence;

/** Draws from a posterior as a part of {@code result.json}, and in words. */
public final class SampleTables {
  /** Beyond it chains do not agree: Vehtari et al. (2021). */
  private static final double AGREE = 1.01;

  /** Fewer effective draws of a chain than this say little of quantiles. */
  private static final double ENOUGH = 100;

  /** Exchanges in so few rounds leave the levels beyond on their own. */
  private static final double RARE = 0.05;

  /** An error of energies that moves means by a hundredth of their standard deviations. */
  private static final double COUNTS = 0.01;

  private SampleTables() {}

  /** What the result tells of them. */
  public static Map<String, Object> json(Samples samples) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("sampler", samples.sampler());
    entry.put("chains", samples.sampled().chains().size());
    entry.put("warmup", samples.warmup());
    entry.put("draws", samples.length());
    entry.put("complete", samples.isComplete());
    entry.put("divergences", samples.sampled().divergences());
    Map<String, Object> parameters = new LinkedHashMap<>();
    for (int i = 0; i < samples.marginals().size(); i++) {
      Samples.Marginal marginal = samples.marginals().get(i);
      Convergence known = marginal.convergence();
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("mean", known.mean());
      values.put("standardDeviation", known.deviation());
      values.put("q5", marginal.low());
      values.put("median", marginal.median());
      values.put("q95", marginal.high());
      values.put("rHat", known.potential());
      values.put("essBulk", known.bulk());
      values.put("essTail", known.tail());
      values.put("meanError", known.error());
      parameters.put(samples.searched().get(i).id(), values);
    }
    entry.put("parameters", parameters);
    entry.put("evidence", evidence(samples));
    entry.put("energyError", samples.density().energyError());
    entry.put("gradients", samples.cost().effort().gradients());
    entry.put("failures", samples.cost().effort().failures());
    return entry;
  }

  /** Logarithms of the evidence, ∫ likelihood × prior, by the ways that there are. */
  private static Map<String, Object> evidence(Samples samples) {
    Map<String, Object> entry = new LinkedHashMap<>();
    if (!Double.isNaN(samples.laplace())) {
      entry.put("laplace", samples.laplace());
    }
    samples
        .tempered()
        .ifPresent(
            tempered -> {
              if (!Double.isNaN(tempered.logEvidence())) {
                entry.put("logEvidence", tempered.logEvidence());
                entry.put("standardError", tempered.standardError());
              }
              entry.put("betas", numbers(tempered.betas()));
              entry.put("exchanges", numbers(tempered.acceptances()));
            });
    return entry;
  }

  private static List<Double> numbers(Vector vector) {
    return Arrays.stream(vector.toArray()).boxed().toList();
  }

  /** The same in words; empty where nothing is known. */
  public static String evidenceWords(Samples samples) {
    List<String> words = new ArrayList<>();
    samples
        .tempered()
        .filter(tempered -> !Double.isNaN(tempered.logEvidence()))
        .ifPresent(
            tempered ->
                words.add(
                    String.format(
                        Locale.ROOT,
                        "%.3f ± %.3f by tempering (%d temperatures)",
                        tempered.logEvidence(),
                        tempered.standardError(),
                        tempered.betas().size())));
    if (!Double.isNaN(samples.laplace())) {
      words.add(String.format(Locale.ROOT, "%.3f by Laplace", samples.laplace()));
    }
    return String.join(", ", words);
  }

  /** A table for a terminal. */
  public static List<String> lines(Samples samples) {
    int width =
        Math.max(9, samples.searched().stream().mapToInt(p -> p.id().length()).max().orElse(0));
    String form = "%-" + width + "s  %12s  %12s  %12s  %6s  %6s  %6s";
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT, form, "parameter", "5 %", "median", "95 %", "R-hat", "bulk", "tail"));
    for (int i = 0; i < samples.marginals().size(); i++) {
      Samples.Marginal marginal = samples.marginals().get(i);
      Convergence known = marginal.convergence();
      lines.add(
          String.format(
              Locale.ROOT,
              form,
              samples.searched().get(i).id(),
              plain(marginal.low()),
              plain(marginal.median()),
              plain(marginal.high()),
              String.format(Locale.ROOT, "%.3f", known.potential()),
              String.format(Locale.ROOT, "%.0f", known.bulk()),
              String.format(Locale.ROOT, "%.0f", known.tail())));
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "draws        %d of each of %d chains, after %d steps of learning; %d divergent",
            samples.length(),
            samples.sampled().chains().size(),
            samples.warmup(),
            samples.sampled().divergences()));
    String evidence = evidenceWords(samples);
    if (!evidence.isEmpty()) {
      lines.add("log evidence " + evidence);
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "evaluations  %d with derivatives, %d failed, %.1f s",
            samples.cost().effort().gradients(),
            samples.cost().effort().failures(),
            samples.cost().seconds()));
    return lines;
  }

  /** Why the draws should not be trusted, a line each. */
  public static List<String> warnings(Samples samples) {
    List<String> apart = new ArrayList<>();
    List<String> few = new ArrayList<>();
    for (int i = 0; i < samples.marginals().size(); i++) {
      Convergence known = samples.marginals().get(i).convergence();
      if (!(known.potential() < AGREE)) {
        apart.add(samples.searched().get(i).id());
      }
      if (Math.min(known.bulk(), known.tail()) < ENOUGH * samples.sampled().chains().size()) {
        few.add(samples.searched().get(i).id());
      }
    }
    List<String> warnings = new ArrayList<>();
    if (!apart.isEmpty()) {
      warnings.add(
          "the chains do not agree on %s (R-hat above 1.01): more warmup and draws%s"
              .formatted(
                  String.join(", ", apart),
                  samples.tempered().isPresent()
                      ? ""
                      : ", or, of several modes, --sampler tempering"));
    }
    if (!few.isEmpty()) {
      warnings.add(
          "fewer than 100 effective draws a chain of %s: more --draws"
              .formatted(String.join(", ", few)));
    }
    if (samples.density().energyError() > COUNTS) {
      warnings.add(
          "the tolerance of the chains changes logarithms of the density by %.1e: sample the problem with --rtol 1e-8"
              .formatted(samples.density().energyError()));
    }
    if (samples.sampled().divergences() > 0) {
      warnings.add(
          "%d steps diverged: a part of the posterior may be missed; raise --acceptance"
              .formatted(samples.sampled().divergences()));
    }
    samples
        .tempered()
        .map(tempered -> Arrays.stream(tempered.acceptances().toArray()).min().orElse(1))
        .filter(least -> least < RARE)
        .ifPresent(
            least ->
                warnings.add(
                    "chains of two neighbouring temperatures are exchanged in %.1f %% of rounds only: more --temperatures"
                        .formatted(100 * least)));
    return warnings;
  }

  private static String plain(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }
}
