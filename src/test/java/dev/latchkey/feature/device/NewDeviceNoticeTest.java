package dev.latchkey.feature.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.boot.Ports;
import dev.latchkey.boot.RealmSettings;
import dev.latchkey.boot.ServerSettings;
import dev.latchkey.core.letter.Letter;
import dev.latchkey.core.session.SessionSettings;
import dev.latchkey.core.signin.SignInWatch.Acquaintance;
import dev.latchkey.core.signin.SignInWatch.Entry;
import dev.latchkey.feature.mail.Bell;
import dev.latchkey.feature.mail.OutboxLetters;
import dev.latchkey.house.Owner;
import dev.latchkey.house.RunningHouse;
import dev.latchkey.kernel.Origin;
import dev.latchkey.kernel.RealmName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The owner learns of a device that is new to the account, once. */
class NewDeviceNoticeTest {
  private static final String FIREFOX =
      "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
  private static final String FIREFOX_LATER =
      "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0";
  private static final String ANDROID = "okhttp/4.9.3";

  private @Nullable RunningHouse running;

  @AfterEach
  void stop() {
    if (running != null) {
      running.close();
    }
  }

  @Test
  void the_first_device_is_the_owners_and_a_second_one_is_told() {
    RunningHouse house = start(settings -> settings);
    Owner ada = signUp(house);

    signIn(house, FIREFOX);
    assertThat(notices(ada)).isEmpty();
    signIn(house, ANDROID);
    assertThat(notices(ada))
        .hasSize(1)
        .first()
        .extracting(Owner.Mail::address)
        .isEqualTo("ada@x.org");
    signIn(house, ANDROID);
    signIn(house, FIREFOX);
    assertThat(notices(ada)).hasSize(1);
  }

  @Test
  void an_update_of_the_same_program_is_no_new_device() {
    RunningHouse house = start(settings -> settings);
    Owner ada = signUp(house);

    signIn(house, FIREFOX);
    signIn(house, FIREFOX_LATER);
    assertThat(notices(ada)).isEmpty();
  }

  @Test
  void the_same_program_through_another_contract_is_told() {
    RunningHouse house = start(settings -> settings);
    Owner ada = signUp(house);
    signIn(house, FIREFOX);

    house.post(
        "/api/v1/session/signin",
        "[{\"username\":\"ada\",\"password\":\"test1234\"}]",
        "User-Agent",
        FIREFOX);
    assertThat(notices(ada)).hasSize(1);
  }

  @Test
  void a_stranger_who_is_the_first_to_sign_in_after_the_sign_up_is_told() {
    RunningHouse house = start(settings -> settings);
    Owner ada = signUp(house);

    signIn(house, ANDROID);
    assertThat(notices(ada)).hasSize(1);
  }

  @Test
  void a_known_device_from_a_new_network_after_failures_is_told_once() {
    RunningHouse house = start(settings -> settings);
    Owner ada = signUp(house);
    signIn(house, FIREFOX);
    NewDeviceNotice notice = notice(house);
    Origin afar = new Origin("203.0.113.9", FIREFOX, null, "-");

    tell(house, notice, ada, afar, new Acquaintance(true, 5));
    tell(house, notice, ada, afar, new Acquaintance(false, 0));
    assertThat(notices(ada)).isEmpty();
    tell(house, notice, ada, afar, new Acquaintance(false, 1));
    tell(house, notice, ada, afar, new Acquaintance(false, 1));
    assertThat(notices(ada)).hasSize(1);
  }

  @Test
  void nobody_floods_a_mailbox_with_ever_new_devices() {
    RunningHouse house = start(settings -> settings);
    Owner ada = signUp(house);
    for (char name = 'a'; name < 'p'; name++) {
      signIn(house, "app-" + name);
    }
    assertThat(notices(ada)).hasSizeBetween(3, 5);

    house.clock().advance(Duration.ofDays(1).plusMinutes(1));
    signIn(house, "app-zz");
    assertThat(notices(ada)).hasSizeBetween(4, 6);
  }

  @Test
  void a_realm_may_want_no_notices() {
    RunningHouse house =
        start(
            settings ->
                settings.withRealms(
                    Map.of(
                        RealmName.MAIN,
                        RealmSettings.DEFAULT.withSessions(
                            new SessionSettings(null, null, null, false)))));
    Owner ada = signUp(house);
    signIn(house, FIREFOX);
    signIn(house, ANDROID);
    assertThat(notices(ada)).isEmpty();
  }

  private RunningHouse start(UnaryOperator<ServerSettings> change) {
    running = RunningHouse.start(change);
    return running;
  }

  /** Through a browser, as {@link #signIn} does by default. */
  private static Owner signUp(RunningHouse house) {
    return Owner.signUp(house, "ada@x.org", "User-Agent", FIREFOX);
  }

  private static void signIn(RunningHouse house, String agent) {
    assertThat(
            house
                .post(
                    "/sign_in",
                    "{\"login\":\"ada\",\"password\":\"test1234\"}",
                    "User-Agent",
                    agent)
                .statusCode())
        .isEqualTo(200);
  }

  private static void tell(
      RunningHouse house, NewDeviceNotice notice, Owner owner, Origin origin, Acquaintance how) {
    house
        .house()
        .ports()
        .transactions()
        .run(() -> notice.signedIn(new Entry(owner.account(), owner.session(), origin, how)));
  }

  private static NewDeviceNotice notice(RunningHouse house) {
    Ports ports = house.house().ports();
    return new NewDeviceNotice(
        ports.knownDevices(),
        ports.sessions(),
        realm -> SessionSettings.DEFAULT,
        new OutboxLetters(
            ports.outbox(),
            ports.sealer(),
            new Bell(),
            ports.transactions(),
            ports.entropy(),
            ports.time()),
        ports.time());
  }

  private static List<Owner.Mail> notices(Owner owner) {
    return owner.mail().stream().filter(one -> one.kind() == Letter.Kind.NEW_DEVICE).toList();
  }
}
