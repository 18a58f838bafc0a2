/**
 * PEtab-SciML: networks in front of, within and behind the simulation. A {@link
 * org.lamarck.worker.petab.sciml.Hybridization} knows the networks of a problem and makes of a
 * model and of parameter tables with networks such without: networks are written out as formulas of
 * their weights, which are parameters.
 */
@NullMarked
package org.lamarck.worker.petab.sciml;

import org.jspecify.annotations.NullMarked;
