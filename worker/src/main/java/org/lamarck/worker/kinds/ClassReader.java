package org.lamarck.worker.kinds;

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
import org.lamarck.worker.own.OwnFile;
import org.lamarck.worker.own.SourceReader;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.YamlMapping;

/**
 * A problem that is a class of the user's own: {@code objective: CLASS}, {@code settings:} with
 * names and values for its constructor, and {@code jar:}, beside the file.
 */
final class ClassReader implements SourceReader {
  private static final String OBJECTIVE = "objective";
  private static final String SETTINGS = "settings";
  private static final String JAR = "jar";

  @Override
  public List<String> keys() {
    return List.of(OBJECTIVE, SETTINGS, JAR);
  }

  @Override
  public List<Path> jars(OwnFile file, Findings findings) {
    Optional<Cell> name = file.root().get(JAR).flatMap(value -> value.cell(findings));
    if (name.isEmpty()) {
      return List.of();
    }
    Path jar = file.path().toAbsolutePath().resolveSibling(name.get().text()).normalize();
    if (!Files.isRegularFile(jar)) {
      findings.error(
          name.get().place(), "there is no file " + jar, "correct its name, or build it");
    }
    return List.of(jar);
  }

  /**
   * Makes the objective's source. The class is looked for in the jars and where Lamarck's own
   * classes are; from now on this thread, and those that it starts, know it.
   */
  @Override
  public Optional<ObjectiveSource> read(OwnFile file, Findings findings) {
    Map<String, String> settings = settings(file.root(), findings);
    Optional<Cell> name = file.root().text(OBJECTIVE, "the name of a class", findings);
    return name.isEmpty() || findings.hasErrors()
        ? Optional.empty()
        : source(name.get(), settings, file.jars(), findings);
  }

  private static Map<String, String> settings(YamlMapping root, Findings findings) {
    Map<String, String> settings = new LinkedHashMap<>();
    Optional<YamlMapping> given = root.mapping(SETTINGS, findings);
    for (String name : given.map(YamlMapping::keys).orElse(Map.of()).keySet()) {
      given
          .flatMap(all -> all.text(name, "a value", findings))
          .ifPresent(cell -> settings.put(name, cell.text()));
    }
    return settings;
  }

  private static Optional<ObjectiveSource> source(
      Cell name, Map<String, String> settings, List<Path> jars, Findings findings) {
    Thread thread = Thread.currentThread();
    if (!jars.isEmpty()) {
      thread.setContextClassLoader(new URLClassLoader(urls(jars), thread.getContextClassLoader()));
    }
    String className = name.text();
    try {
      Class<?> type = Class.forName(className, true, thread.getContextClassLoader());
      Object made = made(type, settings);
      if (made instanceof ObjectiveSource source) {
        return Optional.of(source);
      }
      findings.error(
          name.place(),
          className + " does not implement " + ObjectiveSource.class.getName(),
          "let it do so");
    } catch (ClassNotFoundException e) {
      findings.error(
          name.place(),
          "there is no class " + className,
          "correct its name, or add its jar by --jar");
    } catch (InvocationTargetException e) {
      findings.error(
          name.place(),
          "%s cannot be made: %s".formatted(className, e.getCause()),
          "correct its settings");
    } catch (ReflectiveOperationException e) {
      findings.error(
          name.place(),
          className + " cannot be made (" + e + ")",
          "give it a public constructor that takes "
              + (settings.isEmpty() ? "nothing" : "a Map<String, String> of its settings"));
    } catch (LinkageError e) {
      findings.error(
          name.place(), className + " cannot be loaded: " + e, "add what it needs by --jar");
    }
    return Optional.empty();
  }

  private static Object made(Class<?> type, Map<String, String> settings)
      throws ReflectiveOperationException {
    Constructor<?> constructor = constructor(type, settings);
    constructor.trySetAccessible();
    return constructor.getParameterCount() == 0
        ? constructor.newInstance()
        : constructor.newInstance(Collections.unmodifiableMap(settings));
  }

  private static Constructor<?> constructor(Class<?> type, Map<String, String> settings)
      throws NoSuchMethodException {
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
}
