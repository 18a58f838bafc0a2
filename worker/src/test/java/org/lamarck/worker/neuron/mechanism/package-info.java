/** Tests of mechanisms: their files, and their formulas against closed forms. */
@NullMarked
package org.lamarck.worker.neuron.mechanism;

import org.jspecify.annotations.NullMarked;
