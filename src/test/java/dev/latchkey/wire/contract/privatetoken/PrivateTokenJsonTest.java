package dev.latchkey.wire.contract.privatetoken;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.AccountStatus;
import dev.latchkey.core.account.Profile;
import dev.latchkey.core.session.Lifetime;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.wire.http.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The bytes of an account with its token. */
class PrivateTokenJsonTest {
  private final PrivateTokenJson json = new PrivateTokenJson(PrivateTokenSettings.DEFAULT);

  @Test
  void an_account_has_six_keys_in_the_documented_order() {
    Account account = account("john_smith", "john@example.com", Profile.EMPTY);

    Reply reply = json.signedIn(account, "dd34asd13as");

    assertThat(reply.header("Content-Type")).contains("application/json; charset=utf-8");
    assertThat(body(reply))
        .isEqualTo(
            "{\"id\":101,\"username\":\"john_smith\",\"email\":\"john@example.com\","
                + "\"fullname\":\"john_smith\",\"private_token\":\"dd34asd13as\","
                + "\"created_at\":\"2012-05-23T08:00:58.000Z\"}");
  }

  @Test
  void a_missing_name_is_made_of_the_address_and_a_missing_address_is_null() {
    assertThat(body(json.signedIn(account(null, "j.smith@example.com", Profile.EMPTY), "t")))
        .contains("\"username\":\"j_smith\"", "\"fullname\":\"j_smith\"");
    assertThat(body(json.signedIn(account("joe", null, Profile.EMPTY), "t")))
        .contains("\"email\":null");
  }

  @Test
  void a_full_name_that_was_said_is_shown() {
    Account account = account("joe", null, Profile.EMPTY.withFullName("乔 \"Joe\" Smith"));

    assertThat(body(json.signedIn(account, "t"))).contains("\"fullname\":\"乔 \\\"Joe\\\" Smith\"");
  }

  @Test
  void later_clients_may_see_telephone_and_picture() {
    PrivateTokenSettings later =
        new PrivateTokenSettings(RealmName.MAIN, Lifetime.UNBOUNDED, 8, true, false, false, true);
    Profile profile = new Profile(null, null, null, null, null, "http://a/b.png", "123", null);

    assertThat(body(new PrivateTokenJson(later).signedIn(account("joe", null, profile), "t")))
        .contains("\"phone_number\":\"123\",\"avatar\":\"http://a/b.png\",\"private_token\"");
  }

  private static Account account(
      @Nullable String username, @Nullable String email, Profile profile) {
    Instant at = Instant.parse("2012-05-23T08:00:58Z");
    return new Account(
        new AccountId(101),
        RealmName.MAIN,
        AccountStatus.ACTIVE,
        username,
        email,
        null,
        null,
        null,
        profile,
        Set.of(),
        at,
        at);
  }

  private static String body(Reply reply) {
    return new String(reply.body(), StandardCharsets.UTF_8);
  }
}
