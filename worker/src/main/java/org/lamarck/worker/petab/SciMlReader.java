package org.lamarck.worker.petab;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lamarck.worker.network.ArrayData;
import org.lamarck.worker.network.ArrayFile;
import org.lamarck.worker.network.ArrayFiles;
import org.lamarck.worker.network.Network;
import org.lamarck.worker.network.NetworkReader;
import org.lamarck.worker.petab.sciml.Hybridization;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Identifiers;
import org.lamarck.worker.petab.table.NamedFiles;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.Table;
import org.lamarck.worker.petab.table.TableLayout;
import org.lamarck.worker.petab.table.YamlMapping;

/** Reads what the extension PEtab-SciML names in a problem's YAML file, in each of its dialects. */
final class SciMlReader {
  /** The extension's names: the specification's and that of tools. */
  static final Set<String> NAMES = Set.of("petab_sciml", "sciml");

  private static final List<String> NETWORKS = List.of("neural_networks", "neural_nets");

  private final NamedFiles files;
  private final Findings findings;

  SciMlReader(NamedFiles files, Findings findings) {
    this.files = files;
    this.findings = findings;
  }

  /**
   * Reads the networks, their arrays and how they are joined with the model.
   *
   * @param extension the mapping under the extension's name
   */
  Hybridization read(
      YamlMapping extension, Collection<Table> mappings, Collection<Table> parameters) {
    extension.expectOnly(
        List.of(
            "version",
            "required",
            "neural_networks",
            "neural_nets",
            "hybridization_files",
            "array_files"),
        findings);
    Map<String, Network> networks = new LinkedHashMap<>();
    Set<String> all = new LinkedHashSet<>();
    String key = extension.has(NETWORKS.get(1)) ? NETWORKS.get(1) : NETWORKS.get(0);
    extension
        .require(key, "the ids of networks with their location and format", findings)
        .flatMap(value -> value.mapping(findings))
        .ifPresent(
            named -> {
              all.addAll(named.keys().keySet());
              readNetworks(named, networks);
            });
    List<Table> hybridizations =
        files.optional(extension, "hybridization_files", TableLayout.HYBRIDIZATIONS);
    Map<String, ArrayData> arrays = new LinkedHashMap<>();
    boolean areRead = true;
    for (YamlMapping.Value item :
        extension.get("array_files").map(YamlMapping.Value::items).orElse(List.of())) {
      areRead &= readArrays(item, arrays);
    }
    return new Hybridization(
        all,
        networks,
        new ArrayFiles(arrays, areRead),
        new Hybridization.Tables(mappings, hybridizations, parameters),
        findings);
  }

  private void readNetworks(YamlMapping named, Map<String, Network> networks) {
    for (Map.Entry<String, Place> name : named.keys().entrySet()) {
      Identifiers.isValid(new Cell(name.getKey(), name.getValue()), "network id", findings);
      named
          .require(name.getKey(), "location and format", findings)
          .flatMap(value -> value.mapping(findings))
          .flatMap(this::located)
          .ifPresent(network -> networks.put(name.getKey(), network));
    }
  }

  private Optional<Network> located(YamlMapping network) {
    network.expectOnly(List.of("location", "format", "pre_initialization", "static"), findings);
    Optional<YamlMapping.Value> format = network.require("format", "yaml", findings);
    Optional<YamlMapping.Value> location =
        network.require("location", "the name of a YAML file", findings);
    Optional<String> text = format.flatMap(value -> value.text(findings));
    if (location.isEmpty() || text.isEmpty()) {
      return Optional.empty();
    }
    if (!text.get().toLowerCase(Locale.ROOT).equals("yaml")) {
      findings.error(
          format.orElseThrow().place(),
          "networks in the format \"" + text.get() + "\" are not read",
          "export the network as YAML, and write yaml here");
      return Optional.empty();
    }
    YamlMapping.Value item = location.get();
    return files.path(item).flatMap(path -> NetworkReader.read(path, item.place(), findings));
  }

  /** Whether a file can be read. */
  private boolean readArrays(YamlMapping.Value item, Map<String, ArrayData> arrays) {
    Optional<Path> path = files.path(item);
    Optional<ArrayFile> file = path.flatMap(named -> ArrayFile.read(named, item.place(), findings));
    file.ifPresent(
        given ->
            given
                .arrays()
                .forEach(
                    (name, data) -> {
                      if (arrays.putIfAbsent(name, data) != null) {
                        findings.error(
                            given.place(),
                            "array " + name + " is in another file as well",
                            "remove one of them");
                      }
                    }));
    return file.isPresent();
  }
}
