/**
 * Speaks the {@code client-app} contract: sign-up for a registered client, the password grant, and
 * the own user as the route that checks a token. Its door is {@link ClientAppContract} and {@link
 * ClientAppSettings}. It must never know another contract, nor decide who may sign in. Its rules
 * come from docs/contracts/client-app.md and draft 10 of OAuth 2.0.
 */
@NullMarked
package dev.latchkey.wire.contract.clientapp;

import org.jspecify.annotations.NullMarked;
