/**
 * The applications that are allowed to ask. Its door is {@link Client}, {@link RegisterClient} and
 * the port {@link Clients}. It must never know what a client asks for. Its rules come from the
 * {@code client-app} contract: a client belongs to one realm, and a public client has no secret.
 */
@NullMarked
package dev.latchkey.core.client;

import org.jspecify.annotations.NullMarked;
