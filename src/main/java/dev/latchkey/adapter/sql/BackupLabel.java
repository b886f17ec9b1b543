package dev.latchkey.adapter.sql;

import java.time.Instant;

/**
 * What a backup says of itself.
 *
 * @param madeAt the moment whose state it holds, to within the time that opening takes
 * @param keyMark the mark of the master key that opens what is sealed in it
 */
public record BackupLabel(Instant madeAt, String keyMark) {}
