/**
 * The {@code device-sessions} contract: one session for each program on each platform of an
 * account, named by a small signed token. Its door is {@link DeviceSessionsContract} and {@link
 * DeviceSessionsSettings}. It must never know how passwords, tokens or letters are kept, nor any
 * other contract. Its rules come from docs/contracts/device-sessions.md.
 */
@NullMarked
package dev.latchkey.wire.contract.devicesessions;

import org.jspecify.annotations.NullMarked;
