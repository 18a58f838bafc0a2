package org.lamarck.driver.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.nio.charset.Charset;

/**
 * Standard error as the caller of the launcher gave it. Java warns of its incubating modules on
 * descriptor 2 before any of our code runs, and no option forbids it; so the launcher puts a pipe
 * there that drops this one line, and keeps the descriptor that was there for us.
 */
public final class StandardError {
  private StandardError() {}

  /** Makes {@code System.err} write past the pipe, where there is one. */
  public static void restore(Charset charset) {
    Integer descriptor = Integer.getInteger("lamarck.stderr");
    if (descriptor == null) {
      return;
    }
    try {
      // the launcher opens java.io for this: to open /dev/fd anew would lose the place in a file
      Constructor<FileDescriptor> of = FileDescriptor.class.getDeclaredConstructor(int.class);
      of.setAccessible(true);
      FileOutputStream stream = new FileOutputStream(of.newInstance(descriptor));
      System.setErr(new PrintStream(stream, true, charset));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("descriptor " + descriptor + " cannot be written", e);
    }
  }
}
