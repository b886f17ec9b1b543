package dev.latchkey.feature.device;

import dev.latchkey.core.session.Device;
import dev.latchkey.core.session.Session;
import dev.latchkey.kernel.Digests;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What makes two sign-ins come from the same device, as far as a server can tell: contract, client,
 * what the client said of itself, and what it called itself, all without figures, so that an update
 * is no new device. The rules that name programs are not asked: with them the digests would change,
 * and everybody would get a letter.
 */
final class DeviceDigest {
  private DeviceDigest() {}

  static String of(Session session) {
    return of(session, session.agent());
  }

  /** The device of a session that is handed out again to a caller of another name. */
  static String of(Session session, @Nullable String agent) {
    Device device = session.device();
    List<String> parts = new ArrayList<>();
    parts.add(session.contract());
    parts.add(plain(session.clientId()));
    parts.add(withoutFigures(device.platform()));
    parts.add(withoutFigures(device.appName()));
    parts.add(withoutFigures(agent));
    return Digests.lookup(String.join("\n", parts));
  }

  /** Stands for guesses from a place, to be remembered beside the devices. */
  static String ofGuesses(String address) {
    return Digests.lookup("guesses\n" + address);
  }

  private static String plain(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String withoutFigures(@Nullable String text) {
    StringBuilder kept = new StringBuilder();
    plain(text)
        .codePoints()
        .filter(Character::isLetter)
        .map(Character::toLowerCase)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }
}
