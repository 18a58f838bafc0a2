/**
 * Results as a Zeppelin paragraph prints them: {@link org.lamarck.driver.zeppelin.Paragraphs} turns
 * a record into {@code %table} and {@code %html}.
 *
 * <pre>{@code
 * println(Paragraphs.estimates(record))
 * println(Paragraphs.plots(record))
 * }</pre>
 */
@NullMarked
package org.lamarck.driver.zeppelin;

import org.jspecify.annotations.NullMarked;
