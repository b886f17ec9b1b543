package dev.latchkey.house;

import dev.latchkey.boot.House;
import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.NewAccount;
import dev.latchkey.core.policy.BudgetSettings;
import dev.latchkey.core.session.Lifetime;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.signin.Proof;
import dev.latchkey.core.signin.SignInOutcome;
import dev.latchkey.core.signin.SignInRequest;
import dev.latchkey.core.signup.SignUpOutcome;
import dev.latchkey.core.signup.SignUpRequest;
import dev.latchkey.core.token.SessionPlan;
import dev.latchkey.core.token.TokenForm;
import dev.latchkey.house.doors.Person;
import dev.latchkey.kernel.Digests;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Password;
import dev.latchkey.kernel.RealmName;
import java.time.Duration;
import java.util.HexFormat;

/** Guesses at passwords in a house, from any address. */
final class Guessing {
  /** Where owners come from. */
  static final String HOME = "192.0.2.1";

  /** Where strangers come from. Callers over HTTP come from 127.0.0.1, which is strange, too. */
  static final String ELSEWHERE = "198.51.100.7";

  private static final TokenForm FORM =
      new TokenForm() {
        @Override
        public String kind() {
          return "guess";
        }

        @Override
        public Minted mint(Session session, Entropy entropy) {
          String secret = HexFormat.of().formatHex(entropy.bytes(16));
          return new Minted(secret, Digests.lookup(secret));
        }
      };

  private Guessing() {}

  /** Budgets that only the durable counter bounds. */
  static BudgetSettings locking(int after) {
    int plenty = 1_000_000;
    return new BudgetSettings(plenty, Duration.ofMinutes(10), plenty, plenty, plenty, plenty)
        .withLock(after, Duration.ofHours(24), Duration.ofMinutes(15));
  }

  /** Makes an account whose owner is at home. */
  static Account account(House house, Person person) {
    NewAccount wanted =
        NewAccount.in(RealmName.MAIN)
            .withUsername(Identifier.name(person.username()).orElseThrow())
            .withEmail(Identifier.email(person.email()).orElseThrow());
    SignUpOutcome outcome =
        house
            .core()
            .signUp()
            .signUp(new SignUpRequest(wanted, Password.of(person.password()), null, from(HOME)));
    if (outcome instanceof SignUpOutcome.SignedUp made) {
      return made.account();
    }
    throw new AssertionError("not signed up: " + outcome);
  }

  /** Tries a password. */
  static SignInOutcome guess(House house, String name, String password, String address) {
    return prove(
        house, name, house.features().passwordProofs().proof(Password.of(password)), address);
  }

  /** Tries a proof. */
  static SignInOutcome prove(House house, String name, Proof proof, String address) {
    SessionPlan plan = SessionPlan.fresh("guessing", FORM, Lifetime.UNBOUNDED);
    return house
        .core()
        .signIn()
        .signIn(SignInRequest.byName(RealmName.MAIN, name, plan, from(address)), proof);
  }

  static Origin from(String address) {
    return new Origin(address, "a test", null, "-");
  }
}
