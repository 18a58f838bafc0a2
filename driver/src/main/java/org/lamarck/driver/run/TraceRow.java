package org.lamarck.driver.run;

/**
 * The run after one individual that was the best so far, or at the end of a generation.
 *
 * @param generation the generation's number
 * @param evaluations calls without derivatives until then
 * @param gradients calls with derivatives until then
 * @param best the best objective until then; +∞ as long as there is none
 * @param basins how many are known
 * @param seconds of the wall clock since the start, without the pauses between resumptions
 */
public record TraceRow(
    int generation, long evaluations, long gradients, double best, int basins, double seconds)
    implements Row {}
