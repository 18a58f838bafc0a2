package org.lamarck.driver.problem;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What was thrown, in a line for a user. */
public final class Reasons {
  private Reasons() {}

  /** Java's messages are often a bare file name. */
  public static String file(IOException file) {
    String message = String.valueOf(file.getMessage());
    if (file instanceof NoSuchFileException || file instanceof FileNotFoundException) {
      return message + ": there is no such file; correct its name";
    }
    if (file instanceof AccessDeniedException) {
      return message + ": access is denied; check its permissions";
    }
    if (file instanceof FileAlreadyExistsException) {
      return message + ": it exists and is not overwritten; choose another name";
    }
    if (file instanceof NotDirectoryException) {
      return message + ": it is no folder; choose another name";
    }
    return oneLine(message);
  }

  /** A name that no file of this machine can have. */
  public static String name(InvalidPathException name) {
    String shown = name.getInput().replaceAll("\\p{Cntrl}", "?");
    return "no file can be called \"%s\" (%s); correct the name".formatted(shown, name.getReason());
  }

  /** An error of the program in one line. */
  public static String internal(Throwable cause) {
    return "internal error: " + oneLine(cause.toString());
  }

  public static String stackTrace(Throwable cause) {
    StringWriter text = new StringWriter();
    cause.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }

  public static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
