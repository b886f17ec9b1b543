package dev.latchkey.wire.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.letter.Letter;
import dev.latchkey.house.Owner;
import dev.latchkey.house.RunningHouse;
import dev.latchkey.house.doors.Doors;
import dev.latchkey.house.doors.PageForms;
import dev.latchkey.house.doors.Person;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Links in letters, letters to owners, and what strangers can tell from answers. */
class MailedLinksTest {
  private static final Pattern LINK_TOKEN =
      Pattern.compile("name=\"link_token\" value=\"([^\"]+)\"");
  private static final String CONFIRM = "/account/confirm-email";
  private static RunningHouse house;

  @BeforeAll
  static void start() {
    house = RunningHouse.start();
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void a_scanner_that_opens_links_uses_nothing_up() {
    Person person = signedUp();
    String secret = secret(person);
    for (String method : List.of("HEAD", "GET", "GET")) {
      HttpResponse<String> hop = house.send(method, CONFIRM + "?token=" + secret, "");
      assertThat(hop.statusCode()).isEqualTo(303);
      assertThat(header(hop, "location")).isEqualTo(CONFIRM);
      assertThat(header(hop, "referrer-policy")).isEqualTo("no-referrer");
      assertThat(hop.body()).isEmpty();
      HttpResponse<String> page = house.send(method, CONFIRM, "", "Cookie", link(secret));
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).doesNotContain(secret);
    }
    assertThat(owner(person).account().emailConfirmedAt()).isNull();
    assertThat(press(secret).statusCode()).isEqualTo(303);
    assertThat(owner(person).account().emailConfirmedAt()).isNotNull();
  }

  @Test
  void a_link_works_once_and_says_so_kindly() {
    Person person = signedUp();
    String secret = secret(person);
    String token = linkToken(CONFIRM, link(secret));
    assertThat(press(token, secret).statusCode()).isEqualTo(303);
    HttpResponse<String> again = press(token, secret);
    assertThat(again.statusCode()).isEqualTo(410);
    assertThat(again.body()).contains("Each link works once", "/account/resend-confirmation");
    assertThat(again.headers().allValues("set-cookie"))
        .anySatisfy(line -> assertThat(line).startsWith("latchkey-link-confirm-email=;"));
  }

  @Test
  void a_form_works_for_the_link_that_its_page_was_shown_for_and_no_other() {
    Person victim = signedUp();
    Person attacker = signedUp();
    String own = secret(victim);
    String foreign = secret(attacker);

    // Another site opened a link of its own between page and button.
    HttpResponse<String> swapped = press(linkToken(CONFIRM, link(own)), foreign);
    HttpResponse<String> bare = send(CONFIRM, link(own), Map.of());

    for (HttpResponse<String> answer : List.of(swapped, bare)) {
      assertThat(answer.statusCode()).isEqualTo(410);
      assertThat(answer.body()).contains("open the link in your letter again");
    }
    assertThat(owner(victim).account().emailConfirmedAt()).isNull();
    assertThat(owner(attacker).account().emailConfirmedAt()).isNull();
    assertThat(press(own).statusCode()).isEqualTo(303);
    assertThat(owner(victim).account().emailConfirmedAt()).isNotNull();
  }

  @Test
  void a_new_password_goes_to_the_account_of_the_link_that_was_shown() {
    String page = "/account/reset-password";
    Person victim = signedUp();
    Person attacker = signedUp();
    String cookie = "latchkey-link-reset-password=";
    String own = cookie + resetSecret(victim);
    String foreign = cookie + resetSecret(attacker);
    String token = linkToken(page, own);
    String fresh = "a password of the victim";
    Map<String, String> typed =
        Map.of("password", fresh, "password_again", fresh, "link_token", token);

    assertThat(send(page, foreign, typed).statusCode()).isEqualTo(410);
    HttpResponse<String> mistyped =
        send(page, own, Map.of("password", fresh, "password_again", "x", "link_token", token));
    assertThat(mistyped.statusCode()).isEqualTo(422);
    assertThat(mistyped.body()).as("the form goes on being bound").contains(token);
    assertThat(send(page, own, typed).statusCode()).isEqualTo(303);

    assertThat(isIn(victim.email(), fresh)).isTrue();
    assertThat(isIn(attacker.email(), fresh)).isFalse();
    assertThat(isIn(attacker.email(), attacker.password())).isTrue();
  }

  private static String resetSecret(Person person) {
    PageForms.post(house, "/account/forgot-password", Map.of("name", person.email()));
    return Objects.requireNonNull(owner(person).newest(Letter.Kind.RESET_PASSWORD).secret());
  }

  private static boolean isIn(String name, String password) {
    return Doors.PAGES.isIn(Doors.PAGES.signIn(house, name, password));
  }

  @Test
  void an_old_link_and_a_broken_one_are_told_apart() {
    Person person = signedUp();
    String secret = secret(person);
    String broken = secret.substring(0, 20);
    assertThat(house.get(CONFIRM, "Cookie", link(broken)).body()).contains("It is not complete");
    assertThat(house.get(CONFIRM).body()).contains("open the link in your letter again");
    String token = linkToken(CONFIRM, link(secret));
    house.clock().advance(Duration.ofHours(2));
    assertThat(house.get(CONFIRM, "Cookie", link(secret)).body()).contains("Its time is over");
    HttpResponse<String> late = press(token, secret);
    assertThat(late.statusCode()).isEqualTo(410);
    assertThat(late.body()).contains("Its time is over");
  }

  @Test
  void a_link_of_one_purpose_opens_no_other_page() {
    Person person = signedUp();
    String secret = secret(person);
    String cookie = "latchkey-link-reset-password=" + secret;
    assertThat(house.get("/account/reset-password", "Cookie", cookie).statusCode()).isEqualTo(410);
  }

  @Test
  void signing_up_with_a_taken_address_is_answered_as_with_a_free_one() {
    Person taken = signedUp();
    Person free = Person.fresh();
    HttpResponse<String> one = Doors.PAGES.signUp(house, taken);
    HttpResponse<String> other = Doors.PAGES.signUp(house, free);
    assertThat(one.statusCode()).isEqualTo(other.statusCode());
    assertThat(one.headers().map().keySet()).isEqualTo(other.headers().map().keySet());
    assertThat(said(one, taken)).isEqualTo(said(other, free));
    assertThat(owner(taken).mail())
        .extracting(Owner.Mail::kind)
        .containsExactly(Letter.Kind.CONFIRM_EMAIL, Letter.Kind.ADDRESS_TAKEN);
    assertThat(owner(taken).mail())
        .allSatisfy(letter -> assertThat(letter.address()).isEqualTo(taken.email()));
  }

  @Test
  void the_pages_that_send_letters_answer_alike_for_everybody() {
    Person known = signedUp();
    Person nobody = Person.fresh();
    for (String path : List.of("/account/forgot-password", "/account/resend-confirmation")) {
      HttpResponse<String> one = PageForms.post(house, path, Map.of("name", known.email()));
      HttpResponse<String> other = PageForms.post(house, path, Map.of("name", nobody.email()));
      assertThat(one.statusCode()).isEqualTo(200);
      assertThat(other.statusCode()).isEqualTo(200);
      assertThat(said(one, known)).isEqualTo(said(other, nobody));
    }
  }

  @Test
  void a_mailbox_cannot_be_flooded_by_signing_up_with_its_address() {
    Person taken = signedUp();
    for (int i = 0; i < 15; i++) {
      assertThat(Doors.PAGES.signUp(house, taken).statusCode()).isEqualTo(200);
    }
    assertThat(owner(taken).mail()).hasSizeLessThanOrEqualTo(10);
  }

  @Test
  void the_data_of_an_account_is_a_file_without_secrets() {
    Person person = signedUp();
    String[] key = Doors.PAGES.enter(house, person);
    HttpResponse<String> file =
        PageForms.postSignedIn(
            house, "/account/data", Map.of("current_password", person.password()), key);
    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(header(file, "content-type")).startsWith("application/json");
    assertThat(header(file, "content-disposition"))
        .isEqualTo("attachment; filename=\"account.json\"");
    assertThat(file.body())
        .contains(person.email(), "\"sessions\"")
        .doesNotContain("argon2", key[1].substring("latchkey=".length()), person.password());
  }

  private static String said(HttpResponse<String> answer, Person person) {
    return Doors.PAGES.said(answer).replace(person.email(), "MAIL");
  }

  /** Looks at the page of a link, and presses its button. */
  private static HttpResponse<String> press(String secret) {
    return press(linkToken(CONFIRM, link(secret)), secret);
  }

  /** Presses the button of a page that was shown before, while the cookie holds a secret. */
  private static HttpResponse<String> press(String token, String secret) {
    return send(CONFIRM, link(secret), Map.of("link_token", token));
  }

  private static HttpResponse<String> send(String page, String cookie, Map<String, String> fields) {
    PageForms.Held held = PageForms.look(house);
    PageForms.Held with =
        new PageForms.Held(
            held.cookies() + "; " + cookie, held.browserToken(), held.sessionToken());
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.put("form_token", held.browserToken());
    return PageForms.raw(house, page, with, PageForms.encode(all), PageForms.TYPE);
  }

  /** What the form of a link's page carries; empty where the page has no form. */
  private static String linkToken(String page, String cookie) {
    Matcher found = LINK_TOKEN.matcher(house.get(page, "Cookie", cookie).body());
    return found.find() ? found.group(1) : "";
  }

  private static String link(String secret) {
    return "latchkey-link-confirm-email=" + secret;
  }

  private static Person signedUp() {
    Person person = Person.fresh();
    Doors.PAGES.signUp(house, person);
    return person;
  }

  private static String secret(Person person) {
    return Objects.requireNonNull(owner(person).newest(Letter.Kind.CONFIRM_EMAIL).secret());
  }

  private static Owner owner(Person person) {
    return Owner.account(house, person.email());
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
