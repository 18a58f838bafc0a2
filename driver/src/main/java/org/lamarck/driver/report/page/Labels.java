package org.lamarck.driver.report.page;

import java.util.Locale;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.problem.Scale;

/** What settings are called by users. */
public final class Labels {
  private Labels() {}

  /** A constant as it is written on the command line. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** What an axis of a parameter on this scale shows. */
  public static String values(Scale scale) {
    return switch (scale) {
      case LIN -> "value";
      case LOG -> "natural logarithm";
      case LOG10 -> "log10";
    };
  }

  /** The word of the option {@code --objective}. */
  public static String objective(EvaluationSettings evaluation) {
    return evaluation.priors() ? "posterior" : "likelihood";
  }

  /** The word of the option {@code --hierarchical}. */
  public static String hierarchical(EvaluationSettings evaluation) {
    return switch (evaluation.inner()) {
      case NONE -> "off";
      case DECLARED -> "table";
      case DETECTED -> "auto";
    };
  }
}
