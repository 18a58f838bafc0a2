package org.lamarck.strategies.local;

import java.util.Optional;
import org.lamarck.strategies.objective.ObjectiveSource;

/** A source that may say itself how it is descended: what the strategy {@code training} does. */
public interface Trained extends ObjectiveSource {
  /** The search; empty where the source says nothing. */
  Optional<LocalSearch> training();
}
