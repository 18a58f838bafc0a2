package org.lamarck.worker.cells.fit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.lamarck.worker.cells.Death;
import org.lamarck.worker.cells.Division;
import org.lamarck.worker.cells.Fields;
import org.lamarck.worker.cells.Growth;
import org.lamarck.worker.cells.PairForce;
import org.lamarck.worker.cells.Relaxation;
import org.lamarck.worker.cells.Setting;
import org.lamarck.worker.cells.Step;
import org.lamarck.worker.cells.fit.SettingReader.Range;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.YamlMapping;

/** Reads steps by their names. */
final class StepReader {
  private final SettingReader settings;
  private final ForceReader forces;
  private final Fields fields;
  private final Findings findings;
  private final Makers makers = new Makers();
  private final Map<String, Function<YamlMapping, Optional<? extends Step>>> kinds =
      new LinkedHashMap<>();

  /**
   * A reader.
   *
   * @param capacity how many cells there can be
   * @param widest twice the largest radius at the start
   */
  StepReader(
      SettingReader settings, Fields fields, int capacity, double widest, Findings findings) {
    this.settings = settings;
    this.fields = fields;
    this.findings = findings;
    forces = new ForceReader(settings, fields, widest, findings);
    ChemistryReader chemistry = new ChemistryReader(settings, forces, fields, capacity, findings);
    ControlReader control = new ControlReader(settings, fields, findings);
    kinds.put("growth", this::growth);
    kinds.put("relaxation", this::relaxation);
    kinds.put("division", this::division);
    kinds.put("death", this::death);
    kinds.put("diffusion", chemistry::diffusion);
    kinds.put("gradients", chemistry::gradients);
    kinds.put("stress", chemistry::stress);
    kinds.put("field", chemistry::field);
    kinds.put("network", control::network);
    kinds.put("perceptron", control::perceptron);
    kinds.put("mask", control::mask);
  }

  /** The steps of a mapping that has the key. */
  List<Step> steps(YamlMapping mapping) {
    Map<Place, Step> read = new LinkedHashMap<>();
    mapping
        .require("steps", "a list of steps", findings)
        .ifPresent(
            list ->
                list.mappings(findings)
                    .forEach(item -> step(item).ifPresent(step -> read.put(item.place(), step))));
    if (!findings.hasErrors()) {
      makers.check(read, findings);
    }
    return List.copyOf(read.values());
  }

  private Optional<? extends Step> step(YamlMapping item) {
    List<String> words = List.copyOf(kinds.keySet());
    item.refuseOthers(words, findings);
    Optional<String> kind = words.stream().filter(item::has).findFirst();
    if (item.keys().size() != 1) {
      findings.error(item.place(), "a step is one key", "write one of " + String.join(", ", words));
      return Optional.empty();
    }
    return kind.flatMap(
        word -> {
          Function<YamlMapping, Optional<? extends Step>> reader = kinds.get(word);
          Optional<YamlMapping> value =
              item.require(word, "what it is, or {}", findings)
                  .flatMap(one -> one.mapping(findings));
          return value.isEmpty() || reader == null ? Optional.empty() : reader.apply(value.get());
        });
  }

  private Optional<Growth> growth(YamlMapping one) {
    one.refuseOthers(List.of("rate", "limit", "kind", "smoothing"), findings);
    OptionalInt kind =
        one.choice("kind", "linear or exponential", List.of("linear", "exponential"), findings);
    Optional<Setting> rate =
        settings.setting(one, "rate", kind.orElse(0) == 1 ? Range.ANY : Range.FROM_0);
    Optional<Setting> limit = settings.setting(one, "limit", Range.ABOVE_0);
    double smoothing = settings.from(one, "smoothing", 0, 10);
    return rate.isEmpty() || limit.isEmpty()
        ? Optional.empty()
        : Optional.of(new Growth(rate.get(), limit.get(), kind.orElse(0) == 1, smoothing));
  }

  private Optional<Relaxation> relaxation(YamlMapping one) {
    one.refuseOthers(
        Stream.concat(
                Stream.of("steps", "duration", "friction", "temperature", "discount"),
                ForceReader.KEYS.stream())
            .toList(),
        findings);
    int steps = settings.count(one, "steps", 1, 1_000_000);
    OptionalDouble duration = one.numberAbove("duration", 0, findings);
    double friction = settings.above(one, "friction", 0, 1);
    double temperature = settings.from(one, "temperature", 0, 0);
    double discount = settings.above(one, "discount", 0, 1);
    Optional<PairForce> force = forces.force(one);
    return duration.isEmpty() || force.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Relaxation(
                force.get(),
                steps,
                duration.getAsDouble(),
                friction,
                Math.max(0, temperature),
                discount));
  }

  private Optional<Division> division(YamlMapping one) {
    one.refuseOthers(List.of("gradient", "share", "temperature"), findings);
    Division.Choice choice =
        settings.choice(
            one,
            "gradient",
            List.of(Division.Choice.values()),
            known -> known.name().toLowerCase(Locale.ROOT).replace('_', '-'),
            Division.Choice.SCORE);
    double share = settings.above(one, "share", 0, Math.pow(2, -1.0 / fields.dimensions()));
    if (share > 1) {
      findings.error(one.place("share"), "share must be at most 1", "change it");
      return Optional.empty();
    }
    double temperature = settings.above(one, "temperature", 0, 1);
    return Optional.of(new Division(choice, share, temperature));
  }

  private Optional<Death> death(YamlMapping one) {
    one.refuseOthers(List.of("rate", "duration"), findings);
    double duration = settings.above(one, "duration", 0, 1);
    return settings
        .byType(one, "rate", Range.FROM_0, fields.types())
        .map(rates -> new Death(rates, duration));
  }
}
