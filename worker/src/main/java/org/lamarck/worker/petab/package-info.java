/**
 * Problems in files. {@link org.lamarck.worker.petab.ProblemReader} reads a problem of any format:
 * PEtab 1 or 2 (a YAML file that names an SBML model and tables), or Lamarck's own short
 * configuration for a norm to be minimised. {@link org.lamarck.worker.petab.PetabLint} runs the
 * same readers and returns what they found, warnings too. {@link
 * org.lamarck.worker.petab.parameter.ParameterTable}, {@link
 * org.lamarck.worker.petab.output.SimulationTable} and {@link
 * org.lamarck.worker.petab.output.ProblemCopy} are what goes back into files.
 *
 * <p>Read {@code PetabReader}, then for each version its reader of the YAML file and its tables:
 * {@code Version1Reader}, {@code Version1Tables}, {@code Version2Reader}, {@code Version2Tables}.
 * What the versions share has no number. Every cell and YAML value knows its place; a reader goes
 * on after an error, so that one run tells all.
 *
 * <pre>{@code
 * EstimationProblem problem = ProblemReader.read(Path.of("examples/boehm/boehm.yaml"));
 * }</pre>
 */
@NullMarked
package org.lamarck.worker.petab;

import org.jspecify.annotations.NullMarked;
