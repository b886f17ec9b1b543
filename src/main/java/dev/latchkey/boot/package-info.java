/**
 * Builds every room by hand, one file for each floor, and starts and stops the whole. Its door is
 * {@link House} and {@link ServerSettings}. It must never hold a rule of its own: what it knows is
 * who needs whom. Its rules come from the map in ARCHITECTURE.md.
 */
@NullMarked
package dev.latchkey.boot;

import org.jspecify.annotations.NullMarked;
