package org.lamarck.worker.neuron.mechanism;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.SourceText;
import org.lamarck.worker.petab.table.YamlMapping;

/** The mechanisms of the literature, by their names. */
public final class Mechanisms {
  private static final String FILE = "mechanisms.yaml";

  private Mechanisms() {}

  /** All of them, in the order of their file; each call makes its own formulas. */
  public static Map<String, Mechanism> all() {
    return all(List.of());
  }

  /**
   * All of them, with other ions than those that they know otherwise.
   *
   * @param ions of a problem, by whose names those are found
   */
  public static Map<String, Mechanism> all(List<Ion> ions) {
    Ion calcium = Ion.calcium();
    List<Ion> known =
        List.of(
            ions.stream()
                .filter(ion -> ion.name().equals(calcium.name()))
                .findFirst()
                .orElse(calcium));
    Findings findings = new Findings();
    Map<String, Mechanism> all = new LinkedHashMap<>();
    YamlMapping.read(new SourceText(FILE, text()), findings)
        .ifPresent(
            root -> {
              for (Mechanism.Kind kind : Mechanism.Kind.values()) {
                root.get(kind == Mechanism.Kind.CHANNEL ? "channels" : "synapses")
                    .flatMap(value -> value.mapping(findings))
                    .ifPresent(names -> MechanismReader.read(names, kind, known, all, findings));
              }
            });
    if (findings.hasErrors()) {
      throw new IllegalStateException(findings.all().toString());
    }
    return Collections.unmodifiableMap(all);
  }

  /**
   * One of them.
   *
   * @throws IllegalArgumentException when there is none of this name
   */
  public static Mechanism named(String name) {
    Mechanism found = all().get(name);
    if (found == null) {
      throw new IllegalArgumentException("there is no mechanism " + name);
    }
    return found;
  }

  private static String text() {
    try (InputStream in = Mechanisms.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is not beside its classes");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
