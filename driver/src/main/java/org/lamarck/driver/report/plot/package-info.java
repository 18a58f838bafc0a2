/**
 * The plots of a report: of the search ({@link org.lamarck.driver.report.plot.Plots}), of curves
 * beside data ({@link org.lamarck.driver.report.plot.FitPlots}), of fans, cells and drawings. Each
 * is a piece of SVG.
 */
@NullMarked
package org.lamarck.driver.report.plot;

import org.jspecify.annotations.NullMarked;
