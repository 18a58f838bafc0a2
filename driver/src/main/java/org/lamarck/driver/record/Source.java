package org.lamarck.driver.record;

import java.io.Serializable;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.petab.table.FormatVersion;

/**
 * Which problem a run was of.
 *
 * @param place where it was read, as the user wrote it
 * @param id its name
 * @param hash SHA-256 of its content
 * @param version of its format
 * @param scales how scales were chosen, where the format has none
 */
public record Source(
    String place, String id, String hash, FormatVersion version, ScaleChoice scales)
    implements Serializable {}
