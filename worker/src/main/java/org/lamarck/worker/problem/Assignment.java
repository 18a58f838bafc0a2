package org.lamarck.worker.problem;

import java.io.Serializable;
import org.lamarck.worker.expression.Expression;

/**
 * A target and its new value.
 *
 * @param target the id of a model's quantity
 * @param value over quantities and time; in a condition also over the problem's parameters, and
 *     quantities have the values that the period before left them with, in the first period their
 *     initial ones (PEtab 1: a number or a parameter)
 */
public record Assignment(String target, Expression value) implements Serializable {}
