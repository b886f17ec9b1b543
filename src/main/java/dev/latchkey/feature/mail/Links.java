package dev.latchkey.feature.mail;

import dev.latchkey.core.challenge.Purpose;
import dev.latchkey.core.letter.Letter;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the links of letters, from settings and nothing else. */
final class Links {
  private final LinkSettings settings;
  private final Supplier<URI> publicUrl;

  Links(LinkSettings settings, Supplier<URI> publicUrl) {
    this.settings = settings;
    this.publicUrl = publicUrl;
  }

  /** Says what the link of a letter is good for; null for letters without a link. */
  static @Nullable Purpose purpose(Letter.Kind kind) {
    return switch (kind) {
      case CONFIRM_EMAIL -> Purpose.EMAIL_CONFIRMATION;
      case RESET_PASSWORD -> Purpose.PASSWORD_RESET;
      case CONFIRM_NEW_EMAIL -> Purpose.EMAIL_CHANGE;
      case EMAIL_CHANGED -> Purpose.EMAIL_UNDO;
      case PASSWORD_CHANGED, NEW_DEVICE, ACCOUNT_LOCKED, ADDRESS_TAKEN -> null;
    };
  }

  /**
   * Makes a link.
   *
   * @param purpose what it is good for
   * @param secret what it carries, in characters that any part of an address can hold
   */
  String link(Purpose purpose, String secret) {
    String pattern =
        switch (purpose) {
          case EMAIL_CONFIRMATION -> pattern(settings.confirmEmail(), "confirm-email");
          case PASSWORD_RESET -> pattern(settings.resetPassword(), "reset-password");
          case EMAIL_CHANGE -> pattern(settings.confirmNewEmail(), "confirm-new-email");
          case EMAIL_UNDO -> pattern(settings.undoEmail(), "undo-email");
        };
    return pattern.replace(LinkSettings.TOKEN, secret);
  }

  private String pattern(@Nullable String own, String page) {
    if (own != null) {
      return own;
    }
    String base = publicUrl.get().toString();
    return base + (base.endsWith("/") ? "" : "/") + "account/" + page + "?token=" + "{token}";
  }
}
