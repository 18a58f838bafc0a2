package org.lamarck.strategies.evolution.bbob;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.lamarck.strategies.evolution.CallCosts;

/**
 * Trials of all functions, one after the other, into a table that has a row for each. What the
 * table has already is not run again.
 */
final class BbobRuns {
  private static final List<String> COLUMNS =
      List.of("n", "function", "instance", "search", "values", "solved", "cpuSeconds");

  private BbobRuns() {}

  /**
   * FILE N FIRST LAST SEARCH…: instances from the first to the last in N dimensions. SEARCH is the
   * name of a strategy, whose gradients count N + 1 values, or one with {@code @tangents} behind
   * it, whose gradients count what they do for dynamic models.
   */
  public static void main(String[] arguments) throws IOException {
    Path table = Path.of(arguments[0]);
    int n = Integer.parseInt(arguments[1]);
    Set<String> known = known(table);
    for (int instance = Integer.parseInt(arguments[2]);
        instance <= Integer.parseInt(arguments[3]);
        instance++) {
      for (int number = 1; number <= Bbob.FUNCTIONS; number++) {
        for (String search : List.of(arguments).subList(4, arguments.length)) {
          String key = "%d\t%d\t%d\t%s".formatted(n, number, instance, search);
          if (!known.contains(key)) {
            Files.writeString(table, key + run(n, number, instance, search), CREATE, APPEND);
          }
        }
      }
    }
  }

  private static Set<String> known(Path table) throws IOException {
    if (!Files.exists(table)) {
      Files.writeString(table, String.join("\t", COLUMNS) + "\n");
    }
    Set<String> keys = new HashSet<>();
    for (String line : Files.readAllLines(table)) {
      String[] cells = line.split("\t", -1);
      if (cells.length == COLUMNS.size()) {
        keys.add(String.join("\t", List.of(cells).subList(0, 4)));
      }
    }
    return keys;
  }

  private static String run(int n, int number, int instance, String search) {
    String strategy = search.replace("@tangents", "");
    double gradient = search.equals(strategy) ? n + 1 : CallCosts.TANGENTS.gradient(n);
    double budget = 20_000.0 * n;
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    double cost =
        new BbobTrial(Bbob.of(number, instance, n), gradient, budget).cost(strategy, instance);
    long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    return String.format(Locale.ROOT, "\t%.0f\t%b\t%.3f%n", cost, cost < budget, spent / 1e9);
  }
}
