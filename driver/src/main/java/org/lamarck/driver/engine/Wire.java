package org.lamarck.driver.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.ObjectStreamField;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Values as bytes, by Java's own serialisation: it takes records, {@code List.of} and classes of
 * users that no registrator knows. A task of a second is some kilobytes, so its speed is no matter.
 */
public final class Wire {
  private Wire() {}

  /** The bytes of a value. */
  public static byte[] toBytes(Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    } catch (IOException e) {
      throw new UncheckedIOException(
          value.getClass().getName() + " cannot be sent to workers; make all it holds Serializable",
          e);
    }
    return bytes.toByteArray();
  }

  /** The value of bytes that {@link #toBytes} made. */
  public static <V> V fromBytes(byte[] bytes, Class<V> type) {
    try {
      return read(new ByteArrayInputStream(bytes), type);
    } catch (IOException e) {
      throw new UncheckedIOException("a value from the wire cannot be read", e);
    }
  }

  /**
   * The value that a stream holds.
   *
   * @throws IOException also when it is no {@code type} or of another version of the program
   */
  public static <V> V read(InputStream stream, Class<V> type) throws IOException {
    try (ObjectInputStream in = new ContextObjectInputStream(stream)) {
      Object value = in.readObject();
      if (!type.isInstance(value)) {
        throw new IOException("expected " + type.getName() + " and found " + value.getClass());
      }
      return type.cast(value);
    } catch (ClassNotFoundException e) {
      throw new IOException("class " + e.getMessage() + " is not on the class path", e);
    }
  }

  /**
   * Finds classes as the thread does: under spark-submit and in notebooks the application's classes
   * are known to the context class loader only. Refuses records with other components, to which
   * Java would give nulls and zeros.
   */
  private static final class ContextObjectInputStream extends ObjectInputStream {
    ContextObjectInputStream(InputStream in) throws IOException {
      super(in);
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      Class<?> found = found(description);
      if (found.isRecord()
          && !names(description).equals(names(ObjectStreamClass.lookupAny(found)))) {
        throw new InvalidClassException(found.getName(), "its components are others");
      }
      return found;
    }

    private static Set<String> names(ObjectStreamClass description) {
      return Arrays.stream(description.getFields())
          .map(ObjectStreamField::getName)
          .collect(Collectors.toSet());
    }

    private Class<?> found(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      if (loader != null) {
        try {
          return Class.forName(description.getName(), false, loader);
        } catch (ClassNotFoundException e) {
          return super.resolveClass(description); // primitives, and loaders of the caller
        }
      }
      return super.resolveClass(description);
    }
  }
}
