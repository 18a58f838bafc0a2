/**
 * A problem from a model and a table of data: {@link org.lamarck.worker.draft.Draft} decides which
 * columns are observables, how large their noise is and which parameters are estimated between
 * which bounds, says what it assumed, and writes PEtab files to go on from.
 *
 * <pre>{@code
 * Draft draft = Draft.of(Path.of("model.xml"), Path.of("data.csv"), Wishes.NONE);
 * Path yaml = draft.write(folder);
 * }</pre>
 */
@NullMarked
package org.lamarck.worker.draft;

import org.jspecify.annotations.NullMarked;
