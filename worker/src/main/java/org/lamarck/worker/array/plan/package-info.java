/**
 * How array programs are computed. An {@link org.lamarck.worker.array.plan.ArrayPlan} is a program
 * compiled, shared by threads: {@link org.lamarck.worker.array.plan.Places} gives each array its
 * range of one memory, {@link org.lamarck.worker.array.plan.Fusion} joins elementwise operations to
 * loops, and {@link org.lamarck.worker.array.plan.LoopCompiler} writes them as bytecode. A {@link
 * org.lamarck.worker.array.plan.Workspace} is what one thread computes in. The {@link
 * org.lamarck.worker.array.plan.Interpreter} is what a program means, slowly.
 *
 * <pre>{@code
 * Workspace workspace = ArrayPlan.compile(program).newWorkspace();
 * workspace.set(0, 1, 2, 3);
 * workspace.run();
 * double[] y = workspace.get(0);
 * }</pre>
 */
@NullMarked
package org.lamarck.worker.array.plan;

import org.jspecify.annotations.NullMarked;
