package dev.latchkey.core.letter;

import dev.latchkey.core.account.Account;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Language;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.TypedToken;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A letter that is to be written.
 *
 * @param kind what it says
 * @param account to whom
 * @param address to which address: the stored one, or one that was asked to become it
 * @param language in which language; null for that of the realm
 * @param secret what its link carries; null for letters without a link
 * @param facts what it tells beside; what is shown of a caller is never trusted
 */
public record Letter(
    Kind kind,
    AccountId account,
    String address,
    @Nullable Language language,
    @Nullable TypedToken secret,
    Map<Fact, String> facts) {
  /** Copies the facts. */
  public Letter {
    facts = Map.copyOf(facts);
  }

  /**
   * Starts a letter to an account at its stored address.
   *
   * @param kind what it says
   * @param account to whom; mail must be able to reach it
   * @return a letter without link and facts
   */
  public static Letter to(Account account, Kind kind) {
    return to(account, account.mailbox(), kind);
  }

  /**
   * Starts a letter to an account at another address than the stored one.
   *
   * @param account to whom
   * @param address where; an address that {@code Identifier.email} accepted
   * @param kind what it says
   * @return a letter without link and facts
   */
  public static Letter to(Account account, String address, Kind kind) {
    return new Letter(kind, account.id(), address, account.profile().language(), null, Map.of());
  }

  /**
   * Gives it a link.
   *
   * @param secret what the link carries
   * @return the changed letter
   */
  public Letter withSecret(TypedToken secret) {
    return new Letter(kind, account, address, language, secret, facts);
  }

  /**
   * Adds a fact.
   *
   * @param fact which
   * @param text what it says
   * @return the changed letter
   */
  public Letter with(Fact fact, String text) {
    Map<Fact, String> more = new EnumMap<>(Fact.class);
    more.putAll(facts);
    more.put(fact, text);
    return new Letter(kind, account, address, language, secret, more);
  }

  /**
   * Adds when and from where something was done.
   *
   * @param origin from where
   * @param at when
   * @return the changed letter
   */
  public Letter withOrigin(Origin origin, Instant at) {
    Letter placed = with(Fact.AT, at.toString()).with(Fact.PLACE, origin.address());
    return origin.agent() == null ? placed : placed.with(Fact.AGENT, origin.agent());
  }

  /** What letters say. */
  public enum Kind {
    /** Follow this link to confirm your address. */
    CONFIRM_EMAIL,
    /** Follow this link to set a new password. */
    RESET_PASSWORD,
    /** Your password was changed. */
    PASSWORD_CHANGED,
    /** Follow this link to make this your address. Goes to the new address. */
    CONFIRM_NEW_EMAIL,
    /** Your address was changed; follow this link to take that back. Goes to the old address. */
    EMAIL_CHANGED,
    /** Somebody signed in to your account from a device that is new to it. */
    NEW_DEVICE,
    /** Somebody guesses at your password, so sign-in rests for a while. */
    ACCOUNT_LOCKED,
    /** Somebody wanted to sign up with your address; you have an account already. */
    ADDRESS_TAKEN
  }

  /** What a letter can tell. */
  public enum Fact {
    /** When it happened, in ISO 8601. */
    AT,
    /** The network address of the caller. */
    PLACE,
    /** What the caller called itself. */
    AGENT,
    /** The address that takes the place of the present one. */
    NEW_EMAIL,
    /** Until when something holds, in ISO 8601. */
    UNTIL
  }
}
