package org.lamarck.driver.problem;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lamarck.driver.config.ConfigException;

/** The problems of a folder that has a folder for each, as collections of benchmarks have. */
public final class ProblemList {
  /** What the first level of a problem's YAML file says, and other YAML files do not. */
  private static final Pattern PROBLEM = Pattern.compile("(?m)^(format_version|format)\\s*:");

  private ProblemList() {}

  /**
   * The problems' YAML files by name, ascending. A problem is named after its folder, or
   * FOLDER-FILE where there are several in one.
   */
  public static Map<String, Path> of(Path folder) throws ConfigException, IOException {
    if (!Files.isDirectory(folder)) {
      throw new ConfigException("error: there is no folder " + folder + "; correct its name");
    }
    Map<String, Path> problems = new TreeMap<>();
    for (Path child : children(folder)) {
      if (Files.isDirectory(child)) {
        add(child, problems);
      }
    }
    if (problems.isEmpty()) {
      throw new ConfigException(
          "error: %s has no problem NAME/*.yaml; name a folder that has a folder for each problem"
              .formatted(folder));
    }
    return problems;
  }

  private static void add(Path folder, Map<String, Path> problems) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path file : children(folder)) {
      if (file.toString().matches(".*\\.ya?ml") && isProblem(file)) {
        found.add(file);
      }
    }
    for (Path file : found) {
      String stem = ProblemFiles.name(file.toString());
      String name = folder.getFileName() + (found.size() == 1 ? "" : "-" + stem);
      problems.put(name, file);
    }
  }

  private static boolean isProblem(Path file) throws IOException {
    try {
      return PROBLEM.matcher(Files.readString(file)).find();
    } catch (CharacterCodingException e) {
      return true; // its reader says what is wrong with it
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
