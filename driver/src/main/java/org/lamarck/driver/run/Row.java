package org.lamarck.driver.run;

import java.io.Serializable;

/** A row of one of a run's tables. */
public sealed interface Row extends Serializable permits TraceRow, RefinementRow {}
