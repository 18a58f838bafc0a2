/**
 * Experiments that differ in constants and initial values alone, integrated side by side: {@link
 * org.lamarck.worker.lanes.LanePlan} makes one system of many copies of a model, whose rates are an
 * array program over all of them, {@link org.lamarck.worker.lanes.LaneField}. State s of lane l of
 * L is the system's state s L + l, and constants likewise.
 */
@NullMarked
package org.lamarck.worker.lanes;

import org.jspecify.annotations.NullMarked;
