package org.lamarck.worker.task;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** What libRoadRunner 2.10 makes of BioModels, at 1e-9 with steps of at most 0.1. */
final class RoadRunner {
  private final Map<String, Map<String, List<Point>>> values = new HashMap<>();
  private final Map<String, Map<String, String>> status = new HashMap<>();

  /** A variable's value at a time. */
  record Point(double time, double value) {}

  RoadRunner() throws IOException {
    readValues();
    readStatus();
  }

  private void readValues() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Files.newInputStream(PublicModels.reference("biomodels-roadrunner.tsv.gz"))),
                StandardCharsets.UTF_8))) {
      for (String[] row : rows(reader.lines().toList())) {
        values
            .computeIfAbsent(row[0], unknown -> new LinkedHashMap<>())
            .computeIfAbsent(row[1], unknown -> new ArrayList<>())
            .add(new Point(SuiteNumbers.parse(row[2]), SuiteNumbers.parse(row[3])));
      }
    }
  }

  private void readStatus() throws IOException {
    List<String> lines =
        Files.readAllLines(PublicModels.reference("biomodels-roadrunner-status.tsv"));
    String header = lines.stream().filter(line -> line.startsWith("model\t")).findFirst().get();
    String[] names = header.split("\t", -1);
    for (String[] row : rows(lines)) {
      Map<String, String> entries = new HashMap<>();
      for (int i = 0; i < row.length; i++) {
        entries.put(names[i], row[i]);
      }
      status.put(row[0], entries);
    }
  }

  /** The rows below the header. */
  private static List<String[]> rows(List<String> lines) {
    return lines.stream()
        .filter(line -> !line.startsWith("#") && !line.startsWith("model\t"))
        .map(line -> line.split("\t", -1))
        .toList();
  }

  /** A model's variables, each with its values in time; no variables when it could not run it. */
  Map<String, List<Point>> values(String model) {
    return values.getOrDefault(model, Map.of());
  }

  /** {@code ok}, {@code sensitive} to tolerances, or why there are no values. */
  String status(String model) {
    return status.getOrDefault(model, Map.of()).getOrDefault("status", "not run");
  }

  /** Whether the model is one of ordinary differential equations: no delay, fbc or qual. */
  boolean isOde(String model) {
    Map<String, String> entries = status.getOrDefault(model, Map.of());
    return List.of("has_delay", "has_fbc", "has_qual").stream()
        .noneMatch(construct -> entries.getOrDefault(construct, "0").equals("1"));
  }
}
