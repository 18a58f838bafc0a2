package org.lamarck.worker.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.FormulaException;
import org.lamarck.worker.expression.FormulaParser;
import org.lamarck.worker.expression.Substitution;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.SpeciesMeaning;
import org.lamarck.worker.stochastic.JumpPlan;
import org.lamarck.worker.stochastic.Moments;

/**
 * A case of the stochastic part of the SBML test suite: a model of which means and standard
 * deviations are known.
 *
 * @param one its files and times
 * @param outputs the columns that are asked for, as {@code X-mean} and {@code X-sd}, where X is a
 *     species, as amount, or a formula of some
 * @param meanRange within which √n (X̄ − μ)/σ is to be, both ends
 * @param sdRange within which √(n/2) (S²/σ² − 1) is to be, both ends
 */
public record StochasticCase(
    SuiteCase one, List<String> outputs, List<Double> meanRange, List<Double> sdRange) {
  private static final Pattern RANGE = Pattern.compile("\\(\\s*(\\S+?)\\s*,\\s*(\\S+?)\\s*\\)");
  private static final String MEAN = "-mean";
  private static final String SD = "-sd";

  /** What is so small beside a mean that the digits of the reference cannot tell it. */
  private static final double DIGITS = 1e-5;

  /**
   * How a sample stands to what is known.
   *
   * @param worstMean the largest √n |X̄ − μ|/σ
   * @param worstSd the largest √(n/2) |S²/σ² − 1|
   * @param outside what is out of its range, as {@code X-mean@12} for the time 12
   * @param points how many numbers were judged
   */
  public record Judgement(double worstMean, double worstSd, List<String> outside, int points) {
    public Judgement {
      outside = List.copyOf(outside);
    }

    /** Whether all is within the ranges. */
    public boolean isWithin() {
      return outside.isEmpty();
    }
  }

  /**
   * Reads a case.
   *
   * @throws InputException when a file is missing or the settings are malformed
   */
  public static StochasticCase read(SuiteCase one) throws IOException, InputException {
    Path file = one.model().resolveSibling(one.id() + "-settings.txt");
    Map<String, String> entries = new HashMap<>();
    for (String line : Files.readAllLines(file)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        entries.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
      }
    }
    List<String> outputs =
        Stream.of(entries.getOrDefault("output", "").split(",", -1))
            .map(String::strip)
            .filter(name -> name.endsWith(MEAN) || name.endsWith(SD))
            .toList();
    if (outputs.isEmpty()) {
      throw new InputException(
          Finding.error(
              file.toString(), 0, 0, "it asks for no means", "add a line such as output: X-mean"));
    }
    return new StochasticCase(
        one, outputs, range(file, "meanRange", entries), range(file, "sdRange", entries));
  }

  private static List<Double> range(Path file, String key, Map<String, String> entries)
      throws InputException {
    Matcher range = RANGE.matcher(entries.getOrDefault(key, ""));
    if (!range.matches()) {
      throw new InputException(
          Finding.error(
              file.toString(),
              0,
              0,
              key + " (" + entries.getOrDefault(key, "") + ") is no range",
              "write one such as (-3, 3)"));
    }
    try {
      return List.of(SuiteNumbers.parse(range.group(1)), SuiteNumbers.parse(range.group(2)));
    } catch (NumberFormatException e) {
      throw new InputException(
          Finding.error(file.toString(), 0, 0, key + " is no range", "write numbers"));
    }
  }

  /** What is observed: each once, in the order of the outputs. */
  public List<String> observables() {
    return outputs.stream().map(StochasticCase::observable).distinct().toList();
  }

  private static String observable(String output) {
    return output.substring(0, output.lastIndexOf('-'));
  }

  /** An observable over quantities of the model, with species as amounts. */
  public Expression formula(JumpPlan plan, String observable) throws FormulaException {
    Expression formula = FormulaParser.parse(plan.model().between().pool(), observable);
    Map<Expression, Expression> amounts = new HashMap<>();
    for (SpeciesMeaning species : plan.model().between().species()) {
      amounts.put(formula.pool().symbol(species.species()), plan.amount(species));
    }
    return Substitution.substitute(formula, amounts);
  }

  /** The numbers of the table, times × outputs. */
  public Matrix values(Moments moments) {
    Matrix means = moments.mean();
    Matrix sds = moments.standardDeviation();
    double[] values = new double[means.rows() * outputs.size()];
    for (int j = 0; j < outputs.size(); j++) {
      String output = outputs.get(j);
      int column = observables().indexOf(observable(output));
      Matrix wanted = output.endsWith(MEAN) ? means : sds;
      for (int k = 0; k < means.rows(); k++) {
        values[k * outputs.size() + j] = wanted.get(k, column);
      }
    }
    return Matrix.of(means.rows(), outputs.size(), values);
  }

  /**
   * Judges a sample as the suite asks for it. Where the suite gives no standard deviation, as of a
   * Cauchy distribution, that of the sample is in its place.
   *
   * @param moments at the times of the case, a column for each observable
   */
  public Judgement judge(Moments moments) throws IOException {
    Path file = one.model().resolveSibling(one.id() + "-results.csv");
    List<String> header = List.of(Files.readAllLines(file).get(0).strip().split("\\s*,\\s*", -1));
    List<List<Double>> rows = one.results();
    double n = moments.count();
    Matrix means = moments.mean();
    Matrix sds = moments.standardDeviation();
    List<String> outside = new ArrayList<>();
    double worstMean = 0;
    double worstSd = 0;
    for (String output : outputs) {
      String name = observable(output);
      int column = observables().indexOf(name);
      int sdColumn = header.indexOf(name + SD);
      for (int k = 0; k < rows.size(); k++) {
        double sampleSd = sds.get(k, column);
        double sd = sdColumn < 0 ? sampleSd : rows.get(k).get(sdColumn);
        double score;
        List<Double> range;
        if (output.endsWith(MEAN)) {
          double mean = rows.get(k).get(header.indexOf(output));
          score = scaled(Math.sqrt(n), means.get(k, column) - mean, sd, Math.abs(mean));
          range = meanRange;
          worstMean = Math.max(worstMean, Math.abs(score));
        } else {
          double off = sd == 0 ? sampleSd : sampleSd * sampleSd / sd - sd;
          score = scaled(Math.sqrt(n / 2), off, sd, 0);
          range = sdRange;
          worstSd = Math.max(worstSd, Math.abs(score));
        }
        if (!(score > range.get(0) && score < range.get(1))) {
          outside.add(output + "@" + SuiteNumbers.print(rows.get(k).get(0)));
        }
      }
    }
    return new Judgement(worstMean, worstSd, outside, outputs.size() * rows.size());
  }

  /** factor · off / sd; where there is no spread, 0 for what is equal within the digits given. */
  private static double scaled(double factor, double off, double sd, double size) {
    if (sd == 0) {
      return Math.abs(off) <= DIGITS * Math.max(1, size) ? 0 : Double.POSITIVE_INFINITY;
    }
    return factor * off / sd;
  }
}
