package dev.latchkey.wire.contract.sessionrpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.house.RunningHouse;
import dev.latchkey.wire.http.BadInput;
import java.net.http.HttpResponse;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first dialect over HTTP, in MessagePack. */
class MsgpackCallsTest {
  private static final String TYPE = "application/msgpack";

  private static RunningHouse house;
  private static Rpc rpc;

  @BeforeAll
  static void start() {
    house = RunningHouse.start();
    rpc = new Rpc(house);
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void a_sign_in_is_answered_in_kind() throws Exception {
    String name = Rpc.newName();
    rpc.signUp(name);
    byte[] sent = MsgpackWriter.write(List.of(Map.of("username", name, "password", "pa55")));
    HttpResponse<byte[]> answer = rpc.postBytes("/api/v1/session/signin", TYPE, sent);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().allValues("content-type")).containsExactly(TYPE);
    assertThat(HexFormat.of().formatHex(answer.body()))
        .startsWith(
            "84a6737461747573ccc8a6726561736f6ea24f4ba9657863657074696f6ec2a46461746183a5746f6b656e"
                + "d922");
    Map<?, ?> data = Rpc.inner((Map<?, ?>) read(answer.body()), "data");
    assertThat(rpc.isLive(String.valueOf(data.get("token")))).isTrue();
  }

  @Test
  void a_refusal_says_that_its_data_is_undefined() throws Exception {
    HttpResponse<byte[]> answer = rpc.postBytes("/api/v1/session/signout", TYPE, new byte[0]);
    assertThat(HexFormat.of().formatHex(answer.body()))
        .isEqualTo(
            "84a6737461747573cd0194a6726561736f6ea94e6f7420466f756e64a9657863657074696f6ec2"
                + "a464617461d40000");
    assertThat(
            HexFormat.of()
                .formatHex(rpc.postBytes("/api/v1/session/fly", TYPE, new byte[0]).body()))
        .startsWith("84a6737461747573cd0194a6726561736f6eb04d6574686f64206e6f7420666f756e64");
  }

  @ParameterizedTest
  @ValueSource(strings = {"c1", "c0c0", "dd7fffffff", "91a1ff", "9182a16101a16102"})
  void a_body_that_is_no_messagepack_is_an_exception(String hex) throws Exception {
    HttpResponse<byte[]> answer =
        rpc.postBytes("/api/v1/session/signin", TYPE, HexFormat.of().parseHex(hex));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(read(answer.body()))
        .isEqualTo(Map.of("status", 400L, "reason", "Msgpack data is invalid", "exception", true));
  }

  @Test
  void deep_nesting_is_refused_at_once() throws Exception {
    byte[] deep = HexFormat.of().parseHex("91".repeat(60_000));
    long start = System.nanoTime();
    HttpResponse<byte[]> answer = rpc.postBytes("/api/v1/session/signin", TYPE, deep);
    assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
    assertThat(((Map<?, ?>) read(answer.body())).get("status")).isEqualTo(400L);
  }

  private static Object read(byte[] bytes) throws BadInput {
    return java.util.Objects.requireNonNull(MsgpackReader.read(bytes));
  }
}
