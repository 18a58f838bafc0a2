/**
 * Memory for what is kept of integrations: how much there may be, a {@link
 * org.lamarck.worker.memory.MemoryBudget}, and arrays that grow without being copied, {@link
 * org.lamarck.worker.memory.ChunkedArray}.
 */
@NullMarked
package org.lamarck.worker.memory;

import org.jspecify.annotations.NullMarked;
