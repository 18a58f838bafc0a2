package org.lamarck.worker.sbml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.OdeModel;

/**
 * Reads SBML of Level 1 to 3 with the semantics of Level 3 Version 2. What the ids of the model
 * mean:
 *
 * <ul>
 *   <li>a species is its concentration, or its amount when it has only substance units or its
 *       compartment has no dimensions;
 *   <li>a reaction is its kinetic law, in substance per time;
 *   <li>the local parameter {@code k} of reaction {@code R} is the quantity {@code R.k};
 *   <li>a species {@code S} whose concentration follows a compartment that changes is computed from
 *       its amount, the quantity {@code S:amount};
 *   <li>the {@code id} in the submodel {@code B} of the submodel {@code A} is {@code A__B__id}.
 * </ul>
 *
 * <p>Values that the model leaves open are the constant NaN. Constraints, units and all that does
 * not change the numbers are not read.
 */
public final class SbmlReader {
  private SbmlReader() {}

  /**
   * The model in a file.
   *
   * @throws InputException with all that is wrong or not supported, each at its line
   */
  public static OdeModel read(Path file) throws InputException {
    return read(file.toString(), bytes(file), file);
  }

  /**
   * The other files that a model in a file takes submodels from, by way of others too.
   *
   * @throws InputException when one of them is not there or cannot be read
   */
  public static Set<Path> otherFiles(Path file) throws InputException {
    Findings findings = new Findings(file.toString());
    Optional<XmlScan.Document> document = XmlScan.read(bytes(file), findings);
    Set<Path> files = Set.of();
    if (document.isPresent() && document.get().usesComp()) {
      ModelLibrary library = ModelLibrary.of(document.get().root(), file, findings);
      library.main().ifPresent(new Composition(findings)::compose);
      files = library.openedFiles();
    }
    findings.check();
    return files;
  }

  private static byte[] bytes(Path file) throws InputException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new InputException(
          Finding.error(file.toString(), 0, 0, "there is no such file", "correct its name"));
    } catch (IOException e) {
      throw new InputException(
          Finding.error(
              file.toString(),
              0,
              0,
              "the file cannot be read: " + e.getMessage(),
              "check it and its permissions"));
    }
  }

  /**
   * The model in a file that was read before; it must not refer to other files.
   *
   * @param name the file as the user named it, for messages
   * @throws InputException with all that is wrong or not supported, each at its line
   */
  public static OdeModel read(String name, byte[] bytes) throws InputException {
    return readAt(name, bytes, null);
  }

  /**
   * The model of a text; those in other files are looked for beside a file.
   *
   * @param name the text as the user knows it, for messages
   * @param file where the text would be a file
   * @throws InputException with all that is wrong or not supported, each at its line
   */
  public static OdeModel read(String name, byte[] bytes, Path file) throws InputException {
    return readAt(name, bytes, file);
  }

  private static OdeModel readAt(String name, byte[] bytes, @Nullable Path file)
      throws InputException {
    Findings findings = new Findings(name);
    Optional<XmlScan.Document> document = XmlScan.read(bytes, findings);
    findings.check();
    XmlScan.Document whole =
        document.orElseThrow(
            () -> new InputException(Finding.error(name, 0, 0, "the file is empty", "fill it")));
    if (!DocumentCheck.isModel(whole, findings)) {
      findings.check();
    }
    try {
      OdeModel model = build(whole, file, findings);
      findings.check();
      return model;
    } catch (Findings.Enough e) {
      findings.check();
      throw e;
    }
  }

  private static OdeModel build(XmlScan.Document whole, @Nullable Path file, Findings findings) {
    XmlScan.Document flat = whole.usesComp() ? Flattener.flatten(whole, file, findings) : whole;
    if (!DocumentCheck.run(flat, findings)) {
      findings.enough();
    }
    return new ModelBuilder(flat, findings).build();
  }
}
