package org.lamarck.strategies.selection;

import java.io.Serializable;

/**
 * What a model does with a parameter.
 *
 * @param estimated whether it is estimated
 * @param value what it is fixed to, on the linear scale; 0 of one that is estimated
 */
public record Setting(boolean estimated, double value) implements Serializable {
  /** To be estimated. */
  public static final Setting ESTIMATE = new Setting(true, 0);

  /** The word for it in files. */
  public static final String WORD = "estimate";

  /** Not to be estimated. */
  public static Setting fixed(double value) {
    return new Setting(false, value + 0.0); // one zero
  }

  /** As files have it: whole numbers without a point. */
  @Override
  public String toString() {
    if (estimated) {
      return WORD;
    }
    String text = Double.toString(value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
