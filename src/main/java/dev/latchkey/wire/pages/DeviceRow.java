package dev.latchkey.wire.pages;

/**
 * A session as its owner reads it.
 *
 * @param id its number
 * @param title program and system
 * @param details where from, and through which contract
 * @param firstSeen when it was opened
 * @param lastSeen when it was last used
 * @param isThis whether it is the one that asks
 */
record DeviceRow(
    String id, String title, String details, String firstSeen, String lastSeen, boolean isThis) {}
