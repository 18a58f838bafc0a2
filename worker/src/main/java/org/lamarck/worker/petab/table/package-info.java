/**
 * Text, tables and YAML of a problem as they stand in files. Every {@link
 * org.lamarck.worker.petab.table.Cell} and every value of a {@link
 * org.lamarck.worker.petab.table.YamlMapping} knows its {@link
 * org.lamarck.worker.petab.table.Place}; what is wrong is collected by {@link
 * org.lamarck.worker.petab.table.Findings}, so that one reading tells all. What cells mean is said
 * by the packages after this one.
 */
@NullMarked
package org.lamarck.worker.petab.table;

import org.jspecify.annotations.NullMarked;
