/**
 * SBML files as models: {@link org.lamarck.worker.sbml.SbmlReader} turns a file of Level 1 to 3
 * into an {@link org.lamarck.worker.problem.OdeModel}, or says in one list where and why it cannot.
 *
 * <p>The way of a file: {@link org.lamarck.worker.sbml.XmlScan} reads it once, safely, into {@link
 * org.lamarck.worker.sbml.XmlElement}s that know their line; {@link
 * org.lamarck.worker.sbml.DocumentCheck} refuses what is malformed or not supported; {@link
 * org.lamarck.worker.sbml.FormulaReader} turns formulas into expressions with the functions
 * inlined; and {@link org.lamarck.worker.sbml.ModelBuilder} gives each id its meaning in time.
 *
 * <pre>{@code
 * OdeModel model = SbmlReader.read(Path.of("model.xml"));
 * }</pre>
 */
@NullMarked
package org.lamarck.worker.sbml;

import org.jspecify.annotations.NullMarked;
