/**
 * What a differential equation gives to those who solve it, by the rungs of a ladder: a {@link
 * org.lamarck.worker.system.VectorField} f alone, a {@link
 * org.lamarck.worker.system.Differentiable} one products with its derivatives, a {@link
 * org.lamarck.worker.system.Linearised} one J, a {@link org.lamarck.worker.system.RateForm} rates N
 * v(t, y, p) with their derivatives up to the second and the patterns of these ({@link
 * org.lamarck.worker.system.SystemStructure}). An {@link org.lamarck.worker.system.OdeSystem} is
 * what integrators take; {@link org.lamarck.worker.system.FieldSystem} makes one of a field. Its
 * {@link org.lamarck.worker.system.Discontinuities} are what is not smooth about it, its {@link
 * org.lamarck.worker.system.LagShape lags} what it remembers. Nothing here knows a method.
 */
@NullMarked
package org.lamarck.worker.system;

import org.jspecify.annotations.NullMarked;
