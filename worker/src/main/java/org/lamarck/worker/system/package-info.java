/**
 * What a differential equation gives to those who solve it: an {@link
 * org.lamarck.worker.system.OdeSystem} is dy/dt = N v(t, y, p), with the rates v, their derivatives
 * and the patterns of these ({@link org.lamarck.worker.system.SystemStructure}); its {@link
 * org.lamarck.worker.system.Discontinuities} are what is not smooth about it, its {@link
 * org.lamarck.worker.system.LagShape lags} what it remembers. Nothing here knows a method.
 */
@NullMarked
package org.lamarck.worker.system;

import org.jspecify.annotations.NullMarked;
