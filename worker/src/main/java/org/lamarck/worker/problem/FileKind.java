package org.lamarck.worker.problem;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Optional;

/**
 * Kinds of files that are no text, known by their first bytes: what people give in the place of a
 * problem, a table or a model.
 */
public enum FileKind {
  COMBINE(
      "this is an archive (COMBINE, zip)", "unpack it and name the problem's YAML file in it", ""),
  SPREADSHEET("this is a spreadsheet (xlsx, ods)", "save it as tab-separated text in UTF-8", ""),
  ZIP("this is an archive (zip)", "unpack it and name the file in it", ""),
  GZIP("this file is compressed (gzip)", "unpack it with gunzip", "\u001F\u008B"),
  BZIP2("this file is compressed (bzip2)", "unpack it with bunzip2", ""),
  XZ("this file is compressed (xz)", "unpack it with unxz", "\u00FD7zXZ\0"),
  ZSTANDARD("this file is compressed (zstd)", "unpack it with unzstd", "(\u00B5/\u00FD"),
  SEVEN_ZIP("this is an archive (7z)", "unpack it and name the file in it", "7z\u00BC\u00AF"),
  TAR("this is an archive (tar)", "unpack it and name the file in it", ""),
  OFFICE(
      "this is a document of an office program (xls, doc)",
      "save it as tab-separated text in UTF-8",
      "\u00D0\u00CF\u0011\u00E0"),
  HDF5("this is an HDF5 file", "export its content as text", "\u0089HDF"),
  PDF("this is a PDF document", "name the file that it was made from", "%PDF-"),
  UTF_16(
      "the text is encoded in UTF-16, not in UTF-8", "save the file with the encoding UTF-8", "");

  /** Where the name of the format stands in a tar archive. */
  private static final int TAR_MAGIC = 257;

  /** A zip archive has the names of its first entries here. */
  private static final int FIRST_ENTRIES = 4096;

  private final String what;
  private final String remedy;
  private final String begin;

  FileKind(String what, String remedy, String begin) {
    this.what = what;
    this.remedy = remedy;
    this.begin = begin;
  }

  /** What kind of file the bytes are of; nothing when they may be text. */
  public static Optional<FileKind> of(byte[] bytes) {
    String head = new String(bytes, 0, Math.min(bytes.length, FIRST_ENTRIES), ISO_8859_1);
    for (FileKind kind : values()) {
      if (kind.fits(head)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  private boolean fits(String head) {
    return switch (this) {
      case COMBINE -> isZip(head) && isAnyIn(head, "manifest.xml", "mimetypeapplication/x-omex");
      case SPREADSHEET ->
          isZip(head) && isAnyIn(head, "[Content_Types].xml", "opendocument.spreadsheet", "xl/");
      case ZIP -> isZip(head);
      case BZIP2 -> head.startsWith("BZh") && head.startsWith("1AY&SY", 4);
      case TAR -> head.startsWith("ustar", TAR_MAGIC);
      // a byte order mark, or characters of ASCII in two bytes each
      case UTF_16 ->
          head.startsWith("\u00FF\u00FE")
              || head.startsWith("\u00FE\u00FF")
              || (head.length() > 3 && (head.charAt(0) == 0) != (head.charAt(1) == 0));
      default -> head.startsWith(begin);
    };
  }

  private static boolean isZip(String head) {
    return head.startsWith("PK\u0003\u0004") || head.startsWith("PK\u0005\u0006");
  }

  private static boolean isAnyIn(String head, String... names) {
    return List.of(names).stream().anyMatch(head::contains);
  }

  /** What to say of such a file, without its name. */
  public String what() {
    return what;
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }
}
