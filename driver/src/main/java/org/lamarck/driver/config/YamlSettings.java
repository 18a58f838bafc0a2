package org.lamarck.driver.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lamarck.worker.problem.Spelling;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A configuration file: one mapping of known keys to single values. */
final class YamlSettings {
  private final String file;
  private final List<String> faults;
  private final Map<Key, Setting> settings = new EnumMap<>(Key.class);

  private YamlSettings(String file, List<String> faults) {
    this.file = file;
    this.faults = faults;
  }

  /** The settings of a file; what is wrong is added to {@code faults}. */
  static Map<Key, Setting> read(Path path, List<String> faults) {
    YamlSettings reader = new YamlSettings(path.toString(), faults);
    reader.read(path);
    return reader.settings;
  }

  private void read(Path path) {
    try {
      LoadSettings load = LoadSettings.builder().setLabel(file).build();
      Optional<Node> root = new Compose(load).composeString(Files.readString(path));
      root.ifPresent(this::readRoot);
    } catch (NoSuchFileException e) {
      fault(file, "there is no such file", "correct its name");
    } catch (CharacterCodingException e) {
      fault(file, "it is not UTF-8 text", "save it as UTF-8");
    } catch (IOException e) {
      fault(file, "it cannot be read (" + e.getMessage() + ")", "check it and its permissions");
    } catch (MarkedYamlEngineException e) {
      String place =
          e.getProblemMark()
              .map(mark -> "%s:%d:%d".formatted(file, mark.getLine() + 1, mark.getColumn() + 1))
              .orElse(file);
      fault(place, "not YAML: " + e.getProblem(), "correct the line or the one before");
    } catch (YamlEngineException e) {
      fault(file, "not YAML: " + e.getMessage(), "correct the file");
    }
  }

  private void readRoot(Node root) {
    if (root instanceof ScalarNode nothing && nothing.getValue().isEmpty()) {
      return; // all of it is comments
    }
    if (!(root instanceof MappingNode mapping)) {
      fault(place(root), "this must be a list of keys and values", "write key: value");
      return;
    }
    for (NodeTuple entry : mapping.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode name) {
        readEntry(name, entry.getValueNode());
      } else {
        fault(place(entry.getKeyNode()), "a key must be a name", "write key: value");
      }
    }
  }

  private void readEntry(ScalarNode name, Node value) {
    Optional<Key> key = Key.of(name.getValue());
    if (key.isEmpty()) {
      fault(
          place(name),
          "there is no setting " + name.getValue(),
          Spelling.remedy(name.getValue(), Key.names()));
    } else if (!(value instanceof ScalarNode scalar)) {
      fault(place(value), name.getValue() + " must be a single value", "write key: value");
    } else if (settings.containsKey(key.get())) {
      fault(place(name), name.getValue() + " stands twice", "remove one of them");
    } else {
      settings.put(key.get(), new Setting(scalar.getValue(), place(scalar)));
    }
  }

  private String place(Node node) {
    return node.getStartMark()
        .map(mark -> "%s:%d:%d".formatted(file, mark.getLine() + 1, mark.getColumn() + 1))
        .orElse(file);
  }

  private void fault(String place, String what, String remedy) {
    faults.add("%s: error: %s; %s".formatted(place, what, remedy));
  }
}
