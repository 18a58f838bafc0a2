/**
 * COMBINE archives (OMEX): a zip file whose {@code manifest.xml} says what the files in it are.
 * {@link org.lamarck.worker.archive.Omex} unpacks one into a folder, nothing outside of it and no
 * more than a limit, and names its problem or its model.
 *
 * <pre>{@code
 * Omex archive = Omex.unpack(Path.of("study.omex"), folder);
 * EstimationProblem problem = ProblemReader.read(archive.problem());
 * }</pre>
 */
@NullMarked
package org.lamarck.worker.archive;

import org.jspecify.annotations.NullMarked;
