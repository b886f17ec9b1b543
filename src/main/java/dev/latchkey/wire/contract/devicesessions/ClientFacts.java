package dev.latchkey.wire.contract.devicesessions;

import dev.latchkey.core.session.Device;
import dev.latchkey.kernel.Digests;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code authorization} object, in which a client says what it is: any object that is not
 * empty will do, and keys that mean nothing are passed over.
 */
final class ClientFacts {
  private static final String FIELD = "authorization";
  private static final String DEFAULT_PROVIDER = "UProgress";

  private ClientFacts() {}

  /**
   * Reads the object.
   *
   * @return what the client says of itself; empty if a rule is broken
   */
  static Optional<Device> read(UserFields fields, Violations found) {
    Object value = fields.value(FIELD);
    boolean blank =
        switch (value) {
          case null -> true;
          case String text -> text.isBlank();
          case Map<?, ?> map -> map.isEmpty();
          default -> false;
        };
    if (blank) {
      found.add(FIELD, Violations.BLANK);
      return Optional.empty();
    }
    if (!(value instanceof Map<?, ?> facts) || holdsMoreThanTexts(facts)) {
      found.add(FIELD, Violations.INVALID);
      return Optional.empty();
    }
    String app = text(facts, "app_name");
    String provider = text(facts, "provider");
    return Optional.of(
        new Device(
            FieldRules.isBlank(provider) ? DEFAULT_PROVIDER : provider,
            text(facts, "platform"),
            text(facts, "platform_version"),
            app == null ? text(facts, "app") : app,
            text(facts, "app_version"),
            pushToken(facts)));
  }

  private static boolean holdsMoreThanTexts(Map<?, ?> facts) {
    boolean unreadable = false;
    for (String name :
        new String[] {
          "provider",
          "platform",
          "platform_version",
          "app_name",
          "app",
          "app_version",
          "device_token"
        }) {
      unreadable |= UserFields.textOf(facts.get(name)).isUnreadable();
    }
    return unreadable;
  }

  private static @Nullable String text(Map<?, ?> facts, String name) {
    return UserFields.textOf(facts.get(name)).value();
  }

  private static @Nullable String pushToken(Map<?, ?> facts) {
    String token = text(facts, "device_token");
    return FieldRules.isBlank(token) ? null : token;
  }

  /**
   * Gives the key under which an account has one session: platform and program name, each told
   * apart from none at all. A digest, since stores bound the length of what they index.
   */
  static String key(Device device) {
    return Digests.lookup(marked(device.platform()) + marked(device.appName()));
  }

  private static String marked(@Nullable String text) {
    return text == null ? "-;" : text.length() + ":" + text + ";";
  }
}
