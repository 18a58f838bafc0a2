package org.lamarck.worker.task;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.lamarck.worker.problem.ContentHash;
import org.lamarck.worker.problem.EstimationProblem;

/**
 * A problem as bytes: what is broadcast once and cached by content. Executors need no reader, only
 * these.
 */
public final class SerializedProblem implements Serializable {
  private static final long serialVersionUID = 1L;

  private final byte[] bytes;
  private final String hash;

  private SerializedProblem(byte[] bytes) {
    this.bytes = bytes;
    this.hash = ContentHash.of(bytes);
  }

  /** The bytes of a problem; equal problems read from equal files have equal bytes. */
  public static SerializedProblem of(EstimationProblem problem) {
    ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(buffer)) {
      out.writeObject(problem);
    } catch (IOException e) {
      throw new UncheckedIOException("a problem in memory could not be written", e);
    }
    return new SerializedProblem(buffer.toByteArray());
  }

  /** The problem of these bytes. */
  public EstimationProblem problem() {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return (EstimationProblem) in.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a problem in memory could not be read", e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(
          "a class of the problem is missing here: add its jar to the executors' class path", e);
    }
  }

  /** SHA-256 of the bytes, in hexadecimal. */
  public String hash() {
    return hash;
  }

  public int size() {
    return bytes.length;
  }
}
