package dev.latchkey.wire.contract.clientapp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.AccountStatus;
import dev.latchkey.core.account.Profile;
import dev.latchkey.core.session.Lifetime;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.wire.http.Json;
import dev.latchkey.wire.http.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The bytes of the documented answer. */
class ClientAppJsonTest {
  private static final String CLIENT = "zpjfcgu8nqgrpwlsau30ycpl2mc9ox";
  private static final String TOKEN = "ocmclwo05ufm43xdycfc6urgu7vw96q";
  private static final String HASH = "$2a$10$gahAP/yIpPsmBhl1YhDJfuTca3lciyvL8HO5fChF1lDKgV6PgtJ5O";
  private static final Instant AT = Instant.parse("2014-03-11T14:28:08.951Z");

  private final ClientAppJson json = new ClientAppJson(ClientAppSettings.DEFAULT);

  @Test
  void the_documented_row_with_its_hash_is_the_original_body() {
    Map<String, @Nullable Object> row = ClientAppJson.row(account(CLIENT), CLIENT);
    row.put("password", HASH);
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("user", row);
    body.put("access_token", TOKEN);

    String written = Json.write(body);

    assertThat(written.getBytes(StandardCharsets.UTF_8)).hasSize(813);
    assertThat(ClientAppJson.etag(written)).isEqualTo("\"26b267132ed0c88e578c35f9cb06dd73\"");
  }

  @Test
  void the_answer_is_that_body_with_the_hash_as_null() {
    Reply reply = json.signedUp(account(CLIENT), CLIENT, TOKEN);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).hasSize(755);
    assertThat(reply.header("ETag")).contains("\"64ec4bcaa9cf161a1cc3e139969c7e1b\"");
    assertThat(reply.header("Content-Type")).contains("application/json; charset=utf-8");
    assertThat(reply.header("Cache-Control"))
        .contains("max-age=0, private, must-revalidate, no-store");
  }

  @Test
  void the_short_form_shows_number_and_name_only() {
    ClientAppJson brief =
        new ClientAppJson(new ClientAppSettings(Lifetime.UNBOUNDED, 1, false, true, false));

    Reply reply = brief.signedUp(account(CLIENT), CLIENT, TOKEN);

    assertThat(new String(reply.body(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"user\":{\"id\":483,\"username\":\"username\",\"fb_id\":null,\"fb_ad_accounts\":[]},"
                + "\"access_token\":\""
                + TOKEN
                + "\"}");
  }

  @Test
  void a_user_of_another_door_shows_the_client_that_asks() {
    assertThat(ClientAppJson.row(account(null), "asking")).containsEntry("client_id", "asking");
    assertThat(ClientAppJson.row(account("first"), "asking")).containsEntry("client_id", "first");
  }

  private static Account account(@Nullable String client) {
    return new Account(
        new AccountId(483),
        RealmName.MAIN,
        AccountStatus.ACTIVE,
        "username",
        null,
        null,
        null,
        client,
        Profile.EMPTY,
        Set.of(),
        AT,
        AT);
  }
}
