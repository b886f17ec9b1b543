package dev.latchkey.wire.contract.sessionrpc;

import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Json;
import dev.latchkey.wire.http.Reply;
import dev.latchkey.wire.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The two encodings of the first dialect. Its clients compare the content type as a whole, so it
 * carries no charset.
 */
enum Encoding {
  /** JSON; also where no Content-Type is given. */
  JSON("application/json"),
  /** MessagePack. */
  MSGPACK("application/msgpack");

  private final String contentType;

  Encoding(String contentType) {
    this.contentType = contentType;
  }

  /** Finds the encoding of a request; empty if it is neither. */
  static Optional<Encoding> of(Request request) {
    String type = request.header("content-type").orElse(JSON.contentType).toLowerCase(Locale.ROOT);
    for (Encoding one : values()) {
      if (type.startsWith(one.contentType)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  @Nullable Object read(byte[] bytes) throws BadInput {
    return switch (this) {
      case JSON -> Json.read(bytes);
      case MSGPACK -> MsgpackReader.read(bytes);
    };
  }

  /** What a body that cannot be read is answered with. */
  RpcResult unreadable() {
    return switch (this) {
      case JSON -> SessionRpcErrors.invalidJson();
      case MSGPACK -> SessionRpcErrors.invalidMsgpack();
    };
  }

  Reply reply(RpcResult result) {
    return reply(result, SessionRpcErrors.httpStatus(result));
  }

  Reply reply(RpcResult result, int httpStatus) {
    byte[] body =
        switch (this) {
          case JSON -> Json.write(ResultEnvelope.forJson(result)).getBytes(StandardCharsets.UTF_8);
          case MSGPACK -> MsgpackWriter.write(ResultEnvelope.forMsgpack(result));
        };
    return completed(Reply.of(httpStatus, contentType, body), result);
  }

  /** Answers in the JSON-RPC dialect, which has one encoding only. */
  static Reply jsonRpc(RpcResult result, @Nullable Object id) {
    return jsonRpc(result, id, SessionRpcErrors.httpStatus(result));
  }

  static Reply jsonRpc(RpcResult result, @Nullable Object id, int httpStatus) {
    byte[] body = Json.write(JsonRpcEnvelope.of(result, id)).getBytes(StandardCharsets.UTF_8);
    return completed(Reply.of(httpStatus, JSON.contentType, body), result);
  }

  private static Reply completed(Reply reply, RpcResult result) {
    if (reply.status() == 405) {
      // Without HEAD: a call may change something, which HEAD must not (RFC 9110, section 9.3.2).
      return reply.with("Allow", "GET, POST");
    }
    return result.retryAfter() == null ? reply : reply.withRetryAfter(result.retryAfter());
  }
}
