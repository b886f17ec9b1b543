package dev.latchkey.wire.contract.sessionrpc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePacker;

/** Writes the values of this contract as MessagePack, each in its smallest form. */
final class MsgpackWriter {
  private MsgpackWriter() {}

  /**
   * Writes a value.
   *
   * @param value texts, booleans, whole and floating numbers, lists, objects, null and {@link
   *     Undefined}
   * @return the bytes
   * @throws IllegalArgumentException if something in it is no such value
   */
  static byte[] write(@Nullable Object value) {
    try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
      pack(packer, value);
      return packer.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pack(MessagePacker packer, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> packer.packNil();
      case String text -> packer.packString(text);
      case Boolean truth -> packer.packBoolean(truth);
      case Integer number -> packer.packLong(number);
      case Long number -> packer.packLong(number);
      case Double number -> packer.packDouble(number);
      case List<?> list -> {
        packer.packArrayHeader(list.size());
        for (Object item : list) {
          pack(packer, item);
        }
      }
      case Map<?, ?> object -> {
        packer.packMapHeader(object.size());
        for (Map.Entry<?, ?> member : object.entrySet()) {
          packer.packString(String.valueOf(member.getKey()));
          pack(packer, member.getValue());
        }
      }
      case Undefined undefined -> {
        packer.packExtensionTypeHeader((byte) 0, 1);
        packer.writePayload(new byte[] {0});
      }
      default -> throw new IllegalArgumentException("cannot be written: " + value.getClass());
    }
  }
}
