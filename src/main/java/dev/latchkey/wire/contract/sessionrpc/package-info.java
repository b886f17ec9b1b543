/**
 * The contract {@code session-rpc}: seven remote calls around a session, over HTTP and WebSocket,
 * in JSON and MessagePack, and their JSON-RPC descendant. Its door is {@link SessionRpcContract}
 * with {@link SessionRpcSettings}. It must never decide who may sign in, nor trust a token's type
 * or number before its hash was found. Its rules come from docs/contracts/session-rpc.md.
 */
@NullMarked
package dev.latchkey.wire.contract.sessionrpc;

import org.jspecify.annotations.NullMarked;
