package org.lamarck.worker.jsbml;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.sbml.SbmlReader;
import org.sbml.jsbml.SBMLDocument;

/** Models that a program has as JSBML's documents. */
public final class Models {
  private static final String NAME = "SBMLDocument";

  private Models() {}

  /**
   * The model of a document, the same as {@link SbmlReader} gives for its file. The document stays
   * as it is and may be changed after. Models in other files are looked for beside the file that
   * the document was read from.
   *
   * @throws InputException with all that is wrong or not supported; in place of a line stands the
   *     element with a name that it is in
   */
  public static OdeModel of(SBMLDocument document) throws InputException {
    String text = Jsbml.write(NAME, document);
    try {
      Optional<Path> file = file(document);
      byte[] bytes = text.getBytes(UTF_8);
      return file.isPresent()
          ? SbmlReader.read(NAME, bytes, file.get())
          : SbmlReader.read(NAME, bytes);
    } catch (InputException e) {
      throw new InputException(e.findings().stream().map(finding -> named(finding, text)).toList());
    }
  }

  private static Optional<Path> file(SBMLDocument document) {
    String location = document.getLocationURI();
    return location == null || !location.startsWith("file:")
        ? Optional.empty()
        : Optional.of(Path.of(URI.create(location)));
  }

  /** Nobody has seen the lines of the text. */
  private static Finding named(Finding finding, String text) {
    if (!finding.file().equals(NAME) || finding.row() == 0) {
      return finding;
    }
    String where =
        WrittenText.around(text, finding.row(), finding.column())
            .map(element -> NAME + ", " + element)
            .orElse(NAME);
    return new Finding(where, 0, 0, finding.severity(), finding.what(), finding.remedy());
  }
}
