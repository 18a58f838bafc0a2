package org.lamarck.driver.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.lamarck.driver.engine.Wire;

/**
 * One file: {@code LAMARCK} and a zero byte, format version (int), CRC-32C of the rest (int),
 * length of the rest (long), then a value, serialised and deflated.
 */
final class Frame {
  private static final byte[] MAGIC = "LAMARCK\0".getBytes(StandardCharsets.US_ASCII);
  private static final int FORMAT = 1;
  private static final int HEADER = MAGIC.length + 4 + 4 + 8;

  private Frame() {}

  static byte[] pack(Serializable value) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    Deflater fast = new Deflater(Deflater.BEST_SPEED);
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(body, fast)) {
      deflated.write(Wire.toBytes(value));
    } finally {
      fast.end();
    }
    byte[] packed = body.toByteArray();
    return ByteBuffer.allocate(HEADER + packed.length)
        .put(MAGIC)
        .putInt(FORMAT)
        .putInt(checksum(packed))
        .putLong(packed.length)
        .put(packed)
        .array();
  }

  /**
   * The value of a file.
   *
   * @throws CheckpointException saying what is wrong with the file, without its name
   */
  static <V> V unpack(byte[] file, Class<V> type) throws CheckpointException {
    if (file.length < HEADER || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new CheckpointException("is no checkpoint of Lamarck");
    }
    ByteBuffer buffer = ByteBuffer.wrap(file, MAGIC.length, file.length - MAGIC.length);
    int format = buffer.getInt();
    if (format != FORMAT) {
      throw new CheckpointException(
          "has format " + format + " and this version reads format " + FORMAT);
    }
    int checksum = buffer.getInt();
    long length = buffer.getLong();
    if (length != buffer.remaining()) {
      throw new CheckpointException(
          "holds " + buffer.remaining() + " of " + length + " bytes: it was cut");
    }
    byte[] body = new byte[buffer.remaining()];
    buffer.get(body);
    if (checksum(body) != checksum) {
      throw new CheckpointException("does not match its checksum: it was damaged");
    }
    try (InflaterInputStream inflated = new InflaterInputStream(new ByteArrayInputStream(body))) {
      return Wire.read(inflated, type);
    } catch (IOException e) {
      throw new CheckpointException(
          "was written by another version of Lamarck (" + e.getMessage() + ")", e);
    }
  }

  static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
