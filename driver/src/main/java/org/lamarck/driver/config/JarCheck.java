package org.lamarck.driver.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Looks at jars before a loader of classes does, which passes over bad ones without a word. */
final class JarCheck {
  private JarCheck() {}

  /** What is wrong with a jar, with %s for its name. */
  static Optional<String> trouble(Path jar) {
    if (!Files.isRegularFile(jar)) {
      return Optional.of(Files.exists(jar) ? "%s is a folder" : "there is no file %s");
    }
    try (ZipFile opened = new ZipFile(jar.toFile())) {
      return opened.size() > 0 ? Optional.empty() : Optional.of("%s is empty");
    } catch (ZipException e) {
      return Optional.of("%s is no jar");
    } catch (IOException e) {
      return Optional.of("%s cannot be read");
    }
  }
}
