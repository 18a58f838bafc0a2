package org.lamarck.worker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.lamarck.strategies.objective.ObjectiveSource;

/** Problems as they come to workers: by Java's serialisation. */
public final class Sent {
  private Sent() {}

  /** What comes of a problem that is written and read. */
  public static ObjectiveSource copy(ObjectiveSource source)
      throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(source);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (ObjectiveSource) in.readObject();
    }
  }
}
