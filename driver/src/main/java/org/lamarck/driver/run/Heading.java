package org.lamarck.driver.run;

import java.io.Serializable;

/**
 * What a run was: everything here but {@code engine} and {@code java} the result is a function of.
 *
 * @param program Lamarck's version
 * @param java the Java that ran it
 * @param engine where it ran, for people
 * @param problem where the problem was read, as the user wrote it
 * @param problemId the problem's name
 * @param problemHash SHA-256 of its content
 * @param settings of the search
 * @param relativeTolerance of the integrator
 * @param absoluteTolerance of the integrator
 */
public record Heading(
    String program,
    String java,
    String engine,
    String problem,
    String problemId,
    String problemHash,
    RunSettings settings,
    double relativeTolerance,
    double absoluteTolerance)
    implements Serializable {}
