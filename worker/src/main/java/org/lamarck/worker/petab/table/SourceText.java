package org.lamarck.worker.petab.table;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.lamarck.worker.problem.FileKind;

/**
 * The text of an input file.
 *
 * @param file the file as the user named it
 * @param text its characters, without a byte order mark
 */
public record SourceText(String file, String text) {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /**
   * Reads a file that is named at a place, for messages when it cannot be read.
   *
   * @return nothing when an error was found
   */
  public static Optional<SourceText> read(Path path, Place named, Findings findings) {
    byte[] bytes;
    try {
      if (Files.isDirectory(path)) {
        findings.error(named, "\"" + path + "\" is a folder", "name a file in it");
        return Optional.empty();
      }
      bytes = Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      findings.error(
          named,
          named.equals(Place.of(path.toString()))
              ? "the file does not exist"
              : "file \"" + path + "\" does not exist",
          "correct the name or add the file");
      return Optional.empty();
    } catch (IOException e) {
      findings.error(
          named,
          "file \"" + path + "\" cannot be read (" + reason(e) + ")",
          "check its name and its permissions");
      return Optional.empty();
    }
    return decode(path.toString(), bytes, findings);
  }

  /** Without Java's names for it, and without the file's again. */
  private static String reason(IOException e) {
    return e instanceof FileSystemException file && file.getReason() != null
        ? file.getReason()
        : String.valueOf(e.getMessage());
  }

  private static Optional<SourceText> decode(String file, byte[] bytes, Findings findings) {
    Optional<FileKind> kind = FileKind.of(bytes);
    if (kind.isPresent()) {
      findings.error(Place.of(file), kind.get().what(), kind.get().remedy());
      return Optional.empty();
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      int row = 1 + (int) text.chars().filter(c -> c == '\n').count();
      findings.error(
          new Place(file, row, 0),
          "byte 0x%02X is not UTF-8 text".formatted(bytes[in.position()] & 0xFF),
          "save the file with the encoding UTF-8");
      return Optional.empty();
    }
    if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
      findings.warning(
          new Place(file, 1, 1),
          "the file begins with a byte order mark, which other tools may not accept",
          "save it as UTF-8 without a byte order mark");
      text = text.substring(1);
    }
    if (text.isBlank()) {
      findings.error(Place.of(file), "the file is empty", "fill it or name another file");
      return Optional.empty();
    }
    return Optional.of(new SourceText(file, text));
  }
}
