package dev.latchkey.wire.contract.sessionrpc;

import dev.latchkey.kernel.Origin;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The messages of one dialect over WebSocket. */
interface Frames {
  /**
   * Names the subprotocol.
   *
   * @return the name that a handshake asks for
   */
  String protocol();

  /**
   * Says whether it speaks MessagePack in binary messages.
   *
   * @return false if binary messages are passed over
   */
  boolean takesBinary();

  /**
   * Takes a message.
   *
   * @param message the message, decoded
   * @param encoding how it was encoded
   * @param caller finds out who calls; asked for calls only
   * @param origin from where
   * @return the message to answer with; null for none
   */
  @Nullable Map<String, @Nullable Object> answer(
      @Nullable Object message, Encoding encoding, Supplier<Caller> caller, Origin origin);
}
