package dev.latchkey.house;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.letter.Letter;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.signin.Proven;
import dev.latchkey.core.signin.Reprove;
import dev.latchkey.feature.mail.Outbox;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.IdentifierKind.Namespace;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Password;
import dev.latchkey.kernel.RealmName;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A person with an account in a {@link RunningHouse}, who signs in, and reads any mail. */
public final class Owner {
  /** The password of everybody. */
  public static final String PASSWORD = "test1234";

  private final RunningHouse house;
  private final AccountId id;

  private Owner(RunningHouse house, AccountId id) {
    this.house = house;
    this.id = id;
  }

  /** Signs up under an address, which becomes the name too. */
  public static Owner signUp(RunningHouse house, String address, String... headers) {
    String name = address.substring(0, address.indexOf('@'));
    int status =
        house
            .post(
                "/sign_up",
                "{\"username\":\"%s\",\"email\":\"%s\",\"password\":\"%s\",\"password_confirmation\":\"%s\"}"
                    .formatted(name, address, PASSWORD, PASSWORD),
                headers)
            .statusCode();
    if (status != 200) {
      throw new IllegalStateException("sign-up was answered with " + status);
    }
    Account made =
        house
            .house()
            .ports()
            .accounts()
            .findByIdentifier(
                RealmName.MAIN, Namespace.NAME, Identifier.name(address).orElseThrow().canonical())
            .orElseThrow();
    return new Owner(house, made.id());
  }

  /** Finds whoever has an address. */
  public static Owner account(RunningHouse house, String address) {
    return house
        .house()
        .ports()
        .accounts()
        .findByIdentifier(
            RealmName.MAIN, Namespace.NAME, Identifier.name(address).orElseThrow().canonical())
        .map(account -> new Owner(house, account.id()))
        .orElseThrow();
  }

  /** The number of the account. */
  public AccountId id() {
    return id;
  }

  /** The account as it is now. */
  public Account account() {
    return house.house().ports().accounts().find(id).orElseThrow();
  }

  /** The sessions that have not ended, newest sign-in first. */
  public List<Session> sessions() {
    return house.house().ports().sessions().of(id);
  }

  /** The session of the newest sign-in. */
  public Session session() {
    return sessions().getFirst();
  }

  /** Proves the account again. */
  public Proven proven() {
    return proven(session());
  }

  /** Proves the account again, through one of its sessions. */
  public Proven proven(Session session) {
    Reprove.Outcome outcome = reprove(session, PASSWORD);
    if (outcome instanceof Reprove.Outcome.Done done) {
      return done.proven();
    }
    throw new IllegalStateException("not proven: " + outcome);
  }

  /** Tries to prove the account again. */
  public Reprove.Outcome reprove(Session session, String password) {
    return house
        .house()
        .core()
        .reprove()
        .reprove(
            account(),
            session,
            house.house().features().passwordProofs().proof(Password.of(password)),
            Origin.LOCAL);
  }

  /** The letters to the account, at any address, oldest first. */
  public List<Mail> mail() {
    return mail(house).stream().filter(one -> one.account().equals(id)).toList();
  }

  /** The newest letter of a kind. */
  public Mail newest(Letter.Kind kind) {
    return mail().stream().filter(one -> one.kind() == kind).toList().getLast();
  }

  /** All letters that were kept for sending, oldest first. */
  public static List<Mail> mail(RunningHouse house) {
    return house.house().ports().outbox().list(0, Integer.MAX_VALUE).stream()
        .map(
            entry -> new Mail(entry.kind(), entry.account(), entry.address(), secret(house, entry)))
        .toList();
  }

  private static @Nullable String secret(RunningHouse house, Outbox.Entry entry) {
    if (entry.sealedSecret() == null) {
      return null;
    }
    byte[] sealed = Base64.getDecoder().decode(entry.sealedSecret());
    return new String(
        house.house().ports().sealer().open(sealed, entry.place()), StandardCharsets.US_ASCII);
  }

  /** A letter, opened. */
  public record Mail(Letter.Kind kind, AccountId account, String address, @Nullable String secret) {
    /** The secret of the link, which there must be. */
    public String link() {
      if (secret == null) {
        throw new IllegalStateException("no link in " + kind);
      }
      return secret;
    }
  }
}
