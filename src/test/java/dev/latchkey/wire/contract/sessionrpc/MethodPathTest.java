package dev.latchkey.wire.contract.sessionrpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A path names a call after decodeURI and the collapse of slashes, and in no other way. */
class MethodPathTest {
  @ParameterizedTest
  @CsvSource({
    "/api/v1/session/signin, /v1/session/signin",
    "/api//v1/session/signin, /v1/session/signin",
    "/api/v1//session///signin, /v1/session/signin",
    "/api/v1/session/sign%69n, /v1/session/signin",
    "/api/v1/session/signin/, /v1/session/signin/",
    "/api/v1%2Fsession/signin, /v1%2Fsession/signin",
    "/api/v1%2fsession/signin, /v1%2fsession/signin",
    "/api/%E2%82%AC, /€",
    "/api/%E2%82, /%E2%82",
    "/api/%zz, /%zz",
    "/api/%, /%",
    "/api/%4, /%4",
    "/other/v1, /other/v1",
  })
  void a_path_is_read_as_the_original_read_it(String path, String id) {
    assertThat(MethodPath.id(path, "/api")).isEqualTo(id);
  }
}
