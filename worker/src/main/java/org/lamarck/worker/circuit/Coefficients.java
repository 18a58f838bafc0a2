package org.lamarck.worker.circuit;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Prior;
import org.lamarck.worker.problem.Scale;

/**
 * What all coefficients of one kind are: a number, or parameters with bounds and normal starts.
 *
 * @param value of a number; the middle of the starts of a parameter, linear
 * @param spread the standard deviation of starts, on the scale
 */
public record Coefficients(
    boolean searched,
    double value,
    double spread,
    Scale scale,
    double lower,
    double upper,
    Place place) {
  private static final List<String> KEYS =
      List.of("value", "lower", "upper", "scale", "start", "spread");
  private static final List<String> SCALES = List.of("lin", "log", "log10");

  /**
   * {@code value} alone, or {@code lower} and {@code upper} with {@code start} and {@code spread}.
   */
  public static Optional<Coefficients> read(YamlMapping mapping, Findings findings) {
    mapping.refuseOthers(KEYS, findings);
    if (mapping.has("value")) {
      double value = mapping.number("value", findings).orElse(0);
      return Optional.of(
          new Coefficients(false, value, 0, Scale.LIN, value, value, mapping.place()));
    }
    double lower = mapping.number("lower", findings).orElse(0);
    double upper = mapping.number("upper", findings).orElse(0);
    double start = mapping.number("start", findings).orElse(0);
    double spread = mapping.number("spread", findings).orElse(0);
    Scale scale = scale(mapping, findings);
    boolean isSound =
        lower < upper
            && Double.isFinite(scale.toScale(lower))
            && Double.isFinite(scale.toScale(upper))
            && lower <= start
            && start <= upper
            && spread > 0;
    if (!isSound && !findings.hasErrors()) {
      findings.error(
          mapping.place(),
          "start %s with spread %s between %s and %s is no distribution on the scale %s"
              .formatted(start, spread, lower, upper, scale.name().toLowerCase(Locale.ROOT)),
          "write lower < upper, on a logarithmic scale above 0, start between them and spread > 0");
    }
    return Optional.of(new Coefficients(true, start, spread, scale, lower, upper, mapping.place()));
  }

  private static Scale scale(YamlMapping mapping, Findings findings) {
    int index = mapping.choice("scale", "lin, log or log10", SCALES, findings).orElse(0);
    return List.of(Scale.LIN, Scale.LOG, Scale.LOG10).get(index);
  }

  /** The parameter of a name; nothing for a number. */
  public Optional<Parameter> parameter(String name) {
    if (!searched) {
      return Optional.empty();
    }
    Prior starts =
        new Prior(
            Prior.Family.PARAMETER_SCALE_NORMAL,
            scale.toScale(value),
            spread,
            Prior.Limits.clipping(lower, upper));
    return Optional.of(
        new Parameter(name, scale, lower, upper, value, true, null, starts, Parameter.Inner.NONE));
  }
}
