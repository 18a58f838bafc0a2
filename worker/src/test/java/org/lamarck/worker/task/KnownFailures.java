package org.lamarck.worker.task;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Models of a collection that are known to fail, each with its reason: a file of this package with
 * columns {@code model} and {@code reason}.
 */
final class KnownFailures {
  private static final String HEADER = "model\treason\n";

  private final SortedMap<String, String> reasons = new TreeMap<>();

  /** The list in a file. */
  KnownFailures(String file) throws IOException {
    InputStream stream = Objects.requireNonNull(KnownFailures.class.getResourceAsStream(file));
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line : reader.lines().skip(1).toList()) {
        int tab = line.indexOf('\t');
        reasons.put(line.substring(0, tab), line.substring(tab + 1));
      }
    }
  }

  SortedMap<String, String> reasons() {
    return reasons;
  }

  /**
   * Where the list is not right.
   *
   * @param outcomes of some models: the reason for which they fail, empty when they do not
   */
  List<String> surprises(Map<String, String> outcomes) {
    List<String> surprises = new ArrayList<>();
    new TreeMap<>(outcomes)
        .forEach(
            (model, reason) -> {
              if (reason.isEmpty() && reasons.containsKey(model)) {
                surprises.add(model + " does not fail any more: take it off the list");
              } else if (!reason.isEmpty() && !reasons.containsKey(model)) {
                surprises.add(model + ": " + reason);
              }
            });
    return surprises;
  }

  /** The file that would be right for all outcomes; reasons of the present one are kept. */
  String renewed(Map<String, String> outcomes) {
    return new TreeMap<>(outcomes)
        .entrySet().stream()
            .filter(outcome -> !outcome.getValue().isEmpty())
            .map(
                outcome ->
                    outcome.getKey()
                        + '\t'
                        + reasons.getOrDefault(outcome.getKey(), outcome.getValue()))
            .collect(Collectors.joining("\n", HEADER, "\n"));
  }

  /** The table for the documentation: the models of each reason. */
  String table() {
    SortedMap<String, List<String>> models = new TreeMap<>();
    reasons.forEach(
        (model, reason) -> models.computeIfAbsent(reason, unknown -> new ArrayList<>()).add(model));
    StringBuilder table = new StringBuilder("| reason | how many | which |\n|---|---|---|\n");
    models.forEach(
        (reason, which) ->
            table.append(
                "| %s | %d | %s |\n".formatted(reason, which.size(), String.join(" ", which))));
    return table.toString();
  }
}
