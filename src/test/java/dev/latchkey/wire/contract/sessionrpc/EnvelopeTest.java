package dev.latchkey.wire.contract.sessionrpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.wire.http.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A result travels in either envelope with its members in the documented order. */
class EnvelopeTest {
  @Test
  void the_first_dialect_leaves_undefined_data_out_and_says_null() {
    assertThat(Json.write(ResultEnvelope.forJson(SessionRpcErrors.methodNotFound())))
        .isEqualTo("{\"status\":404,\"reason\":\"Method not found\",\"exception\":false}");
    assertThat(Json.write(ResultEnvelope.forJson(RpcResult.oneRow())))
        .isEqualTo(
            "{\"status\":200,\"reason\":\"OK\",\"exception\":false,\"data\":null,\"rows\":1}");
    assertThat(Json.write(ResultEnvelope.forJson(SessionRpcErrors.invalidJson())))
        .isEqualTo("{\"status\":400,\"reason\":\"JSON data is invalid\",\"exception\":true}");
  }

  @Test
  void json_rpc_says_yes_as_a_result_and_repeats_the_id_last() {
    RpcResult result = RpcResult.ok().with(RpcResult.DATA, Map.of("a", 1));
    assertThat(Json.write(JsonRpcEnvelope.of(result, 1L)))
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"result\":{\"status\":200,\"status_text\":\"OK\","
                + "\"exception\":false,\"data\":{\"a\":1}},\"id\":1}");
    assertThat(Json.write(JsonRpcEnvelope.of(RpcResult.oneRow(), null)))
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"result\":{\"status\":200,\"status_text\":\"OK\","
                + "\"exception\":false,\"data\":null,\"meta\":{\"rows\":1}}}");
  }

  @Test
  void json_rpc_says_no_as_an_error_with_an_object_as_meta_and_without_data() {
    RpcResult result = SessionRpcErrors.notAuthenticated().with(RpcResult.DATA, Map.of("a", 1));
    assertThat(Json.write(JsonRpcEnvelope.of(result, "x")))
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":401,\"message\":\"Not authenticated\","
                + "\"data\":{\"exception\":false,\"meta\":{}}},\"id\":\"x\"}");
  }
}
