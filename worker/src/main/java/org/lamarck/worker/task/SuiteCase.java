package org.lamarck.worker.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;

/**
 * A case of the <a href="https://github.com/sbmlteam/sbml-test-suite">SBML test suite</a>: a folder
 * NNNNN with NNNNN-settings.txt, the model as NNNNN-sbml-lLvV.xml in one or several versions of
 * SBML, and NNNNN-results.csv.
 *
 * @param id the folder's name, such as 00001
 * @param model the model's file
 * @param settings what is asked of a simulator
 */
public record SuiteCase(String id, Path model, SuiteSettings settings) {
  private static final String SETTINGS = "-settings.txt";

  /** The cases of a suite, by name; the one of a folder that is itself a case. */
  public static List<Path> folders(Path suite) throws IOException {
    if (isCase(suite)) {
      return List.of(suite);
    }
    try (Stream<Path> paths = Files.list(suite)) {
      return paths.filter(SuiteCase::isCase).sorted().toList();
    }
  }

  private static boolean isCase(Path folder) {
    return Files.isRegularFile(folder.resolve(name(folder) + SETTINGS));
  }

  /** The name of a case's folder. */
  public static String name(Path folder) {
    return folder.toAbsolutePath().normalize().getFileName().toString();
  }

  /** A case with its model in the highest level and version that the folder holds. */
  public static SuiteCase read(Path folder) throws IOException, InputException {
    return read(folder, Optional.empty());
  }

  /**
   * A case.
   *
   * @param version of SBML, such as {@code l3v2}; the highest that the folder holds when empty
   * @throws InputException when a file is missing or the settings are malformed
   */
  public static SuiteCase read(Path folder, Optional<String> version)
      throws IOException, InputException {
    String id = name(folder);
    SuiteSettings settings = SuiteSettings.read(folder.resolve(id + SETTINGS));
    return new SuiteCase(id, model(folder, id, version), settings);
  }

  private static Path model(Path folder, String id, Optional<String> version)
      throws IOException, InputException {
    String form = version.map(Pattern::quote).orElse("l\\dv\\d");
    Pattern file = Pattern.compile(Pattern.quote(id) + "-sbml-" + form + "\\.xml");
    Optional<Path> highest;
    try (Stream<Path> files = Files.list(folder)) {
      highest =
          files
              .filter(path -> file.matcher(path.getFileName().toString()).matches())
              .max(Comparator.comparing(Path::getFileName)); // names of one form and length
    }
    return highest.orElseThrow(
        () ->
            new InputException(
                Finding.error(
                    folder.toString(),
                    0,
                    0,
                    "the case has no model " + id + "-sbml-" + version.orElse("lLvV") + ".xml",
                    "add it, or choose another version of SBML")));
  }

  /** The reference results: a row for each output time, each with the time first. */
  public List<List<Double>> results() throws IOException {
    Path file = model.resolveSibling(id + "-results.csv");
    List<List<Double>> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file).stream().skip(1).toList()) {
      if (!line.isBlank()) {
        rows.add(Stream.of(line.split(",", -1)).map(SuiteNumbers::parse).toList());
      }
    }
    return rows;
  }
}
