package dev.latchkey.wire.contract.clientapp;

import static dev.latchkey.wire.contract.clientapp.AppClient.json;
import static dev.latchkey.wire.contract.clientapp.AppClient.token;
import static dev.latchkey.wire.contract.clientapp.AppClient.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.house.RunningHouse;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The request of the document, byte for byte, on a default start. */
class DocumentedExampleTest {
  private static final String SIGN_UP =
      """
      {
        "username": "username",
        "password": "password",
        "client_id": "zpjfcgu8nqgrpwlsau30ycpl2mc9ox"
      }
      """;

  private RunningHouse house;

  @BeforeEach
  void start() {
    house = RunningHouse.start();
  }

  @AfterEach
  void stop() {
    house.close();
  }

  @Test
  void sign_up_answers_the_documented_body() {
    HttpResponse<String> answer = house.post("/sign-up", SIGN_UP, "Accept", "application/json");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).keySet()).containsExactly("user", "access_token");
    assertThat(token(answer)).matches("[0-9a-z]{28,31}");
    Map<String, @Nullable Object> user = user(answer);
    assertThat(user.keySet())
        .containsExactly(
            "id",
            "first_name",
            "last_name",
            "name",
            "username",
            "email",
            "password",
            "picture",
            "facebook_uid",
            "facebook_first_name",
            "facebook_last_name",
            "facebook_username",
            "facebook_picture",
            "facebook_gender",
            "facebook_birthday",
            "twitter_uid",
            "twitter_name",
            "twitter_username",
            "twitter_picture",
            "foursquare_uid",
            "foursquare_first_name",
            "foursquare_last_name",
            "foursquare_picture",
            "reset_pwd_token",
            "password_reset_sent_at",
            "created_at",
            "updated_at",
            "role",
            "mailchimp_token",
            "client_id");
    assertThat((Long) user.get("id")).isBetween(100L, (long) Integer.MAX_VALUE);
    assertThat(user)
        .containsEntry("username", "username")
        .containsEntry("client_id", "zpjfcgu8nqgrpwlsau30ycpl2mc9ox")
        .containsEntry("updated_at", user.get("created_at"));
    assertThat(String.valueOf(user.get("created_at")))
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    List<String> filled = new ArrayList<>(user.keySet());
    filled.removeIf(key -> user.get(key) == null);
    assertThat(filled).containsExactly("id", "username", "created_at", "updated_at", "client_id");
    assertThat(answer.body()).doesNotContain("\n", ": ", ", ");
  }

  @Test
  void sign_up_answers_every_documented_header_once_with_and_without_an_origin() {
    HttpResponse<String> bare = house.post("/sign-up", SIGN_UP);
    HttpResponse<String> crossing =
        house.post(
            "/sign-up",
            SIGN_UP.replace("\"username\",", "\"other\","),
            "Origin",
            "http://a.example");

    for (HttpResponse<String> answer : List.of(bare, crossing)) {
      assertThat(answer.statusCode()).isEqualTo(200);
      assertHeader(answer, "X-Frame-Options", "SAMEORIGIN");
      assertHeader(answer, "X-XSS-Protection", "1; mode=block");
      assertHeader(answer, "X-Content-Type-Options", "nosniff");
      assertHeader(answer, "X-UA-Compatible", "chrome=1");
      assertHeader(answer, "Access-Control-Allow-Origin", "*");
      assertHeader(answer, "Access-Control-Allow-Methods", "POST, PUT, DELETE, GET, OPTIONS");
      assertHeader(answer, "Access-Control-Request-Method", "*");
      assertHeader(
          answer,
          "Access-Control-Allow-Headers",
          "Origin, X-Requested-With, Content-Type, Accept, Authorization, Content-Disposition");
      assertHeader(answer, "Content-Type", "application/json; charset=utf-8");
      assertHeader(answer, "Cache-Control", "max-age=0, private, must-revalidate, no-store");
      assertHeader(answer, "ETag", ClientAppJson.etag(answer.body()));
      assertThat(answer.headers().allValues("X-Request-Id"))
          .singleElement()
          .asString()
          .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
      assertThat(answer.headers().allValues("X-Runtime"))
          .singleElement()
          .asString()
          .matches("[0-9]+\\.[0-9]{6}");
      assertHeader(answer, "Content-Length", Integer.toString(answer.body().length()));
      assertThat(answer.headers().map())
          .doesNotContainKeys("access-control-allow-credentials", "set-cookie");
    }
  }

  @Test
  void the_new_user_signs_in_by_the_password_grant_and_the_token_works() {
    Object number = user(house.post("/sign-up", SIGN_UP)).get("id");

    HttpResponse<String> granted =
        house.post(
            "/oauth/authorize",
            """
            {"username":"username","password":"password","grant_type":"password",
             "client_id":"zpjfcgu8nqgrpwlsau30ycpl2mc9ox"}
            """);

    assertThat(granted.statusCode()).isEqualTo(200);
    assertThat(granted.body()).matches("\\{\"access_token\":\"[0-9a-z]{28,31}\"}");
    assertHeader(granted, "Content-Type", "application/json");
    assertHeader(granted, "Cache-Control", "no-store");
    HttpResponse<String> own = new AppClient(house).user(number, token(granted));
    assertThat(own.statusCode()).isEqualTo(200);
    assertThat(json(own).keySet()).containsExactly("user");
    assertThat(user(own)).containsEntry("id", number).containsEntry("username", "username");
  }

  @Test
  void forms_are_read_like_json() {
    String type = "application/x-www-form-urlencoded";
    HttpResponse<String> up =
        house.post(
            "/sign-up",
            "username=user+name&password=pass%20word&client_id=" + AppClient.DOCUMENTED,
            "Content-Type",
            type);
    HttpResponse<String> granted =
        house.post(
            "/oauth/authorize",
            "grant_type=password&username=user+name&password=pass%20word&client_id="
                + AppClient.DOCUMENTED,
            "Content-Type",
            type);

    assertThat(up.statusCode()).isEqualTo(200);
    assertThat(user(up)).containsEntry("username", "user name");
    assertThat(granted.statusCode()).isEqualTo(200);
  }

  private static void assertHeader(HttpResponse<String> answer, String name, String value) {
    assertThat(answer.headers().allValues(name)).as(name).containsExactly(value);
  }
}
