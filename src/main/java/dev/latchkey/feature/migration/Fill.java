package dev.latchkey.feature.migration;

import dev.latchkey.core.account.Profile;
import dev.latchkey.feature.migration.Arrivals.Filling;
import dev.latchkey.feature.migration.Arrivals.Holding;
import dev.latchkey.feature.migration.Arrivals.Text;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.IdentifierKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an account lacks that an export brings along. It says nothing of permissions, nor of whether
 * the account may sign in: those are decided here.
 */
final class Fill {
  private Fill() {}

  static Filling of(Candidate candidate, Holding holding) {
    Identifier username = candidate.account().username();
    Identifier email = candidate.account().email();
    Identifier telegram = candidate.account().telegram();
    Identifier wechat =
        candidate.account().identifiers().stream()
            .filter(one -> one.kind() == IdentifierKind.WECHAT)
            .findFirst()
            .orElse(null);
    return new Filling(
        holding.account(),
        holding.username() == null ? username : null,
        holding.mailbox() == null ? email : null,
        holding.telegram() == null ? telegram : null,
        holding.hasWechat() ? null : wechat,
        texts(candidate.account().profile(), holding.lacks()),
        holding.hasPassword() ? null : candidate.passwordHash());
  }

  /** Says whether it proves the address that the account has, or gets. */
  static boolean proves(Candidate candidate, Holding holding) {
    Identifier email = candidate.account().email();
    return candidate.emailProvenAt() != null
        && email != null
        && !holding.isEmailProven()
        && (holding.mailbox() == null || email.canonical().equals(holding.email()));
  }

  static Holding after(Filling filling, Holding holding) {
    Set<Text> lacks = new HashSet<>(holding.lacks());
    lacks.removeAll(filling.texts().keySet());
    return new Holding(
        holding.account(),
        holding.isActive(),
        filling.username() == null ? holding.username() : filling.username().canonical(),
        filling.email() == null ? holding.email() : filling.email().canonical(),
        filling.email() == null ? holding.mailbox() : filling.email().display(),
        holding.isEmailProven(),
        filling.telegram() == null ? holding.telegram() : filling.telegram().canonical(),
        holding.hasWechat() || filling.wechat() != null,
        holding.hasPassword() || filling.passwordHash() != null,
        holding.hasPermissions(),
        lacks);
  }

  static String words(Filling filling, boolean proves) {
    List<String> given = new ArrayList<>();
    add(given, filling.username(), "user name");
    add(given, filling.email(), "e-mail address");
    if (proves) {
      given.add("proof of the address");
    }
    add(given, filling.telegram(), "telegram name");
    add(given, filling.wechat(), "WeChat openid");
    add(given, filling.passwordHash(), "password");
    if (!filling.texts().isEmpty()) {
      given.add("profile");
    }
    return "given: " + String.join(", ", given);
  }

  private static void add(List<String> given, @Nullable Object what, String word) {
    if (what != null) {
      given.add(word);
    }
  }

  private static Map<Text, String> texts(Profile said, Set<Text> lacks) {
    Map<Text, String> texts = new EnumMap<>(Text.class);
    for (Text text : lacks) {
      String value = of(said, text);
      if (value != null) {
        texts.put(text, value);
      }
    }
    return texts;
  }

  /** Reads a text of a profile. */
  static @Nullable String of(Profile said, Text text) {
    return switch (text) {
      case FULL_NAME -> said.fullName();
      case FIRST_NAME -> said.firstName();
      case LAST_NAME -> said.lastName();
      case DESCRIPTION -> said.description();
      case LOCATION -> said.location();
      case AVATAR -> said.avatar();
      case PHONE_NUMBER -> said.phoneNumber();
      case LANGUAGE -> said.language() == null ? null : said.language().tag();
    };
  }
}
