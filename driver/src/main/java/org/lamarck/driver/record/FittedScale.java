package org.lamarck.driver.record;

import java.io.Serializable;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.problem.MonotoneScale;

/**
 * The function through which an observable is compared with what was measured of it.
 *
 * @param simulated one for each measurement
 * @param measured numbers on an unknown scale, or categories
 */
public record FittedScale(String observable, MonotoneScale scale, Vector simulated, Vector measured)
    implements Serializable {}
