package org.lamarck.worker.problem;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What compiled things are cached by: SHA-256 of bytes, in hexadecimal. */
public final class ContentHash {
  private ContentHash() {}

  /** That of bytes, of one part after another. */
  public static String of(byte[]... parts) {
    MessageDigest digest = sha256();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * That of the bytes of values one after another: equal content that was read equally is equal.
   */
  public static String of(Serializable... values) {
    MessageDigest digest = sha256();
    try (ObjectOutputStream out =
        new ObjectOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
      for (Serializable value : values) {
        out.writeObject(value);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a value in memory has no bytes", e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
