package dev.latchkey.wire.contract.sessionrpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.session.Lifetime;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.IdentifierKind;
import dev.latchkey.kernel.Password;
import dev.latchkey.kernel.RealmName;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The four fields of a sign-up are judged in the order of the contract, in its words. */
class SignUpFieldsTest {
  private static final String LENGTH = "User name length must be between 3 and 32 characters";
  private static final String LETTERS =
      "User name must contain letters, digits, \"_\", \"@\", \".\", \"-\" characters only";
  private static final String NUMBER = "User name should not be a number";
  private static final String TELEGRAM_LENGTH =
      "Telegram user name length must be between 5 and 32 characters";
  private static final String TELEGRAM_LETTERS =
      "Telegram user name must contain letters, digits and \"_\" only";

  @ParameterizedTest
  @ValueSource(strings = {"joe", "J.O-E_9", "abcdefghijklmnopqrstuvwxyz012345"})
  void a_name_of_the_right_form_is_taken_in_lower_case(String name) {
    SignUpFields.Outcome.Accepted accepted = accepted(Map.of("username", name));
    Identifier username = accepted.account().identifiers().getFirst();
    assertThat(username.kind()).isEqualTo(IdentifierKind.USERNAME);
    assertThat(username.display()).isEqualTo(name.toLowerCase(java.util.Locale.ROOT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ab", "abcdefghijklmnopqrstuvwxyz0123456"})
  void a_name_too_short_or_too_long_is_told_its_bounds(String name) {
    assertThat(refused(Map.of("username", name)).reason()).isEqualTo(LENGTH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jo e", "jöe", "joe!", "joe\0", "a+b", "ｊoe"})
  void a_name_with_other_characters_is_told_which_ones_may_stand(String name) {
    assertThat(refused(Map.of("username", name)).reason()).isEqualTo(LETTERS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"123", "1e5", "0x1f", "-1.5", "1E5"})
  void a_name_that_is_a_number_is_refused(String name) {
    assertThat(refused(Map.of("username", name)).reason()).isEqualTo(NUMBER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "j@example.com",
        "joe@",
        "@example.com",
        "joe@example",
        "joe+x@example.com",
        ".joe@example.com",
        "joe.@example.com",
        "joe@example.c",
        "joe@exa_mple.com",
        "joe@example!com",
        "joe@-example.com",
        "joe@example.com\n",
        "joe@@example.com",
      })
  void a_name_with_an_at_sign_must_be_an_address(String name) {
    assertThat(refused(Map.of("username", name)).reason()).isEqualTo("Email is invalid");
    assertThat(refused(Map.of("username", "joe", "email", name)).reason())
        .isEqualTo("Email is invalid");
  }

  @Test
  void a_name_that_is_an_address_is_the_address_too() {
    SignUpFields.Outcome.Accepted accepted = accepted(Map.of("username", "Joe@Example.com"));
    assertThat(accepted.account().identifiers())
        .extracting(Identifier::canonical)
        .containsExactly("joe@example.com");
    assertThat(accepted.account().mailbox()).isEqualTo("joe@example.com");
  }

  @Test
  void where_names_must_be_addresses_others_are_refused() {
    SessionRpcSettings strict =
        new SessionRpcSettings(RealmName.MAIN, Lifetime.UNBOUNDED, "/jsonrpc", true, false, false);
    assertThat(SignUpFields.read(Map.of("username", "joe"), strict))
        .isInstanceOfSatisfying(
            SignUpFields.Outcome.Refused.class,
            refused -> assertThat(refused.answer().reason()).isEqualTo("Email is invalid"));
  }

  @Test
  void nobody_goes_by_an_address_whose_letters_go_elsewhere() {
    assertThat(
            refused(Map.of("username", "victim@example.com", "email", "evil@example.com")).reason())
        .isEqualTo("Email is invalid");
    assertThat(
            accepted(Map.of("username", "Joe@example.com", "email", "joe@EXAMPLE.com"))
                .account()
                .mailbox())
        .isEqualTo("joe@example.com");
  }

  @ParameterizedTest
  @CsvSource({"abcd", "''"})
  void a_telegram_name_too_short_is_told_the_bounds_that_clients_know(String name) {
    assertThat(refused(Map.of("username", "joe", "telegram_name", name)).reason())
        .isEqualTo(TELEGRAM_LENGTH);
  }

  @Test
  void a_telegram_name_is_bounded() {
    accepted(Map.of("username", "joe", "telegram_name", "t".repeat(254)));
    assertThat(refused(Map.of("username", "joe", "telegram_name", "t".repeat(255))).reason())
        .isEqualTo(TELEGRAM_LENGTH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"joe-joe", "joe.joe", "joe@joe", "jo joe", "jöjoe"})
  void a_telegram_name_with_other_characters_is_refused(String name) {
    assertThat(refused(Map.of("username", "joe", "telegram_name", name)).reason())
        .isEqualTo(TELEGRAM_LETTERS);
  }

  @Test
  void the_first_broken_rule_is_told_in_the_order_of_the_fields() {
    String huge = "p".repeat(Password.MAX_BYTES + 1);
    assertThat(
            refused(Map.of("username", "a", "password", huge, "email", "no", "telegram_name", "no"))
                .reason())
        .isEqualTo(LENGTH);
    assertThat(
            refused(
                    Map.of(
                        "username", "joe", "password", huge, "email", "no", "telegram_name", "no"))
                .reason())
        .isEqualTo("Password is too long");
    assertThat(refused(Map.of("username", "joe", "email", "no", "telegram_name", "no")).reason())
        .isEqualTo("Email is invalid");
  }

  @Test
  void a_missing_or_empty_password_is_left_to_be_made_up() {
    assertThat(accepted(Map.of("username", "joe")).password()).isNull();
    assertThat(accepted(Map.of("username", "joe", "password", "")).password()).isNull();
    assertThat(accepted(Map.of("username", "joe", "password", " ")).password())
        .isEqualTo(Password.of(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"root", "ROOT"})
  void root_is_taken_from_the_start(String name) {
    assertThat(refused(Map.of("username", name)))
        .extracting(RpcResult::status, RpcResult::reason)
        .containsExactly(409, "User already exists");
  }

  @Test
  void a_long_near_match_is_judged_in_no_time() {
    String near = "a".repeat(100_000) + "@" + "a-".repeat(50_000);
    long start = System.nanoTime();
    assertThat(refused(Map.of("username", near)).reason()).isEqualTo("Email is invalid");
    assertThat(System.nanoTime() - start).isLessThan(500_000_000L);
  }

  private static SignUpFields.Outcome.Accepted accepted(Map<String, ?> fields) {
    return (SignUpFields.Outcome.Accepted) SignUpFields.read(fields, SessionRpcSettings.DEFAULT);
  }

  private static RpcResult refused(Map<String, ?> fields) {
    SignUpFields.Outcome outcome = SignUpFields.read(fields, SessionRpcSettings.DEFAULT);
    return ((SignUpFields.Outcome.Refused) outcome).answer();
  }
}
