package dev.latchkey.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.house.RunningHouse;
import dev.latchkey.house.doors.Door;
import dev.latchkey.house.doors.Doors;
import dev.latchkey.house.doors.Person;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every page in both schemes, on a desk and on the smallest telephone: what a script can see of
 * WCAG 2.2 AA. Leaves a picture of what fails in {@code target/pictures}, and with {@code
 * -Dpictures=true} of everything.
 */
class AccessibilityTest {
  private static final List<String> GUEST =
      List.of("sign-in", "sign-up", "forgot-password", "reset-password", "nowhere");
  private static final List<String> MEMBER =
      List.of("", "profile", "email", "password", "devices", "data", "close");

  private static RunningHouse house;
  private static Chromium browser;
  private static String audit;

  @BeforeAll
  static void start() {
    browser = Chromium.start();
    house = RunningHouse.start();
    audit = resource("accessibility.js");
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
      house.close();
    }
  }

  @ParameterizedTest(name = "{0} pixels, {2}")
  @CsvSource({"1100, 900, light", "1100, 900, dark", "360, 740, light", "320, 640, dark"})
  void every_page_can_be_read_and_used_by_everybody(int width, int height, String scheme) {
    browser.driver().manage().deleteAllCookies();
    browser.look(width, height, scheme);
    String place = width + "-" + scheme + "-";
    for (String page : GUEST) {
      browser.open(house.uri("/account/" + page));
      assertFine(place + page);
    }
    browser.open(house.uri("/account/sign-up"));
    browser.type("email", "no address").press("Create account");
    assertFine(place + "sign-up-refused");
    Person person = Person.fresh();
    browser.type("email", person.email()).type("password", person.password());
    browser.type("password_again", person.password()).press("Create account");
    assertFine(place + "mailbox");
    browser.press("Back to sign-in");
    browser.type("name", person.email()).type("password", "wrong").press("Sign in");
    assertFine(place + "sign-in-refused");
    browser.type("password", person.password()).press("Sign in");
    for (Door door : Doors.CONTRACTS.subList(2, 5)) {
      door.enter(house, person);
    }
    for (String page : MEMBER) {
      browser.open(house.uri(page.isEmpty() ? "/account" : "/account/" + page));
      assertFine(place + (page.isEmpty() ? "home" : page));
    }
    browser.press("Close my account for good");
    assertFine(place + "close-refused");
    browser.open(house.uri("/account/profile"));
    browser.press("Save");
    assertFine(place + "saved");
    browser.press("简体中文");
    assertFine(place + "chinese");
  }

  private static void assertFine(String name) {
    List<String> wrong = browser.list(audit);
    if (!wrong.isEmpty() || Boolean.getBoolean("pictures")) {
      browser.picture(name);
    }
    assertThat(wrong).as("%s, see target/pictures", name).isEmpty();
  }

  private static String resource(String name) {
    try (InputStream in = AccessibilityTest.class.getResourceAsStream("/browser/" + name)) {
      if (in == null) {
        throw new IllegalStateException("there is no /browser/" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
