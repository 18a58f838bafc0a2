package org.lamarck.worker.petab.select;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.YamlMapping;

/**
 * Groups of parameters that are one hypothesis (metaparameters): estimated, or fixed to the same
 * value, together.
 *
 * @param members by group, with their places
 */
record GroupReader(Map<String, List<Cell>> members) {
  static GroupReader read(Optional<YamlMapping> groups, Findings findings) {
    Map<String, List<Cell>> members = new LinkedHashMap<>();
    for (Map.Entry<String, Place> group :
        groups.map(YamlMapping::keys).orElse(Map.of()).entrySet()) {
      List<Cell> cells =
          groups.flatMap(all -> all.get(group.getKey())).stream()
              .flatMap(value -> value.items().stream())
              .flatMap(item -> item.cell(findings).stream())
              .toList();
      if (cells.isEmpty()) {
        findings.error(
            group.getValue(),
            "metaparameter \"%s\" stands for no parameters".formatted(group.getKey()),
            "list their ids");
      }
      members.put(group.getKey(), cells);
    }
    return new GroupReader(members);
  }

  /** The parameters that a column stands for. */
  List<String> of(String column) {
    List<Cell> cells = members.get(column);
    return cells == null ? List.of(column) : cells.stream().map(Cell::text).toList();
  }
}
