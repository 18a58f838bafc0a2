package org.lamarck.driver.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.worker.task.SuiteCase;
import picocli.CommandLine.Option;

/** Which cases of an SBML test suite are run. */
public final class SuiteOptions {
  @Option(
      names = "--suite",
      paramLabel = "DIR",
      required = true,
      description = {
        "Run every case of a folder in the layout of the SBML test suite, with the rows and columns"
            + " that its NNNNN/NNNNN-settings.txt asks for. The folder of one case will do, too."
      })
  private Path suite = Path.of("");

  @Option(
      names = "--cases",
      paramLabel = "NNNNN",
      split = ",",
      description = "Run these cases alone, such as 00001,01186.")
  private List<String> cases = List.of();

  @Option(
      names = "--sbml",
      paramLabel = "lLvV",
      description = {
        "Which file of a case: a level and version of SBML such as l3v2 or 3.2; the highest that"
            + " the case has when left out."
      })
  private @Nullable String version;

  /** The level and version as in names of files, such as {@code l3v2}. */
  public Optional<String> version() throws ConfigException {
    if (version == null) {
      return Optional.empty();
    }
    String form = version.toLowerCase(Locale.ROOT).replaceFirst("^(\\d)\\.(\\d)$", "l$1v$2");
    if (!form.matches("l\\dv\\d")) {
      throw new ConfigException(
          "--sbml: error: %s is no level and version of SBML; write one such as l3v2"
              .formatted(version));
    }
    return Optional.of(form);
  }

  /** The folders of the cases, by name. */
  public List<Path> folders() throws ConfigException, IOException {
    if (!Files.isDirectory(suite)) {
      throw new ConfigException(
          "--suite: error: there is no folder " + suite + "; correct its name");
    }
    Map<String, Path> folders = new TreeMap<>();
    SuiteCase.folders(suite).forEach(folder -> folders.put(SuiteCase.name(folder), folder));
    if (folders.isEmpty()) {
      throw new ConfigException(
          "--suite: error: %s has no NNNNN/NNNNN-settings.txt; name a folder of cases"
              .formatted(suite));
    }
    List<String> unknown = new ArrayList<>(cases);
    unknown.removeAll(folders.keySet());
    if (!unknown.isEmpty()) {
      throw new ConfigException(
          "--cases: error: %s has no case %s; correct the name"
              .formatted(suite, String.join(", ", unknown)));
    }
    if (!cases.isEmpty()) {
      folders.keySet().retainAll(cases);
    }
    return List.copyOf(folders.values());
  }
}
