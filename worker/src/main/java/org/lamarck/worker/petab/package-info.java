/**
 * Problems in files. {@link org.lamarck.worker.petab.ProblemReader} reads a problem of either
 * format: PEtab version 1 ({@link org.lamarck.worker.petab.PetabReader}: a YAML file that names an
 * SBML model and tables of conditions, observables, measurements and parameters), or Lamarck's own
 * short configuration for a norm to be minimised. {@link org.lamarck.worker.petab.PetabLint} runs
 * the same readers and returns what they found, warnings too. {@link
 * org.lamarck.worker.petab.ParameterTable} and {@link org.lamarck.worker.petab.SimulationTable} are
 * what goes back into files.
 *
 * <p>Every cell and YAML value knows its place; a reader goes on after an error, so that one run
 * tells all.
 *
 * <pre>{@code
 * EstimationProblem problem = ProblemReader.read(Path.of("examples/boehm/boehm.yaml"));
 * }</pre>
 */
@NullMarked
package org.lamarck.worker.petab;

import org.jspecify.annotations.NullMarked;
