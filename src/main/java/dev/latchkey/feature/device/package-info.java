/**
 * The devices of an account, for its owner: its sessions in words, ending one of them, and the
 * notice of a sign-in from a new one. Its door is {@link ListOwnSessions}, {@link EndOwnSession},
 * {@link ShownSession}, {@link NewDeviceNotice} and the port {@link KnownDevices}; all others are
 * ended by {@code core.closing.EndSessions}. It must never know a token or a wire. Its rules come
 * from ASVS 7.5.2 and 6.3.5: an owner sees and ends his own sessions, nobody else's, and learns of
 * new ones.
 */
@NullMarked
package dev.latchkey.feature.device;

import org.jspecify.annotations.NullMarked;
