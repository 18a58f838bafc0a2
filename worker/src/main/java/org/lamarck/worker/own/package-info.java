/**
 * Problems of Lamarck's own format: YAML files with {@code format: lamarck} and a key that says
 * what kind of problem it is. A {@link org.lamarck.worker.own.SourceReader} reads one kind; the
 * list of all is in {@code org.lamarck.worker.kinds}.
 */
@NullMarked
package org.lamarck.worker.own;

import org.jspecify.annotations.NullMarked;
