package org.lamarck.worker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;

/** Values as they come to workers: by Java's serialisation. */
public final class Sent {
  private Sent() {}

  /** What is sent of a value. */
  public static byte[] bytes(Object value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    return bytes.toByteArray();
  }

  /** What comes of a value that is written and read. */
  public static <T> T copy(T value) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes(value)))) {
      @SuppressWarnings("unchecked") // it was of this type
      T read = (T) in.readObject();
      return read;
    }
  }
}
