/**
 * Model selection as a run: {@link org.lamarck.driver.select.SelectionRun} walks with a {@link
 * org.lamarck.strategies.selection.ModelSearch} and has the models that it asks for calibrated by
 * an engine, each from several starts ({@code Calibrations}, {@code CalibrationWorkload}); what was
 * calibrated is kept in a folder, from which the same selection goes on. {@link
 * org.lamarck.driver.select.SelectionFiles} writes what came of it.
 */
@NullMarked
package org.lamarck.driver.select;

import org.jspecify.annotations.NullMarked;
