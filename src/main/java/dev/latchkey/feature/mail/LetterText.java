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
