package org.lamarck.worker.network;

import java.util.Map;

/**
 * What the array files of a problem have.
 *
 * @param arrays by their paths
 * @param areRead whether all files could be read: where one could not, which was told, nobody knows
 *     what is missing
 */
public record ArrayFiles(Map<String, ArrayData> arrays, boolean areRead) {}
