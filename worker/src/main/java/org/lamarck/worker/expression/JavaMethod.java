package org.lamarck.worker.expression;

/** A public static method of numbers, for compiled formulas to call. */
public record JavaMethod(Class<?> owner, String name) {}
