/**
 * Array programs: arrays of double precision with shapes known beforehand, made of each other by
 * operations whose elementwise bodies are the scalar formulas of {@link
 * org.lamarck.worker.expression}. A {@link org.lamarck.worker.array.Graph} makes {@link
 * org.lamarck.worker.array.Node}s, and of them their derivatives: along directions ({@link
 * org.lamarck.worker.array.Graph#tangents}) and by reverse accumulation ({@link
 * org.lamarck.worker.array.Graph#adjoints}), which may be differentiated again. An {@link
 * org.lamarck.worker.array.ArrayProgram} is what is to be computed; {@link
 * org.lamarck.worker.array.plan} compiles and runs it.
 *
 * <pre>{@code
 * Graph graph = new Graph();
 * Node x = graph.input("x", Shape.of(3));
 * Node w = graph.input("w", Shape.of(2, 3));
 * Node y = graph.tanh(graph.matrixVector(w, x));
 * Node loss = graph.sum(graph.multiply(y, y));
 * List<Node> slopes = graph.gradient(loss, List.of(w, x));
 * }</pre>
 */
@NullMarked
package org.lamarck.worker.array;

import org.jspecify.annotations.NullMarked;
