package dev.latchkey.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.latchkey.kernel.AccountId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rooms keep to the map of ARCHITECTURE.md; every rule has a fixture that breaks it. */
class ArrowsTest {
  /** Which room may use which. An entry that no code uses fails the test, too. */
  private static final String MAP =
      """
      kernel ->
      core.account -> kernel
      core.challenge -> kernel core.account
      core.client -> kernel
      core.credential -> kernel core.account core.event
      core.event -> kernel
      core.letter -> kernel core.account
      core.policy -> kernel
      core.session -> kernel
      core.token -> kernel core.account core.client core.event core.session
      core.signin -> kernel core.account core.credential core.event core.letter core.policy core.session core.token
      core.signup -> kernel core.account core.credential core.event core.policy core.session core.token
      core.closing -> kernel core.account core.challenge core.client core.event core.letter core.session
      feature.device -> kernel core.account core.client core.closing core.letter core.session core.signin
      feature.export -> kernel core.account core.event core.session core.signin
      feature.mail -> kernel core.letter core.challenge
      feature.migration -> kernel core.account core.closing core.credential core.event
      feature.password -> kernel core.account core.challenge core.closing core.credential core.event core.letter core.policy core.session core.signin core.token
      feature.permission -> kernel core.account core.event
      feature.profile -> kernel core.account core.closing core.event core.policy core.session core.signin
      feature.upkeep -> kernel core.account core.challenge core.event core.policy core.session core.token
      feature.usage -> kernel
      feature.verification -> kernel core.account core.challenge core.closing core.credential core.event core.letter core.policy core.session core.signin
      feature.wechat -> kernel core.account core.signin core.signup core.token
      wire.http -> kernel
      check -> kernel wire.http
      cli -> kernel adapter.exports adapter.log adapter.settings boot core.account core.client core.closing core.credential core.session core.signup core.token feature.mail feature.migration feature.permission wire.http check feature.usage
      adapter.agent -> core.session
      adapter.crypto -> kernel core.credential core.token
      adapter.foreign -> kernel core.credential
      adapter.corpus -> kernel core.credential
      adapter.exports -> kernel core.credential feature.migration
      adapter.limits -> kernel core.policy
      adapter.smtp -> kernel feature.mail
      adapter.log -> kernel
      adapter.metrics ->
      adapter.traces -> kernel core.credential
      adapter.cache -> kernel core.session core.token core.account
      adapter.sql -> kernel core.account core.challenge core.client core.credential core.event core.letter core.policy core.session core.token feature.device feature.export feature.mail feature.migration feature.upkeep feature.usage
      boot -> kernel core.account core.challenge core.client core.closing core.credential core.event core.letter core.policy core.session core.signin core.signup core.token feature.device feature.export feature.mail feature.migration feature.password feature.permission feature.profile feature.verification feature.wechat adapter.agent adapter.cache adapter.corpus adapter.crypto adapter.exports adapter.foreign adapter.limits adapter.log adapter.sql wire.contract.clientapp wire.contract.devicesessions wire.contract.jwtsessions wire.contract.privatetoken wire.contract.sessionrpc wire.http adapter.smtp wire.inbox wire.pages adapter.metrics adapter.traces feature.upkeep check feature.usage
      adapter.settings -> kernel
      wire.contract.clientapp -> kernel core.account core.client core.credential core.session core.signin core.signup core.token feature.password wire.http
      wire.contract.devicesessions -> kernel core.account core.closing core.credential core.session core.signin core.signup core.token feature.password feature.profile wire.http
      wire.contract.jwtsessions -> kernel core.account core.closing core.credential core.session core.signin core.signup core.token feature.password wire.http
      wire.contract.privatetoken -> kernel core.account core.credential core.session core.signin core.signup core.token feature.password feature.profile feature.wechat wire.http
      wire.contract.sessionrpc -> kernel core.account core.closing core.credential core.session core.signin core.signup core.token feature.password feature.verification wire.http
      wire.inbox -> kernel core.letter feature.mail wire.http
      wire.pages -> kernel core.account core.challenge core.closing core.credential core.session core.signin core.signup core.token feature.device feature.export feature.password feature.profile feature.verification wire.http
      """;

  /** Which library may be used where; a star stands for everywhere. */
  private static final String LIBRARIES =
      """
      java -> *
      org.jspecify -> *
      tools.jackson -> wire.http adapter.exports adapter.foreign adapter.settings
      com.nimbusds.jose -> adapter.crypto
      ua_parser -> adapter.agent
      javax.crypto -> adapter.crypto adapter.foreign
      org.bouncycastle -> adapter.crypto adapter.foreign
      org.apache.commons.codec -> adapter.foreign
      com.goterl.lazysodium -> adapter.crypto
      com.sun.jna -> adapter.crypto
      com.zaxxer.hikari -> adapter.sql
      io.micrometer -> adapter.metrics
      io.opentelemetry -> adapter.traces
      javax.sql -> adapter.sql
      org.flywaydb.core -> adapter.sql
      org.jdbi.v3.core -> adapter.sql
      org.sqlite -> adapter.sql
      jakarta.mail -> adapter.smtp
      org.eclipse.angus -> adapter.smtp
      javax.net -> adapter.smtp check
      gg.jte -> wire.pages
      org.msgpack -> wire.contract.sessionrpc
      org.eclipse.jetty -> wire.http
      ch.qos.logback -> adapter.log
      org.slf4j -> adapter.log
      """;

  /** The only places that may read the clock and draw chance. */
  private static final List<String> SOURCES =
      List.of("dev.latchkey.adapter.crypto", "dev.latchkey.kernel.Time");

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .importUrl(AccountId.class.getProtectionDomain().getCodeSource().getLocation());

  private final Arrows arrows = new Arrows("dev.latchkey", MAP, LIBRARIES);

  @Test
  void the_house_is_read() {
    assertThat(HOUSE.size()).isGreaterThan(100);
  }

  @Test
  void no_arrow_leaves_the_map() {
    assertThat(arrows.strayArrows(HOUSE)).isEmpty();
  }

  @Test
  void no_entry_of_the_map_is_idle() {
    assertThat(arrows.idleEntries(HOUSE)).isEmpty();
  }

  @Test
  void no_package_can_be_reached_from_itself() {
    assertThat(arrows.cycles(HOUSE)).isEmpty();
  }

  @Test
  void libraries_stay_in_their_rooms() {
    assertThat(arrows.strayLibraries(HOUSE)).isEmpty();
  }

  @Test
  void only_the_frames_open_sessions() {
    assertThat(burglars(HOUSE)).isEmpty();
  }

  @Test
  void passwords_are_verified_only_where_attempts_are_counted() {
    assertThat(guessers(HOUSE)).isEmpty();
  }

  @Test
  void a_guesser_is_caught() {
    assertThat(guessers(fixture("guesser"))).isNotEmpty();
  }

  @Test
  void time_and_chance_come_through_their_ports() {
    assertThat(impatient(HOUSE)).isEmpty();
  }

  @Test
  void a_feature_that_meets_a_feature_is_caught() {
    Arrows map =
        new Arrows(
            "dev.latchkey.house.fixture.stray",
            "kernel ->\nfeature.one -> kernel\nfeature.two -> kernel",
            "java -> *");
    assertThat(map.strayArrows(fixture("stray")))
        .singleElement()
        .asString()
        .startsWith("feature.one -> feature.two");
    assertThat(map.idleEntries(fixture("stray"))).isEmpty();
  }

  @Test
  void an_idle_entry_is_caught() {
    Arrows map =
        new Arrows(
            "dev.latchkey.house.fixture.stray",
            "kernel -> feature.one\n"
                + "feature.one -> kernel feature.two\n"
                + "feature.two -> kernel\n"
                + "core ->",
            "java -> *");
    assertThat(map.idleEntries(fixture("stray"))).containsExactly("kernel -> feature.one", "core");
  }

  @Test
  void a_room_off_the_map_is_caught() {
    Arrows map = new Arrows("dev.latchkey.house.fixture.stray", "kernel ->", "java -> *");
    assertThat(map.strayArrows(fixture("stray"))).contains("feature.two is not on the map");
  }

  @Test
  void a_cycle_is_caught() {
    Arrows map =
        new Arrows(
            "dev.latchkey.house.fixture.cycle",
            "core.one -> core.two\ncore.two -> core.one",
            "java -> *");
    assertThat(map.cycles(fixture("cycle")))
        .containsExactly("core.one -> core.two -> core.one", "core.two -> core.one -> core.two");
  }

  @Test
  void a_library_out_of_its_room_is_caught() {
    Arrows map =
        new Arrows(
            "dev.latchkey.house.fixture.library", "kernel ->", "java -> *\norg.slf4j -> cli");
    assertThat(map.strayLibraries(fixture("library")))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).startsWith("kernel uses org.slf4j"));
  }

  @Test
  void a_burglar_is_caught() {
    assertThat(burglars(fixture("opener"))).isNotEmpty();
  }

  @Test
  void a_room_that_reads_the_clock_is_caught() {
    assertThat(impatient(fixture("clock"))).isNotEmpty();
  }

  private static List<String> burglars(JavaClasses classes) {
    return Arrows.strayCalls(
        classes,
        "dev.latchkey.core.token.SessionOpener",
        List.of("open"),
        List.of("dev.latchkey.core.signin", "dev.latchkey.core.signup"));
  }

  private static List<String> guessers(JavaClasses classes) {
    return Arrows.strayCalls(
        classes,
        "dev.latchkey.core.credential.PasswordHasher",
        List.of("verify", "judge"),
        // The second is the port itself, with a span around it.
        List.of("dev.latchkey.feature.password", "dev.latchkey.adapter.traces.TracedHasher"));
  }

  private static List<String> impatient(JavaClasses classes) {
    List<String> found = new java.util.ArrayList<>();
    found.addAll(Arrows.strayCalls(classes, "java.time.Instant", List.of("now"), SOURCES));
    found.addAll(
        Arrows.strayCalls(
            classes, "java.time.Clock", List.of("systemUTC", "systemDefaultZone"), SOURCES));
    found.addAll(
        Arrows.strayCalls(
            classes, "java.lang.System", List.of("currentTimeMillis", "nanoTime"), SOURCES));
    found.addAll(Arrows.strayCalls(classes, "java.lang.Math", List.of("random"), SOURCES));
    found.addAll(Arrows.strayCalls(classes, "java.util.UUID", List.of("randomUUID"), SOURCES));
    found.addAll(Arrows.strayCalls(classes, "java.util.Random", List.of("<init>"), SOURCES));
    found.addAll(
        Arrows.strayCalls(classes, "java.security.SecureRandom", List.of("<init>"), SOURCES));
    return found;
  }

  private static JavaClasses fixture(String name) {
    return new ClassFileImporter().importPackages("dev.latchkey.house.fixture." + name);
  }
}
