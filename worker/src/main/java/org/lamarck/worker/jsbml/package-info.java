/**
 * JSBML at the door: {@link org.lamarck.worker.jsbml.Models} takes an {@code SBMLDocument} that a
 * program has in memory, and {@link org.lamarck.worker.jsbml.FittedModel} writes a model with other
 * values by way of one. Files are read by {@link org.lamarck.worker.sbml.SbmlReader}, and so is
 * what JSBML writes: both ways give the same model.
 *
 * <pre>{@code
 * OdeModel model = Models.of(document);
 * }</pre>
 *
 * <p>The only package that knows JSBML (decision 0013). Its flattener, {@code ASTNode.clone} and
 * {@code toString} are not used; it is called by one thread at a time.
 */
@NullMarked
package org.lamarck.worker.jsbml;

import org.jspecify.annotations.NullMarked;
