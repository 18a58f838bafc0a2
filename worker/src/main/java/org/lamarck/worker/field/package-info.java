/**
 * Systems that are written as a program: a {@link org.lamarck.worker.field.TapedField} is some
 * lines of Java over {@link org.lamarck.worker.field.Real} numbers, an {@link
 * org.lamarck.worker.field.ArrayField} an array program. Each gives what integrators and their
 * derivatives need, see {@link org.lamarck.worker.system.VectorField}.
 */
@NullMarked
package org.lamarck.worker.field;

import org.jspecify.annotations.NullMarked;
