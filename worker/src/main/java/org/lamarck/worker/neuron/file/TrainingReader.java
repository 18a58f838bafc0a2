package org.lamarck.worker.neuron.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lamarck.worker.neuron.train.DescentRule;
import org.lamarck.worker.neuron.train.NetworkTraining;
import org.lamarck.worker.neuron.train.Transform;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.YamlMapping;

/** Reads {@code training:}, how {@code fit --strategy training} descends. */
final class TrainingReader {
  private static final List<String> KEYS = List.of("optimiser", "rate", "power", "batch", "epochs");
  private static final double ADAM_RATE = 0.01;
  private static final double POLYAK_RATE = 0.1; // times √n
  private static final double POLYAK_POWER = 0.9;
  private static final int EPOCHS = 100;

  private final YamlMapping root;
  private final Findings findings;

  /** Rules by their words. */
  private enum Kind {
    ADAM,
    POLYAK
  }

  TrainingReader(YamlMapping root, Findings findings) {
    this.root = root;
    this.findings = findings;
  }

  /**
   * The training; nothing where none is told.
   *
   * @param estimate that was read
   * @param experiments of the problem
   */
  Optional<NetworkTraining> read(EstimateReader estimate, int experiments) {
    Optional<YamlMapping> given = root.mapping("training", findings);
    if (given.isEmpty()) {
      estimate.refuseRates(findings);
      return Optional.empty();
    }
    YamlMapping mapping = given.get();
    mapping.refuseOthers(KEYS, findings);
    Optional<Kind> kind = Words.choice(mapping, "optimiser", Kind.ADAM, Kind.values(), findings);
    Optional<Integer> batch = Words.count(mapping, "batch", Math.max(experiments, 1), findings);
    Optional<Integer> epochs = Words.count(mapping, "epochs", EPOCHS, findings);
    List<Transform> transforms = estimate.transforms();
    int n = transforms.size();
    boolean isAdam = kind.orElse(Kind.ADAM) == Kind.ADAM;
    double usual = isAdam ? ADAM_RATE : POLYAK_RATE * Math.sqrt(n);
    OptionalDouble rate = Words.positive(mapping, "rate", usual, findings);
    OptionalDouble power = Words.positive(mapping, "power", POLYAK_POWER, findings);
    if (isAdam && mapping.has("power")) {
      findings.error(mapping.place("power"), "power belongs to polyak", "remove it");
    }
    if (batch.isPresent() && batch.get() > Math.max(experiments, 1)) {
      findings.error(
          mapping.place("batch"),
          "a batch of %d of %d experiments".formatted(batch.get(), experiments),
          "lower it");
      return Optional.empty();
    }
    if (kind.isEmpty()
        || batch.isEmpty()
        || epochs.isEmpty()
        || rate.isEmpty()
        || power.isEmpty()) {
      return Optional.empty();
    }
    List<Double> rates = new ArrayList<>();
    for (OptionalDouble own : estimate.rates()) {
      double its = own.orElse(rate.getAsDouble());
      rates.add(isAdam ? its : its / rate.getAsDouble());
    }
    DescentRule rule =
        isAdam
            ? new DescentRule.OfAdam(rates)
            : new DescentRule.OfPolyak(rate.getAsDouble(), power.getAsDouble(), rates);
    int each = batch.get() == experiments ? 0 : batch.get();
    return Optional.of(new NetworkTraining(rule, transforms, each, epochs.get()));
  }
}
