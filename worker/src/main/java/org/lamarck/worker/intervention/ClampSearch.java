package org.lamarck.worker.intervention;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lamarck.worker.petab.parameter.ParameterRow;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Prior;
import org.lamarck.worker.problem.Scale;

/**
 * How the values that are set are searched.
 *
 * @param spread the standard deviation of starts around the values given, on the scale; NaN for
 *     starts anywhere between the bounds
 */
record ClampSearch(double lower, double upper, Scale scale, double spread, Place place) {
  private static final List<String> SCALES = List.of("lin", "log", "log10");

  static Optional<ClampSearch> read(YamlMapping mapping, Findings findings) {
    mapping.refuseOthers(List.of("lower", "upper", "scale", "spread"), findings);
    OptionalDouble from = mapping.number("lower", findings);
    OptionalDouble to = mapping.number("upper", findings);
    int index = mapping.choice("scale", "lin, log or log10", SCALES, findings).orElse(0);
    Scale scale = List.of(Scale.LIN, Scale.LOG, Scale.LOG10).get(index);
    double spread =
        mapping.has("spread") ? mapping.numberAbove("spread", 0, findings).orElse(1) : Double.NaN;
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    double lower = from.getAsDouble();
    double upper = to.getAsDouble();
    if (!(lower < upper
        && Double.isFinite(scale.toScale(lower))
        && Double.isFinite(scale.toScale(upper)))) {
      findings.error(
          mapping.place(),
          "%s to %s is no interval on the scale %s".formatted(lower, upper, SCALES.get(index)),
          "write finite bounds, lower < upper, above 0 on a logarithmic scale");
      return Optional.empty();
    }
    return Optional.of(new ClampSearch(lower, upper, scale, spread, mapping.place()));
  }

  /** A value as a parameter; an error when it is beyond the bounds. */
  Optional<ParameterRow> parameter(String id, double value, Findings findings) {
    if (!(value >= lower && value <= upper)) {
      findings.errorOnce(
          place,
          "a value, %s of %s, is not between %s and %s".formatted(value, id, lower, upper),
          "widen the bounds, or change the values");
      return Optional.empty();
    }
    Parameter plain = new Parameter(id, scale, lower, upper, value, true, null);
    Parameter parameter =
        Double.isNaN(spread)
            ? plain
            : new Parameter(
                id,
                scale,
                lower,
                upper,
                value,
                true,
                null,
                new Prior(
                    Prior.Family.PARAMETER_SCALE_NORMAL,
                    scale.toScale(value),
                    spread,
                    Prior.Limits.clipping(lower, upper)),
                Parameter.Inner.NONE);
    return Optional.of(new ParameterRow(parameter, place));
  }
}
