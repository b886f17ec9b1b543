package dev.latchkey.feature.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.session.Device;
import dev.latchkey.core.session.Lifetime;
import dev.latchkey.core.session.Session;
import dev.latchkey.core.token.SessionPlan;
import dev.latchkey.feature.profile.ChangeProfile;
import dev.latchkey.house.RunningHouse;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.IdentifierKind.Namespace;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.Password;
import dev.latchkey.kernel.RealmName;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session that is revoked between its check and its effect has none. */
class RevokedSessionTest {
  private static final SessionPlan RENEWAL =
      new SessionPlan(
          "private-token", null, "", false, Device.UNKNOWN, List.of(), Lifetime.UNBOUNDED);

  private RunningHouse house;
  private Account account;
  private Session session;

  @BeforeEach
  void start() {
    house = RunningHouse.start();
    assertThat(
            house
                .post(
                    "/sign_up",
                    "{\"username\":\"john\",\"email\":\"john@example.com\","
                        + "\"password\":\"test1234\",\"password_confirmation\":\"test1234\"}")
                .statusCode())
        .isEqualTo(200);
    account =
        house
            .house()
            .ports()
            .accounts()
            .findByIdentifier(RealmName.MAIN, Namespace.NAME, canonical("john"))
            .orElseThrow();
    session = house.house().ports().sessions().of(account.id()).getFirst();
  }

  @AfterEach
  void stop() {
    house.close();
  }

  @Test
  void it_changes_no_password_and_brings_forth_no_session() {
    house.house().core().endSession().end(session.id(), Origin.LOCAL);

    assertThat(change(null)).isEqualTo(new ChangePassword.Outcome.SessionEnded());
    assertThat(change(RENEWAL)).isEqualTo(new ChangePassword.Outcome.SessionEnded());
    assertThat(house.house().ports().sessions().of(account.id())).isEmpty();
    assertThat(signIn("test1234")).isEqualTo(200);
    assertThat(signIn("another5678")).isEqualTo(401);
  }

  @Test
  void it_changes_no_profile_and_no_address() {
    house.house().core().endSession().end(session.id(), Origin.LOCAL);
    Identifier evil = Identifier.email("evil@example.com").orElseThrow();

    ChangeProfile.Outcome outcome =
        house
            .house()
            .features()
            .changeProfile()
            .change(
                account, session, present -> present.withFullName("Mallory"), evil, Origin.LOCAL);

    assertThat(outcome).isEqualTo(new ChangeProfile.Outcome.Gone());
    Account present = house.house().ports().accounts().find(account.id()).orElseThrow();
    assertThat(present.email()).isEqualTo("john@example.com");
    assertThat(present.profile()).isEqualTo(account.profile());
  }

  @Test
  void a_live_one_changes_it() {
    assertThat(change(null)).isEqualTo(new ChangePassword.Outcome.Changed(null));
    assertThat(signIn("another5678")).isEqualTo(200);
    assertThat(signIn("test1234")).isEqualTo(401);
  }

  private ChangePassword.Outcome change(@Nullable SessionPlan renewal) {
    return house
        .house()
        .features()
        .changePassword()
        .change(
            new ChangePassword.Request(
                account,
                session,
                Password.of("test1234"),
                Password.of("another5678"),
                false,
                renewal,
                Origin.LOCAL));
  }

  private int signIn(String password) {
    return house
        .post("/sign_in", "{\"login\":\"john\",\"password\":\"" + password + "\"}")
        .statusCode();
  }

  private static String canonical(String name) {
    return Identifier.name(name).orElseThrow().canonical();
  }
}
