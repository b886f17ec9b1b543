package dev.latchkey.wire.contract.jwtsessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.kernel.RealmName;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SignUpFormTest {
  private static final JwtSessionsSettings STRICT =
      new JwtSessionsSettings(
          RealmName.MAIN,
          Duration.ofHours(1),
          Duration.ofDays(7),
          Duration.ZERO,
          true,
          false,
          false,
          12,
          true,
          List.of(),
          true);

  @Test
  void the_documented_sign_up_breaks_no_rule() {
    assertThat(said("chelsey@prohaska.name", "6JzwdrAeiTeDrL", "6JzwdrAeiTeDrL")).isEmpty();
  }

  @Test
  void an_empty_form_gets_the_documented_words() {
    assertThat(said(null, null, null))
        .isEqualTo(
            "Email can't be blank Email is invalid Password can't be blank "
                + "Password is too short (minimum is 8 characters) "
                + "Password confirmation can't be blank");
  }

  @Test
  void fields_come_in_the_order_in_which_they_broke_their_first_rule() {
    assertThat(said("no address", null, null))
        .isEqualTo(
            "Password can't be blank Password is too short (minimum is 8 characters) "
                + "Password confirmation can't be blank Email is invalid");
  }

  @Test
  void a_confirmation_must_be_the_password() {
    assertThat(said("a@example.com", "long enough", "long enougH"))
        .isEqualTo("Does not match to password");
    assertThat(said("a@example.com", "long enough", null))
        .isEqualTo("Password confirmation can't be blank Does not match to password");
    assertThat(said("a@example.com", null, "long enough"))
        .isEqualTo(
            "Password can't be blank Password is too short (minimum is 8 characters) "
                + "Does not match to password");
  }

  @Test
  void passwords_are_measured_in_code_points() {
    assertThat(said("a@example.com", "1234567", "1234567"))
        .isEqualTo("Password is too short (minimum is 8 characters)");
    assertThat(said("a@example.com", "12345678", "12345678")).isEmpty();
    String keys = "\uD83D\uDD11".repeat(7);
    assertThat(said("a@example.com", keys, keys))
        .isEqualTo("Password is too short (minimum is 8 characters)");
    assertThat(said("a@example.com", keys + "!", keys + "!")).isEmpty();
  }

  @Test
  void passwords_have_a_longest_length() {
    String longest = "x".repeat(4096);
    assertThat(said("a@example.com", longest, longest)).isEmpty();
    assertThat(said("a@example.com", longest + "x", longest + "x"))
        .isEqualTo("Password is too long (maximum is 4096 bytes)");
  }

  @Test
  void any_printable_password_will_do_and_no_control_character() {
    assertThat(said("a@example.com", "pass word-ÄÖ!", "pass word-ÄÖ!")).isEmpty();
    assertThat(said("a@example.com", "passw\0ord", "passw\0ord")).isEqualTo("Password is invalid");
  }

  @Test
  void the_strict_rule_of_old_can_be_switched_on() {
    SignUpForm form = new SignUpForm("a@example.com", "a pass word!", "a pass word!");
    assertThat(form.messages(STRICT)).containsExactly("Password is invalid");
    assertThat(new SignUpForm("a@example.com", "2L2Ug5U4tqH2", "2L2Ug5U4tqH2").messages(STRICT))
        .isEmpty();
  }

  @Test
  void the_shortest_length_can_be_set() {
    assertThat(new SignUpForm("a@example.com", "elevenchars", "elevenchars").messages(STRICT))
        .containsExactly("Password is too short (minimum is 12 characters)");
  }

  @Test
  void what_is_no_address_is_invalid() {
    for (String email :
        new String[] {"a", "a@", "@b.c", "a@b@c.d", " a@b.cd", "a@b.cd ", "a b@c.de", "a@b..c"}) {
      assertThat(said(email, "12345678", "12345678")).as(email).isEqualTo("Email is invalid");
    }
  }

  @Test
  void the_form_prints_nothing_of_what_it_holds() {
    assertThat(new SignUpForm("a@example.com", "12345678", "12345678").toString())
        .isEqualTo("[sign-up form]");
  }

  private static String said(
      @Nullable String email, @Nullable String password, @Nullable String confirmation) {
    return String.join(
        " ", new SignUpForm(email, password, confirmation).messages(JwtSessionsSettings.DEFAULT));
  }
}
