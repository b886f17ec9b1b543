/**
 * The devices of an account, for its owner: its sessions in words, ending one of them, and the
 * notice of a sign-in from a new one. Its door is {@link ListOwnSessions}, {@link EndOwnSession}
 * and {@link ShownSession}; all others are ended by {@code core.closing.EndSessions}. It must never
 * know a token or a wire. Its rules come from ASVS 7.5.2: an owner sees and ends his own sessions,
 * and nobody else's.
 */
@NullMarked
package dev.latchkey.feature.device;

import org.jspecify.annotations.NullMarked;
