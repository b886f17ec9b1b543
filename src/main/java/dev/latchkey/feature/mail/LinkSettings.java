package dev.latchkey.feature.mail;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the links in letters lead, for a team whose own web application takes them. Each is an http
 * or https address with {@code {token}} once, after the host; null for the hosted page.
 *
 * @param confirmEmail confirms an address
 * @param resetPassword sets a new password
 * @param confirmNewEmail makes an address that of the account
 * @param undoEmail takes a change of address back
 */
public record LinkSettings(
    @Nullable String confirmEmail,
    @Nullable String resetPassword,
    @Nullable String confirmNewEmail,
    @Nullable String undoEmail) {
  /** All links lead to the hosted pages. */
  public static final LinkSettings DEFAULT = new LinkSettings(null, null, null, null);

  /** Stands for the secret in a pattern. */
  static final String TOKEN = "{token}";

  /**
   * Checks the patterns.
   *
   * @throws IllegalArgumentException if one is no such address
   */
  public LinkSettings {
    List<String> wrong = new ArrayList<>();
    check("confirmEmail", confirmEmail, wrong);
    check("resetPassword", resetPassword, wrong);
    check("confirmNewEmail", confirmNewEmail, wrong);
    check("undoEmail", undoEmail, wrong);
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(
          String.join(" and ", wrong)
              + " must be an http or https address with {token} in it once, after the host, such as"
              + " https://app.example/#/confirm-email/{token}");
    }
  }

  private static void check(String name, @Nullable String pattern, List<String> wrong) {
    if (pattern != null && !isPattern(pattern)) {
      wrong.add(name);
    }
  }

  private static boolean isPattern(String pattern) {
    int at = pattern.indexOf(TOKEN);
    if (at < 0 || pattern.indexOf(TOKEN, at + 1) >= 0) {
      return false;
    }
    try {
      URI whole = new URI(pattern.replace(TOKEN, "a-token"));
      URI before = new URI(pattern.substring(0, at));
      String scheme = String.valueOf(whole.getScheme()).toLowerCase(Locale.ROOT);
      return (scheme.equals("http") || scheme.equals("https"))
          && whole.getHost() != null
          && whole.getRawUserInfo() == null
          && whole.getHost().equals(before.getHost())
          && whole.getPort() == before.getPort()
          && pattern.substring(0, at).indexOf('/', scheme.length() + 3) > 0;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
