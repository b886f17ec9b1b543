package dev.latchkey.core.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.account.NewAccount;
import dev.latchkey.core.account.Profile;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.Password;
import dev.latchkey.kernel.RealmName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTest {
  private static final PasswordSettings STRICT =
      PasswordSettings.DEFAULT.with(PasswordSettings.Mode.STRICT);

  private static PasswordPolicy policy(PasswordSettings settings) {
    return new PasswordPolicy(
        realm -> settings,
        false,
        password -> password.equals(Password.of("password123")),
        password -> password.equals(Password.of("seen in a breach")));
  }

  private static OwnWords ada() {
    NewAccount ada =
        NewAccount.in(RealmName.MAIN)
            .withUsername(Identifier.name("ada.lovelace").orElseThrow())
            .withEmail(Identifier.email("countess@Analytical-Engines.example").orElseThrow());
    return OwnWords.of(ada.withProfile(Profile.EMPTY.withFullName("Augusta Ada King H")));
  }

  private static Optional<Weakness.Kind> kind(String typed) {
    return policy(STRICT).refusal(RealmName.MAIN, Password.of(typed), ada()).map(Weakness::kind);
  }

  @ParameterizedTest
  @CsvSource({"7, false, 8", "8, true, 8", "14, false, 15", "15, true, 15", "64, true, 15"})
  void length_counts_code_points(int length, boolean isTaken, int least) {
    PasswordPolicy policy = policy(STRICT.withMinLength(least));
    String foxes = "🦊".repeat(length);

    assertThat(policy.refusal(RealmName.MAIN, Password.of(foxes), ada()).isEmpty())
        .isEqualTo(isTaken);
  }

  @Test
  void a_refusal_names_the_bound() {
    assertThat(policy(STRICT).refusal(RealmName.MAIN, Password.of("short"), ada()))
        .contains(new Weakness(Weakness.Kind.TOO_SHORT, 8));
    assertThat(policy(STRICT).refusal(RealmName.MAIN, Password.of("x".repeat(1025)), ada()))
        .contains(new Weakness(Weakness.Kind.TOO_LONG, 1024));
    assertThat(policy(STRICT).refusal(RealmName.MAIN, Password.of("xy".repeat(512)), ada()))
        .isEmpty();
  }

  @Test
  void common_and_breached_passwords_are_weak_as_a_whole() {
    assertThat(kind("password123")).contains(Weakness.Kind.COMMON);
    assertThat(kind("my password123")).isEmpty();
    assertThat(kind("seen in a breach")).contains(Weakness.Kind.BREACHED);
    assertThat(kind("seen in a breach?")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada.lovelace",
        "AdaLovelace",
        "lovelace",
        "Lovelace1",
        "lovelace2024!",
        "1234lovelace",
        "l0vel4ce",
        "l0v3l4c3!!",
        "ecalevol",
        "lovelacelovelace",
        "countess",
        "C0untess",
        "analytical-engines.example",
        "analyticalengines",
        "AugustaAdaKingH",
        "augusta ada king h",
        "Latchkey",
        "l4tchkey1",
        "latchkeylatchkey",
      })
  void own_words_and_their_trivial_variants_are_weak(String typed) {
    assertThat(kind(typed)).contains(Weakness.Kind.CONTEXT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lovelace on the hill",
        "four lower case words",
        "829374650192837",
        "🦊🐻🐼🐨🐯🦁🐮🐷",
        "lovelacex9trombone",
        "        a",
        "8h2$9-4!7(1)5#",
      })
  void there_are_no_rules_of_composition_and_a_word_within_is_no_whole(String typed) {
    assertThat(kind(typed)).isEmpty();
  }

  @Test
  void further_words_can_be_set_and_every_list_switched_off() {
    PasswordSettings words =
        new PasswordSettings(
            PasswordSettings.Mode.STRICT, 8, 1024, true, true, true, List.of("Acme Rockets"));
    assertThat(policy(words).refusal(RealmName.MAIN, Password.of("acmerockets"), ada()))
        .isPresent();
    PasswordSettings none =
        new PasswordSettings(PasswordSettings.Mode.STRICT, 1, 1024, false, false, false, List.of());
    for (String weak : List.of("password123", "seen in a breach", "lovelace", "x")) {
      assertThat(policy(none).refusal(RealmName.MAIN, Password.of(weak), ada())).isEmpty();
    }
  }

  @Test
  void passwords_are_judged_as_typed() {
    // One text, composed and decomposed: documented as two passwords.
    assertThat(Password.of("caf\u00e9 au lait").equals(Password.of("cafe\u0301 au lait")))
        .isFalse();
    assertThat(Password.of("x".repeat(72) + "a")).isNotEqualTo(Password.of("x".repeat(72) + "b"));
    assertThat(Password.of("nul\0nul")).isNotEqualTo(Password.of("nul"));
  }

  @Test
  void compatible_realms_refuse_nothing_and_still_know_what_is_weak() {
    PasswordPolicy compatible = policy(PasswordSettings.DEFAULT);

    assertThat(compatible.isStrict(RealmName.MAIN)).isFalse();
    assertThat(compatible.refusal(RealmName.MAIN, Password.of("x"), ada())).isEmpty();
    assertThat(compatible.weakness(RealmName.MAIN, Password.of("x"), ada())).isPresent();
  }

  @Test
  void a_realm_that_sets_no_mode_follows_the_server() {
    PasswordPolicy strict =
        new PasswordPolicy(
            realm -> PasswordSettings.DEFAULT, true, PasswordCorpus.EMPTY, PasswordCorpus.EMPTY);
    assertThat(strict.isStrict(RealmName.MAIN)).isTrue();
    PasswordPolicy set =
        new PasswordPolicy(
            realm -> PasswordSettings.DEFAULT.with(PasswordSettings.Mode.COMPATIBLE),
            true,
            PasswordCorpus.EMPTY,
            PasswordCorpus.EMPTY);
    assertThat(set.isStrict(RealmName.MAIN)).isFalse();
  }
}
