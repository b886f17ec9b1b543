/**
 * The frame of everything that ends: sessions, accounts, and what a changed credential ends. Its
 * door is one class for each. It must never know who asked or why. Its rules come from ASVS 7.4:
 * after a disabled or deleted account, or a new password, nothing that was issued before goes on.
 */
@NullMarked
package dev.latchkey.core.closing;

import org.jspecify.annotations.NullMarked;
