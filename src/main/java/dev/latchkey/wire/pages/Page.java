package dev.latchkey.wire.pages;

import java.util.Optional;

/** A page. Redirects lead to one of these and nowhere else. */
enum Page {
  HOME("", Text.HOME),
  SIGN_UP("/sign-up", Text.SIGN_UP),
  SIGN_IN("/sign-in", Text.SIGN_IN),
  SIGN_OUT("/sign-out", Text.SIGN_OUT),
  FORGOT_PASSWORD("/forgot-password", Text.FORGOT_PASSWORD),
  RESET_PASSWORD("/reset-password", Text.NEW_PASSWORD),
  RESEND_CONFIRMATION("/resend-confirmation", Text.RESEND_CONFIRMATION),
  CONFIRM_EMAIL("/confirm-email", Text.CONFIRM_EMAIL),
  CONFIRM_NEW_EMAIL("/confirm-new-email", Text.CONFIRM_NEW_EMAIL),
  UNDO_EMAIL("/undo-email", Text.UNDO_EMAIL),
  PROFILE("/profile", Text.PROFILE),
  EMAIL("/email", Text.EMAIL),
  PASSWORD("/password", Text.PASSWORD),
  DEVICES("/devices", Text.DEVICES),
  DATA("/data", Text.YOUR_DATA),
  CLOSE("/close", Text.CLOSE_ACCOUNT);

  private final String path;
  private final Text title;

  Page(String path, Text title) {
    this.path = path;
    this.title = title;
  }

  /** The path as the router has it. */
  String path() {
    return "/account" + path;
  }

  /** What the page is called. */
  Text title() {
    return title;
  }

  /** The name under which forms and queries mean the page: {@code devices}, {@code sign-in}. */
  String slug() {
    return path.isEmpty() ? "home" : path.substring(1);
  }

  /** Finds a page by its slug; whatever else is sent is no page. */
  static Optional<Page> ofSlug(String slug) {
    for (Page place : values()) {
      if (place.slug().equals(slug)) {
        return Optional.of(place);
      }
    }
    return Optional.empty();
  }

  /** Says whether somebody who signed in may be led there. */
  boolean isAfterSignIn() {
    return switch (this) {
      case HOME, PROFILE, EMAIL, PASSWORD, DEVICES, DATA, CLOSE -> true;
      case SIGN_UP,
          SIGN_IN,
          SIGN_OUT,
          FORGOT_PASSWORD,
          RESET_PASSWORD,
          RESEND_CONFIRMATION,
          CONFIRM_EMAIL,
          CONFIRM_NEW_EMAIL,
          UNDO_EMAIL ->
          false;
    };
  }
}
