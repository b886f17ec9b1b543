package dev.latchkey.wire.pages;

import dev.latchkey.kernel.Language;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands around the content of a page.
 *
 * @param place which page it is
 * @param language in which language
 * @param links where pages are
 * @param assets where the style sheet and the pictures are
 * @param look how it looks
 * @param browserToken what shows that a form came from us, for anybody
 * @param sessionToken the same for whoever is signed in; empty for nobody
 * @param person who is signed in, in words; empty for nobody
 * @param inbox where letters can be read that are not sent; empty for nowhere
 * @param note a message from the page before; null for none
 */
record Frame(
    Page place,
    Language language,
    Links links,
    Assets assets,
    LookSettings look,
    String browserToken,
    String sessionToken,
    String person,
    String inbox,
    @Nullable Note note) {
  /** The pages among which somebody who is signed in moves. */
  static final List<Page> NAVIGATION =
      List.of(Page.HOME, Page.PROFILE, Page.PASSWORD, Page.DEVICES, Page.DATA);

  String say(Text text, Object... filled) {
    return text.in(language, filled);
  }

  String to(Page where) {
    return links.to(where);
  }

  String languageSwitch() {
    return links.to("/account/language");
  }

  String resendButton() {
    return links.to("/account/email/confirmation");
  }

  String endOne() {
    return links.to("/account/devices/end");
  }

  String endOthers() {
    return links.to("/account/devices/end-others");
  }

  boolean isSignedIn() {
    return !person.isEmpty();
  }

  /** Which entry of the navigation a page belongs to. */
  boolean isUnder(Page entry) {
    Page parent =
        switch (place) {
          case EMAIL -> Page.PROFILE;
          case CLOSE -> Page.DATA;
          default -> place;
        };
    return parent == entry;
  }

  List<Language> languages() {
    return List.of(Language.values());
  }

  /** The name of a language in itself. */
  static String name(Language one) {
    return switch (one) {
      case ENGLISH -> "English";
      case CHINESE -> "简体中文";
    };
  }
}
