package org.lamarck.driver.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.worker.draft.Wishes;
import org.lamarck.worker.petab.parameter.GivenPrior;
import org.lamarck.worker.petab.parameter.ParameterChanges;
import picocli.CommandLine.Option;

/** What is estimated, between which bounds. */
final class ParameterOptions {
  @Option(
      names = "--fix",
      paramLabel = "ID=VALUE",
      description = "Do not estimate this parameter; may be given several times.")
  private Map<String, Double> fixed = new LinkedHashMap<>();

  @Option(
      names = "--bounds",
      paramLabel = "ID=LO:HI",
      description = {
        "Estimate this parameter between these bounds, on the linear scale; may be given several"
            + " times."
      })
  private Map<String, String> bounds = new LinkedHashMap<>();

  @Option(
      names = "--prior",
      paramLabel = "ID=FAMILY:A:B",
      description = {
        "Give this parameter a prior, by the name and with the parameters that the problem's PEtab"
            + " has for it, such as k1=normal:0.3:0.1 or, in PEtab 1 and with DATA.csv,"
            + " k1=parameterScaleNormal:-1:0.5; may be given several times."
      })
  private Map<String, String> priors = new LinkedHashMap<>();

  private Map<String, GivenPrior> givenPriors() throws ConfigException {
    Map<String, GivenPrior> given = new LinkedHashMap<>();
    for (Map.Entry<String, String> one : priors.entrySet()) {
      String[] parts = one.getValue().split(":", 2);
      if (parts.length < 2) {
        throw new ConfigException(
            "--prior: error: \"%s=%s\" is no prior; write ID=FAMILY:A:B, such as %s=normal:0:1"
                .formatted(one.getKey(), one.getValue(), one.getKey()));
      }
      if (fixed.containsKey(one.getKey())) {
        throw new ConfigException(
            "--prior: error: %s is fixed by --fix, too; leave out one".formatted(one.getKey()));
      }
      given.put(one.getKey(), new GivenPrior(parts[0].strip(), parts[1].replace(':', ';')));
    }
    return given;
  }

  /** Of a problem that is drafted, which has no place for them yet. */
  ParameterChanges priorsAlone() throws ConfigException {
    return new ParameterChanges(Map.of(), Map.of(), givenPriors());
  }

  private Map<String, Wishes.Bounds> ranges() throws ConfigException {
    Map<String, Wishes.Bounds> ranges = new LinkedHashMap<>();
    for (Map.Entry<String, String> one : bounds.entrySet()) {
      if (fixed.containsKey(one.getKey())) {
        throw new ConfigException(
            "--bounds: error: %s is fixed by --fix, too; leave out one".formatted(one.getKey()));
      }
      ranges.put(one.getKey(), range(one.getKey(), one.getValue()));
    }
    return ranges;
  }

  private static Wishes.Bounds range(String id, String text) throws ConfigException {
    String[] ends = text.split(":", -1);
    if (ends.length == 2) {
      try {
        double lower = Double.parseDouble(ends[0]);
        double upper = Double.parseDouble(ends[1]);
        if (Double.isFinite(upper - lower) && lower < upper) {
          return new Wishes.Bounds(lower, upper);
        }
      } catch (NumberFormatException e) {
        // the message below says what is expected
      }
    }
    throw new ConfigException(
        "--bounds: error: \"%s=%s\" is no range; write ID=LO:HI with LO below HI"
            .formatted(id, text));
  }

  /** For a problem that is drafted. */
  Wishes wishes(List<String> estimated, Map<String, String> observables) throws ConfigException {
    return new Wishes(fixed, ranges(), estimated, observables);
  }

  /** For a problem that is there. */
  ParameterChanges changes() throws ConfigException {
    Map<String, double[]> changed = new LinkedHashMap<>();
    ranges().forEach((id, range) -> changed.put(id, new double[] {range.lower(), range.upper()}));
    return new ParameterChanges(fixed, changed, givenPriors());
  }
}
