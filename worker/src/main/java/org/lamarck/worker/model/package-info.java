/**
 * From formulas to bytecode: {@link org.lamarck.worker.model.KernelCompiler} turns lists of
 * expressions into hidden classes, {@link org.lamarck.worker.model.CompiledModel} is a model as an
 * {@link org.lamarck.worker.system.OdeSystem}.
 */
@NullMarked
package org.lamarck.worker.model;

import org.jspecify.annotations.NullMarked;
