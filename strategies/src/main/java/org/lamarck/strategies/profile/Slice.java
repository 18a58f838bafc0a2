package org.lamarck.strategies.profile;

import java.io.Serializable;

/**
 * How far a coordinate can go while all others stay at the optimum: never farther than its profile
 * says. The difference is what the others make up for.
 */
public record Slice(int coordinate, End lower, End upper) implements Serializable {}
