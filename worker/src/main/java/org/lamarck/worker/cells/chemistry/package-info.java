/**
 * What cells secrete and sense: steady fields of chemicals by {@link
 * org.lamarck.worker.cells.chemistry.Diffusion} between neighbours or by {@link
 * org.lamarck.worker.cells.chemistry.ExponentialDiffusion}, slopes of them, mechanical stress, and
 * fields from outside.
 */
@NullMarked
package org.lamarck.worker.cells.chemistry;

import org.jspecify.annotations.NullMarked;
