/**
 * The stored world in SQL: one class for each table, which fulfils the port of its room. Its door
 * is {@link Database} and {@link EndedFeed}. It must never know a contract, HTTP, or why a row
 * changes. Its rules come from docs/reference/storage.md: uniqueness is a constraint, one-time use
 * is a conditional update that counts its rows, and what was acknowledged survives a power cut.
 */
@NullMarked
package dev.latchkey.adapter.sql;

import org.jspecify.annotations.NullMarked;
