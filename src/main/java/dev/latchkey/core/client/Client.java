package dev.latchkey.core.client;

import dev.latchkey.kernel.RealmName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An application that is allowed to ask.
 *
 * @param id what it calls itself on the wire: 1 to 100 printable ASCII characters without spaces
 * @param realm the realm whose accounts it sees
 * @param name what people call it
 * @param secretLookup the digest of its secret; null for a public client, which has none
 * @param createdAt when it was registered
 */
public record Client(
    String id, RealmName realm, String name, @Nullable String secretLookup, Instant createdAt) {
  /**
   * Checks the id.
   *
   * @throws IllegalArgumentException if the id has another form
   */
  public Client {
    if (!isId(id)) {
      throw new IllegalArgumentException(
          "a client id is 1 to 100 printable ASCII characters without spaces");
    }
  }

  /**
   * Says whether a text can be a client id.
   *
   * @param text the text
   * @return whether it can
   */
  public static boolean isId(String text) {
    return !text.isEmpty()
        && text.length() <= 100
        && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /**
   * Says whether it can keep a secret.
   *
   * @return true if it has none
   */
  public boolean isPublic() {
    return secretLookup == null;
  }
}
