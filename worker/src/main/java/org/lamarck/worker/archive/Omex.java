package org.lamarck.worker.archive;

import com.ctc.wstx.stax.WstxInputFactory;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;

/**
 * An archive that was unpacked (Bergmann et al. (2014), BMC Bioinformatics 15:369).
 *
 * @param file the archive, for messages
 * @param folder where its files are now
 * @param contents what its manifest lists, in its order
 */
public record Omex(Path file, Path folder, List<Content> contents) {
  /** Far more than any published study; what unpacks to more is not one. */
  private static final long MOST_BYTES = 1L << 30;

  private static final int MOST_FILES = 10_000;
  private static final String MANIFEST = "manifest.xml";
  private static final byte[] ZIP = {'P', 'K', 3, 4};

  public Omex {
    contents = List.copyOf(contents);
  }

  /**
   * A file in the archive.
   *
   * @param location relative to the archive, without a leading {@code ./}
   * @param format a URI that says what it is, such as one that ends with {@code sbml}
   * @param master whether it is where to begin
   */
  public record Content(String location, String format, boolean master) {
    private boolean ends(String... endings) {
      String name = location.toLowerCase(Locale.ROOT);
      return List.of(endings).stream().anyMatch(name::endsWith);
    }
  }

  /** Whether a file is a zip file, by its first bytes. */
  public static boolean isArchive(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(ZIP.length), ZIP);
    }
  }

  /**
   * Unpacks an archive.
   *
   * @param folder an empty folder
   * @throws InputException when it is damaged, too large, would write outside of the folder, or has
   *     no manifest
   */
  public static Omex unpack(Path file, Path folder) throws IOException, InputException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      long left = MOST_BYTES;
      int files = 0;
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (++files > MOST_FILES) {
          throw wrong(file, "it has more than " + MOST_FILES + " files", "pack what belongs to it");
        }
        if (!entry.isDirectory()) {
          left -= unpack(file, zip, entry, inside(file, folder, entry.getName()), left);
        }
      }
    } catch (ZipException e) {
      throw wrong(file, "it is no zip file that can be read: " + e.getMessage(), "pack it again");
    }
    Path manifest = folder.resolve(MANIFEST);
    if (!Files.isRegularFile(manifest)) {
      throw wrong(
          file,
          "it is an archive (zip) that has no " + MANIFEST,
          "unpack it and name the problem or the model");
    }
    return new Omex(file, folder, manifest(file, manifest, folder));
  }

  /** The bytes that were written; headers are not believed. */
  private static long unpack(Path file, ZipFile zip, ZipEntry entry, Path target, long left)
      throws IOException, InputException {
    Files.createDirectories(target.resolveSibling("."));
    byte[] buffer = new byte[1 << 16];
    long written = 0;
    try (InputStream in = zip.getInputStream(entry);
        OutputStream out =
            new BufferedOutputStream(
                Files.newOutputStream(
                    target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        written += n;
        if (written > left) {
          throw wrong(
              file,
              "it unpacks to more than " + (MOST_BYTES >> 20) + " MiB",
              "leave out what the problem does not need");
        }
        out.write(buffer, 0, n);
      }
    } catch (FileAlreadyExistsException e) {
      throw wrong(file, "it has two files " + entry.getName(), "remove one of them");
    }
    return written;
  }

  /** Where an entry goes; never outside of the folder, whatever it is called. */
  private static Path inside(Path file, Path folder, String name) throws InputException {
    boolean odd = name.indexOf('\0') >= 0 || name.indexOf('\\') >= 0 || name.matches("[A-Za-z]:.*");
    Path target = odd ? folder : folder.resolve(name).normalize();
    if (!target.startsWith(folder.normalize()) || target.equals(folder.normalize())) {
      throw wrong(
          file, "its file \"" + name + "\" would lie outside of the archive", "do not trust it");
    }
    return target;
  }

  private static List<Content> manifest(Path file, Path manifest, Path folder)
      throws IOException, InputException {
    XMLInputFactory factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    List<Content> contents = new ArrayList<>();
    try (InputStream bytes = Files.newInputStream(manifest)) {
      XMLStreamReader in = factory.createXMLStreamReader(bytes);
      while (in.hasNext()) {
        if (in.next() == XMLStreamConstants.START_ELEMENT && in.getLocalName().equals("content")) {
          String location = in.getAttributeValue(null, "location");
          String format = in.getAttributeValue(null, "format");
          if (location != null && !location.equals(".") && !location.equals("./")) {
            String name = location.replaceFirst("^(\\./|/)", "");
            if (!Files.isRegularFile(inside(file, folder, name))) {
              throw wrong(
                  file, "its manifest lists " + location + ", which is not in it", "pack it again");
            }
            boolean master = "true".equals(in.getAttributeValue(null, "master"));
            contents.add(new Content(name, format == null ? "" : format, master));
          }
        }
      }
      in.close();
    } catch (XMLStreamException e) {
      throw wrong(
          file,
          "its "
              + MANIFEST
              + " is not well-formed: "
              + String.valueOf(e.getMessage()).split("\n", 2)[0],
          "pack it again");
    }
    return contents;
  }

  /**
   * Its estimation problem: a YAML file, the master when there are several.
   *
   * @throws InputException when there is none, or not one alone
   */
  public Path problem() throws InputException {
    return only("PEtab problem (a .yaml file)", one -> one.ends(".yaml", ".yml"));
  }

  /**
   * Its model: an SBML file, the master when there are several.
   *
   * @throws InputException when there is none, or not one alone
   */
  public Path model() throws InputException {
    return only(
        "SBML model",
        one ->
            !one.location.equals(MANIFEST)
                && (one.format.contains("sbml")
                    || (one.format.isEmpty() && one.ends(".xml", ".sbml"))));
  }

  private Path only(String kind, Predicate<Content> isKind) throws InputException {
    List<Content> found = contents.stream().filter(isKind).toList();
    List<Content> masters = found.stream().filter(Content::master).toList();
    List<Content> best = masters.size() == 1 ? masters : found;
    if (best.size() != 1) {
      throw wrong(
          file,
          best.isEmpty()
              ? "it has no " + kind
              : "it has %d of the kind %s: %s"
                  .formatted(
                      best.size(),
                      kind,
                      String.join(", ", best.stream().map(Content::location).toList())),
          best.isEmpty()
              ? "its files are: "
                  + String.join(", ", contents.stream().map(Content::location).toList())
              : "make one of them the master in " + MANIFEST);
    }
    return folder.resolve(best.get(0).location());
  }

  private static InputException wrong(Path file, String what, String remedy) {
    return new InputException(Finding.error(file.toString(), 0, 0, what, remedy));
  }
}
