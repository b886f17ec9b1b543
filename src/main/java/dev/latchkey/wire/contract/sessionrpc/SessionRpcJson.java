package dev.latchkey.wire.contract.sessionrpc;

import dev.latchkey.core.account.Account;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The only place that writes an account or a token of this contract. */
final class SessionRpcJson {
  /** What stands for the address of an account that has none. */
  private static final String NOBODY = "4732e01b487869e3e6d42c2720468036";

  private SessionRpcJson() {}

  /** Writes the answer of a sign-in; the token is left out where none was made. */
  static Map<String, @Nullable Object> signedIn(@Nullable String token, Account account) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    if (token != null) {
      data.put("token", token);
    }
    data.put("auth", auth(account));
    data.put("settings", Map.of());
    return data;
  }

  /** Writes what a guest is told. */
  static Map<String, @Nullable Object> guest() {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("settings", Map.of());
    return data;
  }

  private static Map<String, @Nullable Object> auth(Account account) {
    Map<String, @Nullable Object> permissions = new LinkedHashMap<>();
    new TreeSet<>(account.permissions()).forEach(one -> permissions.put(one, true));
    Map<String, @Nullable Object> auth = new LinkedHashMap<>();
    auth.put("is_authenticated", true);
    auth.put("user_id", Integer.toString(account.id().value()));
    auth.put("username", account.shownName());
    auth.put("permissions", permissions);
    auth.put("avatar", "https://s.gravatar.com/avatar/" + picture(account) + "?d=identicon");
    return auth;
  }

  private static String picture(Account account) {
    if (!account.isMailable()) {
      return NOBODY;
    }
    byte[] address = account.mailbox().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    try {
      // Not a matter of security: the picture service names its pictures so.
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(address));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
