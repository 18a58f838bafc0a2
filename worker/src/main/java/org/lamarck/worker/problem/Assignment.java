package org.lamarck.worker.problem;

import java.io.Serializable;
import org.lamarck.worker.expression.Expression;

/**
 * A target and its new value.
 *
 * @param target the id of a model's quantity
 * @param value in a condition over the problem's parameters (PEtab 1: a number or a parameter), in
 *     an event over the model's quantities and time
 */
public record Assignment(String target, Expression value) implements Serializable {}
