package org.lamarck.driver.report;

import java.util.Locale;
import org.lamarck.strategies.local.Termination;
import org.lamarck.worker.objective.EvaluationSettings;

/** What values of enums are called in a report. */
final class Words {
  private Words() {}

  static String of(Termination termination) {
    return switch (termination) {
      case GRADIENT -> "gradient small";
      case VALUE -> "value no longer falls";
      case STEP -> "step small";
      case BUDGET -> "not finished";
      case FAILED -> "failed";
      case EVALUATED -> "value only";
    };
  }

  /** How users write a constant: in lower case. */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The word of the option {@code --objective}. */
  static String objective(EvaluationSettings evaluation) {
    return evaluation.priors() ? "posterior" : "likelihood";
  }

  /** The word of the option {@code --hierarchical}. */
  static String hierarchical(EvaluationSettings evaluation) {
    return switch (evaluation.inner()) {
      case NONE -> "off";
      case DECLARED -> "table";
      case DETECTED -> "auto";
    };
  }
}
