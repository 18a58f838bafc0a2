package org.lamarck.worker.own;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.Spelling;

/**
 * A file of Lamarck's own format.
 *
 * @param path where it is
 * @param root what it consists of
 * @param jars whose classes are known beside Lamarck's own
 */
public record OwnFile(Path path, YamlMapping root, List<Path> jars) {
  /** The key that every such file has. */
  public static final String FORMAT = "format";

  public OwnFile {
    jars = List.copyOf(jars);
  }

  /** A name of the problem, for reports. */
  public String name() {
    return problemName(path);
  }

  /** A problem's name for reports: that of its file, or of its folder when that says more. */
  public static String problemName(Path yaml) {
    String name = String.valueOf(yaml.getFileName()).replaceFirst("\\.ya?ml$", "");
    Path folder = yaml.toAbsolutePath().getParent();
    return name.equals("problem") && folder != null && folder.getFileName() != null
        ? folder.getFileName().toString()
        : name;
  }

  /** The file that a cell names, relative to the folder of this one. */
  public Path beside(Cell name) {
    return path.resolveSibling(name.text()).normalize();
  }

  /**
   * Refuses other formats, and keys that have no meaning.
   *
   * @param known the keys that have one; the first says what kind of problem it is
   */
  public static void check(YamlMapping root, List<String> known, Findings findings) {
    root.text(FORMAT, "lamarck", findings)
        .filter(cell -> !cell.text().equals("lamarck"))
        .ifPresent(
            cell ->
                findings.error(
                    cell.place(),
                    "format \"%s\" is unknown".formatted(cell.text()),
                    "write lamarck"));
    for (Map.Entry<String, Place> key : root.keys().entrySet()) {
      if (!key.getKey().equals(FORMAT) && !known.contains(key.getKey())) {
        findings.error(
            key.getValue(),
            "\"%s\" has no meaning beside \"%s\"".formatted(key.getKey(), known.get(0)),
            Spelling.remedy(key.getKey(), known));
      }
    }
  }
}
