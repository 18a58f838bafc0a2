package org.lamarck.strategies.selection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;

/** Spaces of models for tests, written by hand or as model space tables have them. */
final class Spaces {
  /** The public suite; see its README. */
  private static final Path DATA = Path.of("..", "..", "shared", "data", "petab-select");

  private Spaces() {}

  /** A file of the public suite; tests that need it are skipped where it is missing. */
  static Path file(String name) {
    Path file = DATA.resolve(name);
    Assumptions.assumeTrue(Files.exists(file), () -> file + " is not here");
    return file;
  }

  /** A subspace of the parameters k1, k2, …; options of one are separated by semicolons. */
  static ModelSubspace subspace(String id, String... options) {
    Map<String, List<Setting>> all = new LinkedHashMap<>();
    for (String cell : options) {
      all.put("k" + (all.size() + 1), settings(cell));
    }
    return new ModelSubspace(id, "problem", all, Set.of("sigma"), 0);
  }

  /** Parameters that are 0 or estimated. */
  static ModelSpace switches(String id, List<String> parameters) {
    Map<String, List<Setting>> all = new LinkedHashMap<>();
    parameters.forEach(parameter -> all.put(parameter, settings("0;estimate")));
    return new ModelSpace(List.of(new ModelSubspace(id, "problem", all, Set.of(), 0)));
  }

  /** The table of a file. */
  static ModelSpace read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<String> header = List.of(lines.get(0).split("\t", -1));
    List<ModelSubspace> subspaces = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split("\t", -1);
      Map<String, List<Setting>> all = new LinkedHashMap<>();
      for (int i = 2; i < cells.length; i++) {
        all.put(header.get(i), settings(cells[i]));
      }
      subspaces.add(new ModelSubspace(cells[0], cells[1], all, new LinkedHashSet<>(), 0));
    }
    return new ModelSpace(subspaces);
  }

  private static List<Setting> settings(String cell) {
    List<Setting> settings = new ArrayList<>();
    for (String part : cell.split(";", -1)) {
      settings.add(
          part.equals(Setting.WORD) ? Setting.ESTIMATE : Setting.fixed(Double.parseDouble(part)));
    }
    return settings;
  }

  /** The hashes of models. */
  static List<String> hashes(List<CandidateModel> models) {
    return models.stream().map(CandidateModel::toString).toList();
  }
}
