/**
 * What a run leaves behind so that it can go on: a {@link
 * org.lamarck.driver.checkpoint.CheckpointFolder} keeps numbered, immutable files in a {@link
 * org.lamarck.driver.checkpoint.Store}. Each is written whole or not at all, carries its format and
 * a checksum, and the newest that is valid wins. Tables that only grow go into segments beside
 * them, so that saving stays cheap in a long run.
 *
 * <pre>{@code
 * CheckpointFolder folder = CheckpointFolder.in(Stores.at("run/checkpoints"));
 * folder.save(state, newRows);
 * Restored<State, Row> restored = folder.newest(State.class, Row.class);
 * }</pre>
 */
@NullMarked
package org.lamarck.driver.checkpoint;

import org.jspecify.annotations.NullMarked;
