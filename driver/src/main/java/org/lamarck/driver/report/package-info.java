/**
 * What a run leaves for people and for scripts: a {@link org.lamarck.driver.report.ResultFolder}
 * holds {@code result.json}, {@code estimates.tsv}, {@code refinements.tsv}, {@code trace.tsv} and
 * the page {@code report.html}, all made of one {@link org.lamarck.driver.record.RunRecord}.
 * Numbers are written so that they read back to the same double.
 */
@NullMarked
package org.lamarck.driver.report;

import org.jspecify.annotations.NullMarked;
