package org.lamarck.strategies.selection;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How to walk through a space of models, or to make one step there. */
public enum Method {
  /** All models. */
  BRUTE_FORCE,
  /** To models that estimate more. */
  FORWARD,
  /** To models that estimate less. */
  BACKWARD,
  /** To models that estimate as many others. */
  LATERAL,
  /** Forward until nothing gets better, then backward, and so on until neither does. */
  BIDIRECTIONAL,
  /** Forward, backward and lateral as a {@link MethodScheme} says. */
  FAMOS,
  /** A step of FAMoS alone: to where nothing was looked at so far. */
  MOST_DISTANT;

  /** The methods that a problem may ask for. */
  public static List<String> words() {
    return Arrays.stream(values()).filter(one -> one != MOST_DISTANT).map(Method::word).toList();
  }

  /** The method of this name; {@code both} is the short one of {@link #BIDIRECTIONAL}. */
  public static Optional<Method> of(String word) {
    return word.equals("both")
        ? Optional.of(BIDIRECTIONAL)
        : Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }

  /** As files have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it goes from one model to others that are near. */
  public boolean isStep() {
    return this == FORWARD || this == BACKWARD || this == LATERAL;
  }

  /** Whether it can begin where no model is known. */
  public boolean beginsAnywhere() {
    return this != LATERAL && this != MOST_DISTANT;
  }
}
