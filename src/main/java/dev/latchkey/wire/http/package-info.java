/**
 * Speaks HTTP/1.1 and WebSocket: listener, router, request and reply, limits, the one JSON reader
 * and the real client address. Its door is {@link HttpServer}, {@link Router}, {@link Contract},
 * {@link Route}, {@link Request}, {@link Reply}, {@link Fields} and {@link Json}. It must never
 * decide who may do what. Its rules come from RFC 9110, 9112, 6455 and 8259, and from
 * docs/reference/limits.md.
 */
@NullMarked
package dev.latchkey.wire.http;

import org.jspecify.annotations.NullMarked;
