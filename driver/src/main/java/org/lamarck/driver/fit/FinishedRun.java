package org.lamarck.driver.fit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What a run came to.
 *
 * @param objective the best that was found
 * @param negativeLogLikelihood there; NaN when what was minimised is no likelihood
 * @param measurements how many
 * @param parameters the estimates on the linear scale, by id
 */
public record FinishedRun(
    Path folder,
    double objective,
    double negativeLogLikelihood,
    int measurements,
    Map<String, Double> parameters) {
  /**
   * Reads a run's folder.
   *
   * @throws InputException when it is none, or the run has found nothing
   */
  public static FinishedRun read(Path folder) throws IOException, InputException {
    Path file = folder.resolve("result.json");
    if (!Files.isRegularFile(file)) {
      throw wrong(folder, "the folder has no result.json", "name the folder of a run");
    }
    Object read;
    try {
      read = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    } catch (YamlEngineException e) {
      throw damaged(folder, file);
    }
    if (!(read instanceof Map<?, ?> result && result.get("best") instanceof Map<?, ?> best)) {
      throw wrong(file, "the run has found no point", "leave it out");
    }
    if (!(result.get("measurements") instanceof Number measurements)) {
      throw wrong(
          file,
          "it does not say how many measurements",
          "write it again by lamarck report " + folder);
    }
    Map<String, Double> parameters = new LinkedHashMap<>();
    if (best.get("parameters") instanceof Map<?, ?> values) {
      for (Map.Entry<?, ?> entry : values.entrySet()) {
        if (!(entry.getValue() instanceof Number value)) {
          throw damaged(folder, file);
        }
        parameters.put(String.valueOf(entry.getKey()), value.doubleValue());
      }
    }
    return new FinishedRun(
        folder,
        number(best.get("objective")),
        number(best.get("nllh")),
        measurements.intValue(),
        parameters);
  }

  private static double number(@Nullable Object value) {
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  private static InputException damaged(Path folder, Path file) {
    return wrong(file, "the file is damaged", "write it again by lamarck report " + folder);
  }

  private static InputException wrong(Path file, String what, String remedy) {
    return new InputException(Finding.error(file.toString(), 0, 0, what, remedy));
  }

  /** Akaike (1974). */
  public double aic() {
    return 2 * negativeLogLikelihood + 2 * parameters.size();
  }

  /** Hurvich and Tsai (1989); NaN where there are too few measurements for it. */
  public double correctedAic() {
    int k = parameters.size();
    int free = measurements - k - 1;
    return free > 0 ? aic() + 2.0 * k * (k + 1) / free : Double.NaN;
  }

  /** Schwarz (1978). */
  public double bic() {
    return 2 * negativeLogLikelihood + parameters.size() * Math.log(measurements);
  }

  /** Akaike's weights (Burnham and Anderson (2002), eq. 2.9), by AIC. */
  public static double[] weights(List<FinishedRun> runs) {
    double least = runs.stream().mapToDouble(FinishedRun::aic).min().orElse(Double.NaN);
    double[] weights =
        runs.stream().mapToDouble(run -> Math.exp((least - run.aic()) / 2)).toArray();
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    for (int r = 0; r < weights.length; r++) {
      weights[r] /= sum;
    }
    return weights;
  }
}
