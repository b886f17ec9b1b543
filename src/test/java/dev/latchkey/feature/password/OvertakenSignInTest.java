package dev.latchkey.feature.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.credential.HasherBusy;
import dev.latchkey.core.session.Device;
import dev.latchkey.core.session.Lifetime;
import dev.latchkey.core.signin.Proof;
import dev.latchkey.core.signin.SignInOutcome;
import dev.latchkey.core.signin.SignInRequest;
import dev.latchkey.core.token.SessionPlan;
import dev.latchkey.house.Owner;
import dev.latchkey.house.RunningHouse;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Password;
import dev.latchkey.kernel.RealmName;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Passwords that change while a sign-in with the old one is being judged. */
class OvertakenSignInTest {
  private static final SessionPlan PLAN =
      new SessionPlan(
          "private-token", null, "", false, Device.UNKNOWN, List.of(), Lifetime.UNBOUNDED);
  private static final String ANOTHER = "another5678";

  private RunningHouse house;
  private Owner ada;

  @BeforeEach
  void start() {
    house = RunningHouse.start();
    ada = Owner.signUp(house, "ada@x.org");
  }

  @AfterEach
  void stop() {
    house.close();
  }

  @Test
  void the_old_password_opens_no_session_once_a_reset_has_ended_them_all() {
    SignInOutcome outcome = signIn(Owner.PASSWORD, () -> reset(ANOTHER));

    assertThat(outcome).isEqualTo(new SignInOutcome.BadCredentials());
    assertThat(ada.sessions()).isEmpty();
    assertThat(signIn(ANOTHER, () -> {})).isInstanceOf(SignInOutcome.SignedIn.class);
  }

  @Test
  void a_better_hash_of_the_same_password_turns_nobody_away() {
    SignInOutcome outcome = signIn(Owner.PASSWORD, this::hashAnew);

    assertThat(outcome).isInstanceOf(SignInOutcome.SignedIn.class);
  }

  private SignInOutcome signIn(String password, Runnable meanwhile) {
    Proof judged = house.house().features().passwordProofs().proof(Password.of(password));
    Proof slow =
        new Proof() {
          private boolean isOver;

          @Override
          public boolean holdsFor(@Nullable Account account) throws HasherBusy {
            boolean holds = judged.holdsFor(account);
            if (!isOver) {
              isOver = true;
              meanwhile.run();
            }
            return holds;
          }

          @Override
          public boolean stillHolds(Account account) {
            return judged.stillHolds(account);
          }
        };
    return house
        .house()
        .core()
        .signIn()
        .signIn(SignInRequest.byName(RealmName.MAIN, "ada@x.org", PLAN, Origin.LOCAL), slow);
  }

  private void reset(String password) {
    house.house().features().requestReset().request(RealmName.MAIN, "ada@x.org", Origin.LOCAL);
    String link = ada.mail().getLast().link();
    assertThat(
            house
                .house()
                .features()
                .resetPassword()
                .reset(link, Password.of(password), false, Origin.LOCAL))
        .isInstanceOf(ResetPassword.Outcome.Done.class);
  }

  private void hashAnew() {
    String hash;
    try {
      hash = house.house().ports().hasher().hash(Password.of(Owner.PASSWORD));
    } catch (HasherBusy busy) {
      throw new IllegalStateException(busy);
    }
    String present = house.house().ports().credentials().passwordHash(ada.id()).orElseThrow();
    assertThat(
            house
                .house()
                .ports()
                .credentials()
                .upgradePasswordHash(ada.id(), present, hash, house.clock().now()))
        .isTrue();
  }
}
