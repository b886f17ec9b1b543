package dev.latchkey.wire.contract.sessionrpc;

import dev.latchkey.kernel.Reason;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Json;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.ExtensionTypeHeader;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;

/**
 * Reads MessagePack strictly, into the values that {@link Json} has. Of the extensions it knows the
 * three that this contract's clients use: undefined (type 0), which is left out of objects and
 * stands as null elsewhere; a moment (type -1), and an integer in decimal digits (type 1).
 *
 * <p>Binary strings and moments are objects without members to a call, as they were to the
 * original's schemas.
 */
final class MsgpackReader {
  private static final int UNDEFINED = 0;
  private static final int BIG_INTEGER = 1;
  private static final int MOMENT = -1;
  private static final int MOMENT_BYTES = 12;

  private final MessageUnpacker unpacker;
  private final int length;

  private MsgpackReader(byte[] bytes) {
    this.unpacker = MessagePack.newDefaultUnpacker(bytes);
    this.length = bytes.length;
  }

  /**
   * Reads one whole value.
   *
   * @param bytes the bytes
   * @return the value
   * @throws BadInput MALFORMED_BODY if this is not exactly one value, a text is not valid UTF-8 or
   *     holds U+0000, a key is no text or stands twice, a length is beyond the end, an extension is
   *     unknown, or values are nested deeper than {@link Json#MAX_DEPTH}
   */
  static @Nullable Object read(byte[] bytes) throws BadInput {
    MsgpackReader reader = new MsgpackReader(bytes);
    try {
      Object value = reader.value(0);
      if (reader.remaining() != 0) {
        throw malformed("bytes follow the value");
      }
      return value instanceof Undefined ? null : value;
    } catch (IOException | MessagePackException e) {
      throw malformed("not MessagePack");
    }
  }

  private @Nullable Object value(int depth) throws IOException, BadInput {
    return switch (unpacker.getNextFormat().getValueType()) {
      case NIL -> {
        unpacker.unpackNil();
        yield null;
      }
      case BOOLEAN -> unpacker.unpackBoolean();
      case INTEGER -> integer(unpacker.unpackBigInteger());
      case FLOAT -> unpacker.unpackDouble();
      case STRING -> text();
      case BINARY -> {
        payload(unpacker.unpackBinaryHeader());
        yield Map.of();
      }
      case ARRAY -> list(depth + 1);
      case MAP -> object(depth + 1);
      case EXTENSION -> extension();
    };
  }

  private static Object integer(BigInteger whole) {
    return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
  }

  private String text() throws IOException, BadInput {
    byte[] utf8 = payload(unpacker.unpackRawStringHeader());
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      if (text.indexOf('\0') >= 0) {
        throw malformed("a text holds U+0000");
      }
      return text;
    } catch (CharacterCodingException e) {
      throw malformed("a text is not UTF-8");
    }
  }

  private List<@Nullable Object> list(int depth) throws IOException, BadInput {
    int count = bounded(unpacker.unpackArrayHeader(), 1, depth);
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Object value = value(depth);
      list.add(value instanceof Undefined ? null : value);
    }
    return list;
  }

  private Map<String, @Nullable Object> object(int depth) throws IOException, BadInput {
    int count = bounded(unpacker.unpackMapHeader(), 2, depth);
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String name = text();
      if (object.containsKey(name)) {
        throw malformed("a key stands twice");
      }
      object.put(name, value(depth));
    }
    object.values().removeIf(value -> value instanceof Undefined);
    return object;
  }

  private Object extension() throws IOException, BadInput {
    ExtensionTypeHeader header = unpacker.unpackExtensionTypeHeader();
    byte[] payload = payload(header.getLength());
    if (header.getType() == UNDEFINED && payload.length == 1 && payload[0] == 0) {
      return Undefined.VALUE;
    }
    if (header.getType() == MOMENT && payload.length == MOMENT_BYTES) {
      return Map.of();
    }
    if (header.getType() == BIG_INTEGER) {
      return bigInteger(new String(payload, StandardCharsets.US_ASCII));
    }
    throw malformed("an extension is unknown");
  }

  private static Object bigInteger(String digits) throws BadInput {
    if (digits.length() > Json.MAX_NUMBER_LENGTH || !digits.matches("-?[0-9]+")) {
      throw malformed("a number is none");
    }
    return integer(new BigInteger(digits));
  }

  /** Believes a length only as far as there are bytes, so that it costs no memory to claim one. */
  private byte[] payload(int claimed) throws IOException, BadInput {
    if (claimed < 0 || claimed > remaining()) {
      throw malformed("a length is beyond the end");
    }
    return unpacker.readPayload(claimed);
  }

  private int bounded(int claimed, int bytesEach, int depth) throws BadInput {
    if (depth > Json.MAX_DEPTH) {
      throw malformed("nested too deep");
    }
    if (claimed < 0 || (long) claimed * bytesEach > remaining()) {
      throw malformed("a length is beyond the end");
    }
    return claimed;
  }

  private long remaining() {
    return length - unpacker.getTotalReadBytes();
  }

  private static BadInput malformed(String detail) {
    return new BadInput(Reason.MALFORMED_BODY, detail);
  }
}
