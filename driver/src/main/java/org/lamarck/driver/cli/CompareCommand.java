package org.lamarck.driver.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.lamarck.driver.fit.FinishedRun;
import org.lamarck.driver.report.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lamarck compare}. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    header = "Put the results of runs beside each other.",
    description = {
      "",
      "Prints tab-separated values: a column for each run; the objective, the number of estimated"
          + " parameters and of measurements, AIC, AICc, BIC and Akaike's weights, and the estimates."
          + " Criteria are of use between models of the same data; they are computed with the"
          + " likelihood at the best point that the run found.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = "  lamarck compare run1 run2 run3")
final class CompareCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "RUN", description = "Folders of runs.")
  private List<Path> folders = List.of();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private final Output output = new Output();

  @Override
  public Integer call() throws Exception {
    List<FinishedRun> runs = new ArrayList<>();
    for (Path folder : folders) {
      runs.add(FinishedRun.read(folder));
    }
    if (runs.stream().map(FinishedRun::measurements).distinct().count() > 1) {
      output.say(
          "warning: the runs have different numbers of measurements; criteria do not compare");
    }
    PrintWriter out = output.out();
    if (json) {
      out.print(Json.write(entries(runs)));
    } else {
      table(runs).forEach(row -> out.println(String.join("\t", row)));
    }
    out.flush();
    return ExitCode.DONE;
  }

  private static Map<String, Object> entries(List<FinishedRun> runs) {
    double[] weights = FinishedRun.weights(runs);
    List<Map<String, Object>> list = new ArrayList<>();
    for (int r = 0; r < runs.size(); r++) {
      FinishedRun run = runs.get(r);
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("run", run.folder().toString());
      entry.put("objective", run.objective());
      entry.put("estimated", run.parameters().size());
      entry.put("measurements", run.measurements());
      put(entry, "nllh", run.negativeLogLikelihood());
      put(entry, "aic", run.aic());
      put(entry, "aicc", run.correctedAic());
      put(entry, "bic", run.bic());
      put(entry, "weight", weights[r]);
      entry.put("parameters", run.parameters());
      list.add(entry);
    }
    return Map.of("runs", list);
  }

  private static void put(Map<String, Object> entry, String key, double value) {
    if (Double.isFinite(value)) {
      entry.put(key, value);
    }
  }

  private static List<List<String>> table(List<FinishedRun> runs) {
    double[] weights = FinishedRun.weights(runs);
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("run", runs.stream().map(run -> run.folder().toString()).toList()));
    rows.add(numbers("objective", runs.stream().map(FinishedRun::objective).toList()));
    rows.add(row("estimated", runs.stream().map(run -> "" + run.parameters().size()).toList()));
    rows.add(row("measurements", runs.stream().map(run -> "" + run.measurements()).toList()));
    rows.add(numbers("nllh", runs.stream().map(FinishedRun::negativeLogLikelihood).toList()));
    rows.add(numbers("AIC", runs.stream().map(FinishedRun::aic).toList()));
    rows.add(numbers("AICc", runs.stream().map(FinishedRun::correctedAic).toList()));
    rows.add(numbers("BIC", runs.stream().map(FinishedRun::bic).toList()));
    List<String> shares = new ArrayList<>();
    for (double weight : weights) {
      shares.add(Double.isFinite(weight) ? String.format(Locale.ROOT, "%.4f", weight) : "");
    }
    rows.add(row("weight", shares));
    Set<String> ids = new LinkedHashSet<>();
    runs.forEach(run -> ids.addAll(run.parameters().keySet()));
    for (String id : ids) {
      rows.add(
          numbers(
              id,
              runs.stream().map(run -> run.parameters().getOrDefault(id, Double.NaN)).toList()));
    }
    return rows;
  }

  private static List<String> numbers(String name, List<Double> values) {
    return row(
        name, values.stream().map(it -> Double.isNaN(it) ? "" : Double.toString(it)).toList());
  }

  private static List<String> row(String name, List<String> cells) {
    List<String> row = new ArrayList<>(List.of(name));
    row.addAll(cells);
    return row;
  }
}
