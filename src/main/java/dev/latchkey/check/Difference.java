package dev.latchkey.check;

/**
 * One thing in an answer that is not as it should be.
 *
 * @param where where it stands: {@code status}, {@code header Content-Type}, {@code body.user.id}
 * @param expected what should stand there
 * @param got what stands there
 */
public record Difference(String where, String expected, String got) {}
