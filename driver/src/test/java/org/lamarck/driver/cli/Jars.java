package org.lamarck.driver.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Jars as users have them, of classes of the tests. */
final class Jars {
  private Jars() {}

  /** A jar of one class. */
  static Path of(Path folder, Class<?> type) throws IOException {
    Path jar = folder.resolve(type.getSimpleName() + ".jar");
    String entry = type.getName().replace('.', '/') + ".class";
    try (InputStream code = type.getClassLoader().getResourceAsStream(entry);
        OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      entries.putNextEntry(new JarEntry(entry));
      entries.write(Objects.requireNonNull(code).readAllBytes());
      entries.closeEntry();
    }
    return jar;
  }
}
