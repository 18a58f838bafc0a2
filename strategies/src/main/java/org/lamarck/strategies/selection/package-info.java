/**
 * Model selection: which of many models, that differ in what is estimated of them, says most with
 * least. A {@link org.lamarck.strategies.selection.ModelSpace} holds the models, a {@link
 * org.lamarck.strategies.selection.Criterion} weighs fit against size, and a {@link
 * org.lamarck.strategies.selection.ModelSearch} walks through the space by a {@link
 * org.lamarck.strategies.selection.Method}: it asks for models to be calibrated, is told the values
 * of their criterion, and is the next search. Nothing here knows how a model is calibrated.
 *
 * <pre>{@code
 * ModelSearch search = ModelSearch.begin(settings, space);
 * while (search.ending().isEmpty()) {
 *   search = search.tell(search.candidates().stream().map(this::criterion).toList());
 * }
 * search.best();
 * }</pre>
 *
 * <p>Methods and names are those of PEtab Select (Pathirana et al. (2025), bioRxiv
 * 2025.05.09.653312); FAMoS is that of Gabel et al. (2019), PLoS Computational Biology 15(8).
 */
@NullMarked
package org.lamarck.strategies.selection;

import org.jspecify.annotations.NullMarked;
