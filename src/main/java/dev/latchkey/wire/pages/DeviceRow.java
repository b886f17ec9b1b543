package dev.latchkey.wire.pages;

/**
 * A session as its owner reads it.
 *
 * @param id its number
 * @param title program and system
 * @param where from where it was opened
 * @param contract through which contract
 * @param firstSeen when it was opened
 * @param lastSeen when it was last used
 * @param isThis whether it is the one that asks
 */
record DeviceRow(
    String id,
    String title,
    String where,
    String contract,
    String firstSeen,
    String lastSeen,
    boolean isThis) {}
