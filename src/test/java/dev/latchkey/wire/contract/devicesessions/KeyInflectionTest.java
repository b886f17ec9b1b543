package dev.latchkey.wire.contract.devicesessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Reason;
import dev.latchkey.wire.http.BadInput;
import dev.latchkey.wire.http.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyInflectionTest {
  @ParameterizedTest
  @CsvSource({
    "current_user,currentUser,current-user,CurrentUser",
    "id,id,id,Id",
    "password_confirmation,passwordConfirmation,password-confirmation,PasswordConfirmation",
    "last_sign_in_at,lastSignInAt,last-sign-in-at,LastSignInAt",
  })
  void a_key_is_spelt_in_every_way_and_read_back(
      String snake, String camel, String dash, String pascal) {
    assertThat(KeyInflection.SNAKE.key(snake)).isEqualTo(snake);
    assertThat(KeyInflection.CAMEL.key(snake)).isEqualTo(camel);
    assertThat(KeyInflection.DASH.key(snake)).isEqualTo(dash);
    assertThat(KeyInflection.PASCAL.key(snake)).isEqualTo(pascal);
    for (String spelling : List.of(snake, camel, dash, pascal)) {
      assertThat(KeyInflection.underscored(spelling)).isEqualTo(snake);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UProgress,u_progress",
    "userID,user_id",
    "HTMLParser,html_parser",
    "ipv6Address,ipv6_address",
    "'',''",
    "имяКлюча,имяКлюча",
    "__a,__a",
  })
  void any_key_can_be_read(String typed, String snake) {
    assertThat(KeyInflection.underscored(typed)).isEqualTo(snake);
  }

  @Test
  void keys_are_spelt_however_deep_and_values_are_left_alone() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("outer_key", List.of(Map.of("inner_key", "a_value")));
    assertThat(KeyInflection.CAMEL.deep(value))
        .isEqualTo(Map.of("outerKey", List.of(Map.of("innerKey", "a_value"))));
  }

  @Test
  void keys_are_read_however_deep() throws BadInput {
    assertThat(
            KeyInflection.underscored(
                Map.of("outerKey", List.of(Map.of("inner-key", "aValue"), 1L))))
        .isEqualTo(Map.of("outer_key", List.of(Map.of("inner_key", "aValue"), 1L)));
  }

  @Test
  void two_spellings_of_one_key_are_a_key_that_stands_twice() {
    Map<String, Object> inner = new LinkedHashMap<>();
    inner.put("appName", "one");
    inner.put("app_name", "two");
    assertThatThrownBy(() -> KeyInflection.underscored(Map.of("authorization", inner)))
        .asInstanceOf(InstanceOfAssertFactories.type(BadInput.class))
        .extracting(BadInput::reason)
        .isEqualTo(Reason.MALFORMED_BODY);
  }

  @ParameterizedTest
  @CsvSource({
    "x-key-inflection,camel,CAMEL",
    "x-key-inflection,Camel,CAMEL",
    "x-key-inflection,dash,DASH",
    "key-inflection,pascal,PASCAL",
    "key-inflection,snake,SNAKE",
    "key-inflection,shout,SNAKE",
    "accept,camel,SNAKE",
  })
  void the_wish_is_read_from_either_header(String header, String word, KeyInflection wanted) {
    assertThat(KeyInflection.of(request(Map.of(header, List.of(word))))).isEqualTo(wanted);
  }

  @Test
  void the_older_header_has_the_first_word() {
    assertThat(
            KeyInflection.of(
                request(
                    Map.of(
                        "x-key-inflection", List.of("camel"), "key-inflection", List.of("dash")))))
        .isEqualTo(KeyInflection.CAMEL);
    assertThat(
            KeyInflection.of(
                request(
                    Map.of("x-key-inflection", List.of("?"), "key-inflection", List.of("dash")))))
        .isEqualTo(KeyInflection.DASH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"camelCase", "A", "ABC", "aB-cD_eF", "X1Y2", "-_-"})
  void reading_twice_changes_nothing_more(String key) {
    String once = KeyInflection.underscored(key);
    assertThat(KeyInflection.underscored(once)).isEqualTo(once);
  }

  private static Request request(Map<String, List<String>> headers) {
    return new Request("GET", "/", null, headers, Map.of(), new byte[0], false, Origin.LOCAL);
  }
}
