package dev.latchkey.wire.http;

/**
 * A path at which a WebSocket handshake is taken (RFC 6455).
 *
 * @param path the exact path
 * @param endpoint who talks
 */
public record SocketRoute(String path, SocketEndpoint endpoint) {}
