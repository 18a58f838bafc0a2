package org.lamarck.driver.checkpoint;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A folder on a file system of Hadoop's. Where rename is no single step (object stores) a crash can
 * leave a part of a file; its checksum tells, and the one before it is used.
 */
final class HadoopStore implements Store {
  private static final String UNFINISHED = "_unfinished_";
  private static final String SPARK_PREFIX = "spark.hadoop.";

  private final FileSystem files;
  private final Path folder;

  private HadoopStore(FileSystem files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  static HadoopStore at(String location) throws IOException {
    Path folder = new Path(location);
    return new HadoopStore(folder.getFileSystem(configuration()), folder);
  }

  static boolean exists(String location) throws IOException {
    Path path = new Path(location);
    return path.getFileSystem(configuration()).exists(path);
  }

  /** Hadoop's own configuration, and over it the {@code spark.hadoop.*} of spark-submit. */
  private static Configuration configuration() {
    Configuration configuration = new Configuration();
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith(SPARK_PREFIX)) {
        configuration.set(name.substring(SPARK_PREFIX.length()), System.getProperty(name));
      }
    }
    return configuration;
  }

  @Override
  public List<String> list() throws IOException {
    List<String> names = new ArrayList<>();
    try {
      for (FileStatus file : files.listStatus(folder)) {
        String name = file.getPath().getName();
        if (file.isFile() && !name.startsWith(UNFINISHED)) {
          names.add(name);
        }
      }
    } catch (FileNotFoundException e) {
      return List.of(); // no folder yet, so no files
    }
    names.sort(null);
    return names;
  }

  @Override
  public byte[] read(String name) throws IOException {
    try (FSDataInputStream in = files.open(new Path(folder, name))) {
      return in.readAllBytes();
    }
  }

  @Override
  public void write(String name, byte[] bytes) throws IOException {
    Path unfinished = new Path(folder, UNFINISHED + name);
    Path target = new Path(folder, name);
    try (OutputStream out = files.create(unfinished, true)) {
      out.write(bytes);
    }
    delete(name); // HDFS refuses to rename onto a file
    if (!files.rename(unfinished, target)) {
      throw new IOException("cannot rename " + unfinished + " to " + target);
    }
  }

  @Override
  public void create(String name, byte[] bytes) throws IOException {
    try (OutputStream out = files.create(new Path(folder, name), false)) {
      out.write(bytes);
    } catch (FileAlreadyExistsException e) {
      throw new java.nio.file.FileAlreadyExistsException(name, null, e.getMessage());
    }
  }

  @Override
  public void delete(String name) throws IOException {
    files.delete(new Path(folder, name), false);
  }

  @Override
  public String location() {
    return folder.toString();
  }
}
