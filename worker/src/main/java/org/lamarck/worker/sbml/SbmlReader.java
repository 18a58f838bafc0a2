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
import org.lamarck.worker.problem.JumpModel;
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

  static byte[] bytes(Path file) throws InputException {
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
    return readAs(
        name,
        bytes,
        (whole, findings) -> builder(whole, file, ReactionMeaning.RATES, findings).build());
  }

  /**
   * The model in a file as a jump process: its reactions happen one at a time, at random, each with
   * its kinetic law as its probability per time, and amounts are numbers of molecules.
   *
   * @throws InputException with all that is wrong, not supported, or no jump process, each at its
   *     line
   */
  public static JumpModel readJumps(Path file) throws InputException {
    return readAs(
        file.toString(),
        bytes(file),
        (whole, findings) -> builder(whole, file, ReactionMeaning.JUMPS, findings).buildJumps());
  }

  /**
   * The model of a text as a jump process; it must not refer to other files.
   *
   * @param name the text as the user knows it, for messages
   * @throws InputException as above
   */
  public static JumpModel readJumps(String name, byte[] bytes) throws InputException {
    return readAs(
        name,
        bytes,
        (whole, findings) -> builder(whole, null, ReactionMeaning.JUMPS, findings).buildJumps());
  }

  /** What is made of a document that has one model. */
  private interface Making<M> {
    M of(XmlScan.Document document, Findings findings);
  }

  private static <M> M readAs(String name, byte[] bytes, Making<M> making) throws InputException {
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
      M model = making.of(whole, findings);
      findings.check();
      return model;
    } catch (Findings.Enough e) {
      findings.check();
      throw e;
    }
  }

  private static ModelBuilder builder(
      XmlScan.Document whole, @Nullable Path file, ReactionMeaning meaning, Findings findings) {
    XmlScan.Document flat = whole.usesComp() ? Flattener.flatten(whole, file, findings) : whole;
    if (!DocumentCheck.run(flat, meaning, findings)) {
      findings.enough();
    }
    return new ModelBuilder(flat, meaning, findings);
  }
}
