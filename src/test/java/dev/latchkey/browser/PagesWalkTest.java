package dev.latchkey.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.letter.Letter;
import dev.latchkey.house.Owner;
import dev.latchkey.house.RunningHouse;
import dev.latchkey.house.doors.Door;
import dev.latchkey.house.doors.Doors;
import dev.latchkey.house.doors.Person;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** A person on the pages, in a browser that runs no scripts. */
class PagesWalkTest {
  private static RunningHouse house;
  private static Chromium browser;

  @BeforeAll
  static void start() {
    browser = Chromium.start();
    browser.withoutScripts();
    browser.look(1100, 900, "light");
    house = RunningHouse.start();
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
      house.close();
    }
  }

  @AfterEach
  void forget() {
    browser.driver().manage().deleteAllCookies();
  }

  @Test
  void somebody_signs_up_confirms_by_the_letter_and_signs_in() {
    Person person = Person.fresh();
    browser.open(house.uri("/account"));
    assertThat(browser.heading()).isEqualTo("Sign in");
    browser.press("Create an account");
    browser.type("email", person.email()).type("password", "short").press("Create account");
    assertThat(browser.title()).startsWith("Error: ");
    assertThat(browser.focused().getAttribute("id")).isEqualTo("password");
    assertThat(browser.find("#email").getAttribute("value")).isEqualTo(person.email());
    browser.type("password", person.password()).type("password_again", person.password());
    browser.press("Create account");
    assertThat(browser.heading()).isEqualTo("Look into your mailbox");
    browser.open(link("confirm-email", newest(Letter.Kind.CONFIRM_EMAIL, person)));
    assertThat(browser.address()).endsWith("/account/confirm-email");
    assertThat(browser.text()).contains("we know that this mailbox is yours");
    browser.press("Confirm this address");
    assertThat(browser.text()).contains("Your address is confirmed. Thank you.");
    signIn(person, person.password());
    assertThat(browser.text())
        .contains(person.email(), "Confirmed")
        .doesNotContain("not confirmed");
  }

  @Test
  void the_letter_in_the_development_inbox_leads_to_the_page() {
    Person person = Person.fresh();
    browser.open(house.uri(house.house().inbox().orElseThrow()));
    assertThat(browser.address()).endsWith("/dev/inbox");
    browser.open(house.uri("/account/sign-up"));
    browser.type("email", person.email()).type("password", person.password());
    browser.type("password_again", person.password()).press("Create account");
    browser.press("This server sends no letters yet.");
    String letter =
        browser.all("a").stream()
            .map(one -> one.getAttribute("href"))
            .filter(href -> href.contains("/dev/inbox/"))
            .findFirst()
            .orElseThrow();
    browser.open(letter);
    String link =
        browser.all("a").stream()
            .map(one -> one.getAttribute("href"))
            .filter(href -> href.contains("/account/confirm-email?token="))
            .findFirst()
            .orElseThrow();
    browser.open(link);
    browser.press("Confirm this address");
    assertThat(browser.text()).contains("Your address is confirmed.");
    assertThat(Owner.account(house, person.email()).account().emailConfirmedAt()).isNotNull();
  }

  @Test
  void a_link_that_was_used_says_so_and_leads_on() {
    Person person = signedUp();
    String link = link("confirm-email", newest(Letter.Kind.CONFIRM_EMAIL, person));
    house.get(link.substring(link.indexOf("/account")));
    browser.open(link);
    browser.press("Confirm this address");
    browser.open(link);
    assertThat(browser.heading()).isEqualTo("This link does not work any more");
    assertThat(browser.text()).contains("Each link works once", "simply sign in");
    browser.press("Get a new link");
    assertThat(browser.heading()).isEqualTo("Get a new confirmation link");
  }

  @Test
  void the_owner_of_a_taken_address_learns_of_a_sign_up_and_nobody_else_does() {
    Person person = signedUp();
    browser.open(house.uri("/account/sign-up"));
    browser.type("email", person.email().toUpperCase(java.util.Locale.ROOT));
    browser.type("password", "a stranger's one").type("password_again", "a stranger's one");
    browser.press("Create account");
    assertThat(browser.heading()).isEqualTo("Look into your mailbox");
    assertThat(newest(Letter.Kind.ADDRESS_TAKEN, person)).isNull();
    browser.open(house.uri("/account"));
    signIn(person, person.password());
    assertThat(browser.text()).contains(person.email());
  }

  @Test
  void devices_are_listed_in_words_and_ending_one_ends_it_on_its_wire() {
    Person person = signedUp();
    Door phone = door("device-sessions");
    Door app = door("jwt-sessions");
    String[] phoneKey = phone.enter(house, person);
    String[] appKey = app.enter(house, person);
    browser.open(house.uri("/account/devices"));
    signIn(person, person.password());
    assertThat(browser.heading()).isEqualTo("Devices");
    assertThat(browser.all(".list > li")).hasSize(3);
    assertThat(browser.find(".list > li").getText()).contains("Chrome", "Linux", "This device");
    WebElement row =
        browser.all(".list > li").stream()
            .filter(one -> one.getText().contains("device-sessions"))
            .findFirst()
            .orElseThrow();
    browser.follow(() -> row.findElement(org.openqa.selenium.By.tagName("button")).click());
    assertThat(browser.text()).contains("That device is signed out.");
    assertThat(phone.knows(house, phoneKey)).isFalse();
    assertThat(app.knows(house, appKey)).isTrue();
    browser.press("Sign out all other devices");
    assertThat(app.knows(house, appKey)).isFalse();
    assertThat(browser.text()).contains("No other device is signed in.");
  }

  @Test
  void a_browser_whose_session_was_ended_elsewhere_is_signed_out() {
    Person person = signedUp();
    browser.open(house.uri("/account/profile"));
    signIn(person, person.password());
    Owner.account(house, person.email())
        .sessions()
        .forEach(
            one ->
                house.house().core().endSession().end(one.id(), dev.latchkey.kernel.Origin.LOCAL));
    browser.press("Save");
    assertThat(browser.heading()).isEqualTo("Sign in");
    assertThat(browser.text()).contains("You were signed out. Please sign in again.");
  }

  @Test
  void a_forgotten_password_is_set_anew_and_every_session_ends() {
    Person person = signedUp();
    Door phone = door("device-sessions");
    String[] phoneKey = phone.enter(house, person);
    browser.open(house.uri("/account/sign-in"));
    browser.press("Forgotten your password?");
    browser.type("name", person.email()).press("Send me the link");
    assertThat(browser.text()).contains("If there is an account for " + person.email());
    browser.open(link("reset-password", newest(Letter.Kind.RESET_PASSWORD, person)));
    assertThat(browser.address()).endsWith("/account/reset-password");
    browser.type("password", "a brand new one").type("password_again", "a brand new two");
    browser.press("Save the new password");
    assertThat(browser.text()).contains("The two passwords differ");
    browser.type("password", "a brand new one").type("password_again", "a brand new one");
    browser.press("Save the new password");
    assertThat(browser.text()).contains("Your new password is saved.");
    assertThat(phone.knows(house, phoneKey)).isFalse();
    signIn(person, person.password());
    assertThat(browser.text()).contains("do not belong together");
    signIn(person, "a brand new one");
    assertThat(browser.heading()).startsWith("Hello");
  }

  @Test
  void an_address_changes_when_its_letter_is_opened_and_the_old_owner_can_take_it_back() {
    Person person = signedUp();
    browser.open(link("confirm-email", newest(Letter.Kind.CONFIRM_EMAIL, person)));
    browser.press("Confirm this address");
    signIn(person, person.password());
    browser.press("Profile").press("Change");
    browser.type("email", "new." + person.email()).type("current_password", person.password());
    browser.press("Send a link there");
    assertThat(browser.text()).contains("new." + person.email());
    Owner owner = Owner.account(house, person.email());
    assertThat(owner.account().email()).isEqualTo(person.email());
    browser.open(link("confirm-new-email", owner.newest(Letter.Kind.CONFIRM_NEW_EMAIL).secret()));
    browser.press("Confirm this address");
    assertThat(browser.text()).contains("Your new address is confirmed.");
    assertThat(owner.account().email()).isEqualTo("new." + person.email());
    Owner.Mail old =
        owner.mail().stream()
            .filter(one -> one.kind() == Letter.Kind.EMAIL_CHANGED)
            .filter(one -> one.address().equals(person.email()))
            .findFirst()
            .orElseThrow();
    browser.open(link("undo-email", old.secret()));
    browser.press("Give me my address back");
    assertThat(browser.heading()).isEqualTo("Sign in");
    assertThat(browser.text()).contains("Your address is back.");
    assertThat(owner.account().email()).isEqualTo(person.email());
  }

  @Test
  void a_name_and_a_language_are_kept_and_the_pages_speak_it() {
    Person person = signedUp();
    browser.open(house.uri("/account/profile"));
    signIn(person, person.password());
    browser.type("full_name", "Joe <b>Miller</b>");
    browser.find("#language option[value='zh-CN']").click();
    browser.press("Save");
    assertThat(browser.heading()).isEqualTo("个人资料");
    assertThat(browser.find("html").getAttribute("lang")).isEqualTo("zh-CN");
    browser.press("English");
    assertThat(browser.heading()).isEqualTo("Profile");
    browser.press("Overview");
    assertThat(browser.heading()).isEqualTo("Hello, Joe <b>Miller</b>");
  }

  @Test
  void somebody_takes_the_data_and_leaves_for_good() {
    Person person = signedUp();
    browser.open(house.uri("/account/close"));
    signIn(person, person.password());
    browser.type("current_password", "wrong").press("Close my account for good");
    assertThat(browser.text()).contains("This is not your current password");
    browser.type("current_password", person.password()).press("Close my account for good");
    assertThat(browser.text()).contains("Your account is closed.");
    signIn(person, person.password());
    assertThat(browser.text()).contains("do not belong together");
    browser.driver().navigate().back();
    browser.driver().navigate().back();
    assertThat(browser.text()).doesNotContain("Hello");
  }

  @Test
  void the_keyboard_alone_will_do() {
    Person person = signedUp();
    browser.open(house.uri("/account/sign-in"));
    browser.keys(Keys.TAB);
    assertThat(browser.focused().getText()).isEqualTo("Skip to the content");
    browser.keys(Keys.ENTER);
    assertThat(browser.focused().getTagName()).isEqualTo("main");
    browser.keys(Keys.TAB);
    assertThat(browser.focused().getAttribute("id")).isEqualTo("name");
    browser.keys(person.email(), Keys.TAB, person.password());
    browser.follow(() -> browser.keys(Keys.ENTER));
    assertThat(browser.heading()).startsWith("Hello");
    List<String> order = new java.util.ArrayList<>();
    browser.keys(Keys.TAB);
    for (int i = 0; i < 8; i++) {
      browser.keys(Keys.TAB);
      order.add(browser.focused().getText());
      assertThat(browser.focused().getCssValue("outline-style")).isEqualTo("solid");
      assertThat(browser.focused().getCssValue("outline-width")).isEqualTo("3px");
    }
    assertThat(order)
        .containsExactly(
            "Latchkey",
            "Sign out",
            "Overview",
            "Profile",
            "Password",
            "Devices",
            "Your data",
            "Send the confirmation link");
  }

  private static void signIn(Person person, String password) {
    browser.type("name", person.email()).type("password", password).press("Sign in");
  }

  private static Person signedUp() {
    Person person = Person.fresh();
    door("pages").signUp(house, person);
    return person;
  }

  private static Door door(String contract) {
    return Doors.ALL.stream()
        .filter(one -> one.contract().equals(contract))
        .findFirst()
        .orElseThrow();
  }

  private static String newest(Letter.Kind kind, Person person) {
    return Owner.account(house, person.email()).newest(kind).secret();
  }

  private static String link(String page, String secret) {
    return house.uri("/account/" + page + "?token=" + secret).toString();
  }
}
