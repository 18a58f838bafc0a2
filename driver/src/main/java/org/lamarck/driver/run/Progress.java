package org.lamarck.driver.run;

/**
 * How a run goes.
 *
 * @param generation the number of the one under way
 * @param done how many of its tasks have come back
 * @param tasks how many it has
 * @param evaluations calls without derivatives, those of this generation included
 * @param gradients calls with derivatives, those of this generation included
 * @param best the best value that was seen; +∞ when there is none
 * @param basins known after the last complete generation
 * @param seconds of the wall clock
 * @param waiting whether there is no machine that could compute at present
 */
public record Progress(
    int generation,
    int done,
    int tasks,
    long evaluations,
    long gradients,
    double best,
    int basins,
    double seconds,
    boolean waiting) {}
