package org.lamarck.driver.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;

/**
 * A bowl with one point at which it ends its process, whoever comes to it, as Spark's executors do
 * when their memory is exhausted. It is the first point that is evaluated at all.
 *
 * @param mark the file in which that point stands
 */
public record Treacherous(String mark) implements ObjectiveSource {
  private static final int OUT_OF_MEMORY = 52; // SparkExitCode.OOM

  /** From the settings of its file. */
  public Treacherous(Map<String, String> settings) {
    this(Objects.requireNonNull(settings.get("mark")));
  }

  /** What a user writes to fit it. */
  static String yaml(Path mark) {
    return "format: lamarck\nobjective: %s\nsettings: {mark: '%s'}\n"
        .formatted(Treacherous.class.getName(), mark);
  }

  @Override
  public String id() {
    return "treacherous";
  }

  @Override
  public List<Coordinate> coordinates() {
    return List.of(Coordinate.linear("x", -5, 5), Coordinate.linear("y", -5, 5));
  }

  @Override
  public Objective open() {
    return (point, derivatives) -> {
      double x = point.get(0);
      double y = point.get(1);
      if (isDeadly(x + " " + y)) {
        Runtime.getRuntime().halt(OUT_OF_MEMORY);
      }
      return new Evaluation.Value(x * x + y * y);
    };
  }

  private boolean isDeadly(String point) {
    Path file = Path.of(mark);
    try {
      if (!Files.exists(file)) {
        Files.writeString(file, point, StandardOpenOption.CREATE_NEW);
      }
      return Files.readString(file).equals(point);
    } catch (FileAlreadyExistsException e) {
      return false; // another one was first
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
