package dev.latchkey.core.account;

import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.RealmName;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person or program that can sign in, as its row stood when it was read.
 *
 * @param id its number
 * @param realm the namespace it belongs to
 * @param status whether it may sign in
 * @param username the name it chose, as typed; null if it has none
 * @param email its address as typed; null if it has none
 * @param emailConfirmedAt when it was proven that the address is its own; null if it was not
 * @param telegramName its telegram name; null if it has none
 * @param clientId the client that signed it up; null if that was none
 * @param profile what it says of itself
 * @param permissions words that {@code session-rpc} sign-in can ask for, beyond the built-in ones
 * @param createdAt when it was made
 * @param updatedAt when its row last changed
 */
public record Account(
    AccountId id,
    RealmName realm,
    AccountStatus status,
    @Nullable String username,
    @Nullable String email,
    @Nullable Instant emailConfirmedAt,
    @Nullable String telegramName,
    @Nullable String clientId,
    Profile profile,
    Set<String> permissions,
    Instant createdAt,
    Instant updatedAt) {

  /** Copies the permissions. */
  public Account {
    permissions = Set.copyOf(permissions);
  }

  /**
   * Says whether it may sign in.
   *
   * @return true unless it is disabled
   */
  public boolean isActive() {
    return status == AccountStatus.ACTIVE;
  }

  /**
   * The name to show where a contract must show one: the username, else the local part of the
   * e-mail address reduced to word characters, else {@code user} and the number. Never an
   * identifier.
   *
   * @return a name that is not blank
   */
  public String shownName() {
    if (username != null) {
      return username;
    }
    String local = email == null ? "" : email.substring(0, email.indexOf('@'));
    String reduced = local.replaceAll("[^\\p{L}\\p{N}_]+", "_");
    return reduced.isBlank() ? "user" + id.value() : reduced;
  }

  /**
   * Says whether the account may do what a permission stands for. Every account holds {@code *} and
   * {@code user}, none holds {@code guest}, and one that was given {@code root} holds everything
   * else.
   *
   * @param permission the word
   * @return whether it holds it
   */
  public boolean holds(String permission) {
    return switch (permission) {
      case "*", "user" -> true;
      case "guest" -> false;
      default -> permissions.contains("root") || permissions.contains(permission);
    };
  }

  /**
   * Says whether mail can reach it. Addresses under {@code .invalid} are shown and never mailed to.
   *
   * @return whether it has a real address
   */
  public boolean isMailable() {
    return email != null && !email.endsWith(".invalid");
  }

  /**
   * Gives the address to mail to.
   *
   * @return the stored address
   * @throws IllegalStateException if it is not {@link #isMailable}
   */
  public String mailbox() {
    if (email == null || !isMailable()) {
      throw new IllegalStateException("no mail can reach account " + id);
    }
    return email;
  }
}
