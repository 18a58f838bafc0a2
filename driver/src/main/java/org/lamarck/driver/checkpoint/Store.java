package org.lamarck.driver.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A folder of small files that are written once. */
public interface Store {
  /** The names of its files, ascending; none when the folder is missing. */
  List<String> list() throws IOException;

  byte[] read(String name) throws IOException;

  /**
   * Makes {@code name} hold {@code bytes}: after a crash at any moment it holds all of them, or
   * what it held before.
   */
  void write(String name, byte[] bytes) throws IOException;

  /** The same with a text, in UTF-8. */
  default void write(String name, String text) throws IOException {
    write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Makes a file that is not there yet; readers may see a part of it.
   *
   * @throws java.nio.file.FileAlreadyExistsException when it is there
   */
  void create(String name, byte[] bytes) throws IOException;

  /** Removes a file; one that is missing is no fault. */
  void delete(String name) throws IOException;

  /** The folder as a user would write it. */
  String location();
}
