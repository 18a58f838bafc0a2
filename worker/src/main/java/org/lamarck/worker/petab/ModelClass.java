package org.lamarck.worker.petab;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.problem.ModelSource;
import org.lamarck.worker.problem.OdeModel;

/**
 * A model that is a class in a jar, by Lamarck's extension.
 *
 * @param jar beside the YAML file
 * @param name of the class
 * @param place of the name
 */
record ModelClass(Path jar, String name, Place place) {
  /** The model that the class makes; an error and nothing when it makes none. */
  Optional<OdeModel> read(Findings findings) {
    if (!Files.isRegularFile(jar)) {
      findings.error(
          place, "file \"" + jar + "\" does not exist", "correct the name, or build the jar");
      return Optional.empty();
    }
    URL[] urls = new URL[1];
    try {
      urls[0] = jar.toUri().toURL();
      try (URLClassLoader loader = new URLClassLoader(urls, ModelClass.class.getClassLoader())) {
        Object made = Class.forName(name, true, loader).getDeclaredConstructor().newInstance();
        if (made instanceof ModelSource source) {
          return Optional.of(source.model());
        }
        refuse(findings, "does not implement " + ModelSource.class.getName(), "let it do so");
      }
    } catch (IOException e) {
      refuse(findings, "cannot be read: " + e.getMessage(), "correct the jar");
    } catch (ClassNotFoundException e) {
      refuse(findings, "is not in " + jar, "correct its name, or add it there");
    } catch (InvocationTargetException e) {
      refuse(findings, "cannot be made: " + e.getCause(), "correct its constructor");
    } catch (ReflectiveOperationException e) {
      refuse(findings, "cannot be made", "give it a public constructor without arguments");
    } catch (LinkageError e) {
      refuse(findings, "cannot be loaded: " + e, "add what it needs to the jar");
    } catch (IllegalArgumentException | IllegalStateException e) {
      refuse(findings, "makes no model: " + e.getMessage(), "correct it");
    }
    return Optional.empty();
  }

  private void refuse(Findings findings, String what, String remedy) {
    findings.error(place, "class \"" + name + "\" " + what, remedy);
  }
}
