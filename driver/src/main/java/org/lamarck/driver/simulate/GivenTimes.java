package org.lamarck.driver.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.strategies.linalg.Vector;

/** Times that were written out, on the command line or in a file. */
public final class GivenTimes {
  private GivenTimes() {}

  /**
   * The times of the output.
   *
   * @param text numbers with commas between them, or the name of a file with one in the first
   *     column of each line; a first line that is none is a header
   * @param start the time of the initial values
   */
  static TrajectoryOptions.Times read(String text, double start)
      throws ConfigException, IOException {
    Path file = Path.of(text.replace('\0', '?'));
    List<String> cells = new ArrayList<>();
    if (Files.isRegularFile(file)) {
      for (String line : Files.readAllLines(file)) {
        if (!line.isBlank()) {
          cells.add(line.strip().split("[,;\\s]", 2)[0]);
        }
      }
      if (!cells.isEmpty() && !isNumber(cells.get(0))) {
        cells.remove(0);
      }
    } else {
      cells.addAll(List.of(text.split(",", -1)));
    }
    double[] times = new double[cells.size()];
    for (int k = 0; k < times.length; k++) {
      String cell = cells.get(k).strip();
      if (!isNumber(cell)) {
        throw new ConfigException(
            "--times: error: \"%s\" is no time; write numbers such as 0,1,2.5, or the name of a file"
                .formatted(cell));
      }
      times[k] = Double.parseDouble(cell);
      if (k > 0 && times[k] <= times[k - 1]) {
        throw new ConfigException(
            "--times: error: %s comes after %s; sort the times, each once"
                .formatted(times[k], times[k - 1]));
      }
    }
    if (times.length == 0 || times[0] < start) {
      throw new ConfigException(
          "--times: error: the times must begin at %s or later; give --start for earlier ones"
              .formatted(start));
    }
    if (times[0] == start) {
      return new TrajectoryOptions.Times(Vector.of(times), false);
    }
    double[] all = new double[times.length + 1];
    all[0] = start;
    System.arraycopy(times, 0, all, 1, times.length);
    return new TrajectoryOptions.Times(Vector.of(all), true);
  }

  private static boolean isNumber(String cell) {
    try {
      return Double.isFinite(Double.parseDouble(cell));
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
