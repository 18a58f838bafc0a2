package org.lamarck.driver.config;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.worker.problem.Spelling;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A problem that is a class of the user's own: a YAML file with the keys {@code format: lamarck},
 * {@code objective: CLASS}, {@code settings:} with names and values for its constructor, and {@code
 * jar:}, beside the file.
 */
public final class ObjectiveFile {
  private final String file;
  private final List<String> faults = new ArrayList<>();
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final List<Path> jars = new ArrayList<>();
  private String className = "";
  private String place = "";

  private ObjectiveFile(String file) {
    this.file = file;
  }

  /**
   * Reads the file, when it is one.
   *
   * @return empty when it is a file of another kind, or none at all: its own reader then says so
   * @throws ConfigException with a line for each fault
   */
  public static Optional<ObjectiveFile> read(Path yaml) throws ConfigException {
    Optional<MappingNode> root = root(yaml);
    if (root.isEmpty() || root.get().getValue().stream().noneMatch(ObjectiveFile::namesObjective)) {
      return Optional.empty();
    }
    ObjectiveFile read = new ObjectiveFile(yaml.toString());
    for (NodeTuple entry : root.get().getValue()) {
      read.entry(entry.getKeyNode(), entry.getValueNode(), yaml);
    }
    if (!read.faults.isEmpty()) {
      throw new ConfigException(read.faults);
    }
    return Optional.of(read);
  }

  private static Optional<MappingNode> root(Path yaml) {
    try {
      LoadSettings load = LoadSettings.builder().setLabel(yaml.toString()).build();
      Optional<Node> root =
          Files.isRegularFile(yaml)
              ? new Compose(load).composeString(Files.readString(yaml))
              : Optional.empty();
      return root.filter(MappingNode.class::isInstance).map(MappingNode.class::cast);
    } catch (IOException | YamlEngineException e) {
      return Optional.empty(); // the reader of problems says where and why
    }
  }

  private static boolean namesObjective(NodeTuple entry) {
    return entry.getKeyNode() instanceof ScalarNode key && key.getValue().equals("objective");
  }

  private void entry(Node key, Node value, Path yaml) {
    String name = key instanceof ScalarNode scalar ? scalar.getValue() : "";
    switch (name) {
      case "format" -> {
        if (!text(value).equals("lamarck")) {
          fault(value, "the format of an own objective is lamarck", "write format: lamarck");
        }
      }
      case "objective" -> {
        className = text(value);
        place = place(value);
      }
      case "jar" -> jar(value, yaml);
      case "settings" -> settings(value);
      default ->
          fault(
              key,
              "there is no key " + name + " beside an own objective",
              Spelling.remedy(name, List.of("format", "objective", "settings", "jar")));
    }
  }

  private void jar(Node value, Path yaml) {
    Path jar = yaml.toAbsolutePath().resolveSibling(text(value)).normalize();
    jars.add(jar);
    if (!Files.isRegularFile(jar)) {
      fault(value, "there is no file " + jar, "correct its name, or build it");
    }
  }

  private void settings(Node value) {
    if (!(value instanceof MappingNode mapping)) {
      fault(value, "settings must be names and values", "write settings: {name: value}");
      return;
    }
    for (NodeTuple entry : mapping.getValue()) {
      settings.put(text(entry.getKeyNode()), text(entry.getValueNode()));
    }
  }

  private String text(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    fault(node, "this must be a single value", "write key: value");
    return "";
  }

  /** The jars that the file names. */
  public List<Path> jars() {
    return Collections.unmodifiableList(jars);
  }

  /**
   * Makes the objective's source. The class is looked for in these jars and where Lamarck's own
   * classes are; from now on this thread, and those that it starts, know it.
   *
   * @param all jars, those of the file and those of the command line
   * @throws ConfigException in one line, when there is none
   */
  public ObjectiveSource source(List<Path> all) throws ConfigException {
    Thread thread = Thread.currentThread();
    if (!all.isEmpty()) {
      thread.setContextClassLoader(new URLClassLoader(urls(all), thread.getContextClassLoader()));
    }
    try {
      Class<?> type = Class.forName(className, true, thread.getContextClassLoader());
      Object made = made(type);
      if (made instanceof ObjectiveSource source) {
        return source;
      }
      throw refused(
          className + " does not implement " + ObjectiveSource.class.getName(), "let it do so");
    } catch (ClassNotFoundException e) {
      throw refused("there is no class " + className, "correct its name, or add its jar by --jar");
    } catch (InvocationTargetException e) {
      throw refused(
          "%s cannot be made: %s".formatted(className, e.getCause()), "correct its settings");
    } catch (ReflectiveOperationException e) {
      throw refused(
          className + " cannot be made (" + e + ")",
          "give it a public constructor that takes "
              + (settings.isEmpty() ? "nothing" : "a Map<String, String> of its settings"));
    } catch (LinkageError e) {
      throw refused(className + " cannot be loaded: " + e, "add what it needs by --jar");
    }
  }

  private Object made(Class<?> type) throws ReflectiveOperationException {
    Constructor<?> constructor = constructor(type);
    constructor.trySetAccessible();
    return constructor.getParameterCount() == 0
        ? constructor.newInstance()
        : constructor.newInstance(Collections.unmodifiableMap(settings));
  }

  private Constructor<?> constructor(Class<?> type) throws NoSuchMethodException {
    @Nullable Constructor<?> plain = null;
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      Class<?>[] types = constructor.getParameterTypes();
      if (types.length == 1 && types[0] == Map.class) {
        return constructor;
      }
      plain = types.length == 0 ? constructor : plain;
    }
    if (plain == null || !settings.isEmpty()) {
      throw new NoSuchMethodException("no such constructor");
    }
    return plain;
  }

  private static URL[] urls(List<Path> jars) {
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      try {
        urls.add(jar.toUri().toURL());
      } catch (MalformedURLException e) {
        throw new IllegalStateException("a path is always a URL: " + jar, e);
      }
    }
    return urls.toArray(URL[]::new);
  }

  private ConfigException refused(String what, String remedy) {
    return new ConfigException("%s: error: %s; %s".formatted(place, what, remedy));
  }

  private String place(Node node) {
    return node.getStartMark()
        .map(mark -> "%s:%d:%d".formatted(file, mark.getLine() + 1, mark.getColumn() + 1))
        .orElse(file);
  }

  private void fault(Node node, String what, String remedy) {
    faults.add("%s: error: %s; %s".formatted(place(node), what, remedy));
  }
}
