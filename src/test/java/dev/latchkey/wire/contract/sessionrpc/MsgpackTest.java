package dev.latchkey.wire.contract.sessionrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.kernel.Reason;
import dev.latchkey.wire.http.BadInput;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MessagePack is read strictly and written in its smallest form. */
class MsgpackTest {
  @Test
  void a_result_without_data_says_that_it_is_undefined() {
    byte[] written =
        MsgpackWriter.write(ResultEnvelope.forMsgpack(SessionRpcErrors.nothingToSignOut()));
    assertThat(hex(written))
        .isEqualTo(
            "84" // four members
                + "a6737461747573cd0194"
                + "a6726561736f6ea94e6f7420466f756e64"
                + "a9657863657074696f6ec2"
                + "a464617461d40000");
  }

  @Test
  void a_result_with_data_and_rows_has_them_in_this_order() {
    assertThat(hex(MsgpackWriter.write(ResultEnvelope.forMsgpack(RpcResult.oneRow()))))
        .isEqualTo(
            "85a6737461747573ccc8a6726561736f6ea24f4ba9657863657074696f6ec2a464617461c0a4726f777301");
  }

  @Test
  void the_call_of_the_original_client_is_read_with_undefined_arguments_left_out() throws BadInput {
    byte[] sent =
        bytes(
            "84a474797065a3727063a2696402a66d6574686f64"
                + "b22f76312f73657373696f6e2f7369676e696ea461726773d40000");
    assertThat(MsgpackReader.read(sent))
        .isEqualTo(Map.of("type", "rpc", "id", 2L, "method", "/v1/session/signin"));
  }

  @ParameterizedTest
  @CsvSource({
    "00, 0",
    "7f, 127",
    "ff, -1",
    "ccc8, 200",
    "cd0194, 404",
    "ce00010000, 65536",
    "cf0000000100000000, 4294967296",
    "d080, -128",
    "d18000, -32768",
    "d3ffffffffffffffff, -1",
  })
  void integers_of_every_width_are_read(String hex, long number) throws BadInput {
    assertThat(MsgpackReader.read(bytes(hex))).isEqualTo(number);
  }

  @Test
  void wide_integers_floats_binaries_and_extensions_are_read() throws BadInput {
    assertThat(MsgpackReader.read(bytes("cfffffffffffffffff")))
        .isEqualTo(new BigInteger("18446744073709551615"));
    assertThat(MsgpackReader.read(bytes("cb3ff8000000000000"))).isEqualTo(1.5);
    assertThat(MsgpackReader.read(bytes("ca3fc00000"))).isEqualTo(1.5);
    assertThat(MsgpackReader.read(bytes("c403010203"))).isEqualTo(Map.of());
    assertThat(MsgpackReader.read(bytes("c70cff000000000000000000000000"))).isEqualTo(Map.of());
    assertThat(MsgpackReader.read(bytes("c70301313233"))).isEqualTo(123L);
    assertThat(MsgpackReader.read(bytes("d40000"))).isNull();
    assertThat(MsgpackReader.read(bytes("92d40000c3"))).isEqualTo(Arrays.asList(null, true));
  }

  @Test
  void what_is_written_is_read_back() throws BadInput {
    Map<String, @Nullable Object> value = new LinkedHashMap<>();
    value.put("text", "é€😀" + "x".repeat(70_000));
    value.put("list", Arrays.asList(1L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, null, false, 2.5));
    value.put("many", java.util.stream.LongStream.range(0, 70_000).boxed().toList());
    assertThat(MsgpackReader.read(MsgpackWriter.write(value))).isEqualTo(value);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "", // nothing
        "c1", // never used
        "c0c0", // bytes follow
        "a5616263", // text cut off
        "92c0", // list cut off
        "cd01", // number cut off
        "dbffffffff61", // text of 4 GB
        "db7fffffff61", // text of 2 GB
        "c67fffffff61", // binary of 2 GB
        "dd7fffffffc0", // list of 2 G values
        "ddffffffffc0", // list of 4 G values
        "df7fffffffc0c0", // object of 2 G members
        "82a16101a16102", // key twice
        "810101", // key that is no text
        "81c0c0", // null key
        "a1ff", // not UTF-8
        "a100", // U+0000
        "a2c080", // overlong UTF-8
        "a3eda080", // surrogate
        "81a1ff01", // key that is not UTF-8
        "d40500", // unknown extension
        "d40001", // undefined with something in it
        "d6ff00000000", // a moment of another form
        "c7020131", // digits cut off
        "d40178", // digits that are none
        "c72a01"
            + "303030303030303030303030303030303030303030303030303030303030303030303030303030303030",
      })
  void what_is_not_exactly_one_value_is_refused(String hex) {
    assertThatThrownBy(() -> MsgpackReader.read(bytes(hex)))
        .isInstanceOfSatisfying(
            BadInput.class, e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED_BODY));
  }

  @Test
  void nesting_is_bounded() throws BadInput {
    assertThat(MsgpackReader.read(bytes("91".repeat(32) + "c0"))).isInstanceOf(List.class);
    for (int depth : new int[] {33, 1000, 100_000}) {
      assertThatThrownBy(() -> MsgpackReader.read(bytes("91".repeat(depth) + "c0")))
          .isInstanceOf(BadInput.class);
      assertThatThrownBy(() -> MsgpackReader.read(bytes("81a161".repeat(depth) + "c0")))
          .isInstanceOf(BadInput.class);
    }
  }

  @Test
  void what_is_no_value_cannot_be_written() {
    assertThatThrownBy(() -> MsgpackWriter.write(List.of(new StringBuilder())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
