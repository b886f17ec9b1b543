package dev.latchkey.feature.mail;

import dev.latchkey.kernel.Sealer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes out stored letters, with their links opened. */
public final class LetterText {
  private final MailSettings settings;
  private final Sealer sealer;

  /**
   * Makes one.
   *
   * @param settings where links lead
   * @param sealer opens the secrets
   */
  public LetterText(MailSettings settings, Sealer sealer) {
    this.settings = settings;
    this.sealer = sealer;
  }

  /**
   * Writes a letter out.
   *
   * @param entry the stored letter
   * @return the whole letter
   */
  public Written write(Outbox.Entry entry) {
    return switch (entry.kind()) {
      case CONFIRM_EMAIL ->
          new Written(
              entry.address(),
              "Confirm your email",
              "\nUse the following link to confirm your email:\n\n"
                  + link("confirm-email", entry)
                  + "\n");
      case RESET_PASSWORD ->
          new Written(
              entry.address(),
              "Reset Password",
              "\nUse the following link to reset your password:\n\n"
                  + link("reset-password", entry)
                  + "\n");
      case PASSWORD_CHANGED ->
          new Written(
              entry.address(), "Your password was changed", "\nYour password was changed.\n");
      case CONFIRM_NEW_EMAIL ->
          new Written(
              entry.address(),
              "Confirm your new email",
              "\nUse the following link to make this your email:\n\n"
                  + link("confirm-new-email", entry)
                  + "\n");
      case EMAIL_CHANGED ->
          new Written(
              entry.address(),
              "Your email was changed",
              "\nUse the following link to take that back:\n\n" + link("undo-email", entry) + "\n");
      case NEW_DEVICE ->
          new Written(
              entry.address(),
              "New sign-in to your account",
              "\nSomebody signed in to your account from a new device.\n");
      case ACCOUNT_LOCKED ->
          new Written(
              entry.address(),
              "Sign-in to your account rests",
              "\nSomebody guesses at your password, so sign-in rests for a while.\n");
      case ADDRESS_TAKEN ->
          new Written(
              entry.address(),
              "You have an account already",
              "\nSomebody wanted to sign up with your address, which has an account already.\n");
    };
  }

  private String link(String page, Outbox.Entry entry) {
    if (entry.sealedSecret() == null) {
      throw new IllegalStateException("letter " + entry.id() + " has lost its link");
    }
    byte[] plain = sealer.open(Base64.getDecoder().decode(entry.sealedSecret()), entry.place());
    String secret = new String(plain, StandardCharsets.US_ASCII);
    return settings.publicUrl() + "#/" + page + "/" + secret;
  }

  /**
   * A letter as it is read.
   *
   * @param to the address
   * @param subject the subject line
   * @param text the body
   */
  public record Written(String to, String subject, String text) {}
}
