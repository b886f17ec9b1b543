package dev.latchkey.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names have one canonical form, and two mailboxes never share one by accident. */
class IdentifierTest {
  @ParameterizedTest
  @CsvSource({
    "John_Smith,john_smith",
    "'  John ',john",
    "JOHN@Example.COM,john@example.com",
    "ｊｏｈｎ@example.com,john@example.com",
    "\u212aelvin,kelvin",
    "user@b\u00fccher.example,user@xn--bcher-kva.example",
    "user@xn--bcher-kva.example,user@xn--bcher-kva.example",
    "\uff21lice,alice",
  })
  void variants_of_one_name_share_a_canonical_form(String typed, String canonical) {
    assertThat(Identifier.name(typed)).map(Identifier::canonical).hasValue(canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "ma\u0131l@x.example,mail@x.example",
    "john@x.example,john@y.example",
    "j.ohn@x.example,john@x.example",
    "john+tag@x.example,john@x.example",
    "john\u0307@x.example,john@x.example",
    "\u0430lice,alice",
  })
  void different_names_stay_different(String one, String other) {
    assertThat(Identifier.name(one)).isPresent();
    assertThat(Identifier.name(one).map(Identifier::canonical))
        .isNotEqualTo(Identifier.name(other).map(Identifier::canonical));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a\u0000b",
        "a\u200bb",
        "a\nb",
        "a\u202eb",
        "\ud800",
        "a\ufeffb",
        "a\ue000b",
        "john\uff20example.com",
      })
  void blank_invisible_and_broken_names_are_refused(String typed) {
    assertThat(Identifier.name(typed)).isEmpty();
  }

  @Test
  void a_name_longer_than_an_address_may_be_is_refused() {
    assertThat(Identifier.name("a".repeat(254))).isPresent();
    assertThat(Identifier.name("a".repeat(255))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@b",
        "@example.com",
        "a@",
        "a@@example.com",
        "a@b@example.com",
        "a b@example.com",
        "a@exa mple.com",
        "a@-example.com",
        "a@example..com",
        "a@.example.com",
        "<a@example.com>",
        "a@example.com\r\nBcc: x@example.com",
        "a,b@example.com",
        "\"a b\"@example.com",
        "a@exam_ple.com",
        "john\uff20example.com",
      })
  void texts_that_are_no_address_are_refused_as_one(String typed) {
    assertThat(Identifier.email(typed)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ololosh@mail.ru",
        "ranae@barrows.ca",
        "chelsey@prohaska.name",
        "john@example.com",
        "first.last+tag@sub.example.co.uk",
        "o'hara@example.com",
      })
  void addresses_of_people_are_taken(String typed) {
    assertThat(Identifier.email(typed)).isPresent();
    assertThat(Identifier.name(typed)).map(Identifier::kind).hasValue(IdentifierKind.EMAIL);
  }

  @Test
  void an_openid_is_compared_exactly_and_shares_no_namespace_with_names() {
    Identifier upper = Identifier.wechat("oABC").orElseThrow();
    Identifier lower = Identifier.wechat("oabc").orElseThrow();
    assertThat(upper.canonical()).isNotEqualTo(lower.canonical());
    assertThat(upper.kind().namespace()).isNotEqualTo(IdentifierKind.USERNAME.namespace());
    assertThat(Identifier.wechat("o abc")).isEmpty();
    assertThat(Identifier.wechat("")).isEmpty();
  }

  @Test
  void a_hundred_thousand_random_names_have_idempotent_canonical_forms() {
    SplittableRandom random = new SplittableRandom(20260101);
    int accepted = 0;
    for (int round = 0; round < 100_000; round++) {
      StringBuilder text = new StringBuilder();
      int length = 1 + random.nextInt(12);
      for (int i = 0; i < length; i++) {
        text.appendCodePoint(character(random));
      }
      accepted += judge(text.toString()) ? 1 : 0;
    }
    assertThat(accepted).isGreaterThan(10_000);
  }

  @FuzzTest(maxDuration = "5s")
  void any_text_has_an_idempotent_canonical_form_or_none(@NotNull String text) {
    judge(text);
  }

  /** Checks both forms of a text, and says whether it is a name at all. */
  private static boolean judge(String text) {
    Optional<Identifier> name = Identifier.name(text);
    name.ifPresent(
        one -> {
          assertThat(Identifier.name(one.canonical()))
              .map(Identifier::canonical)
              .hasValue(one.canonical());
          assertThat(one.canonical().length()).isLessThanOrEqualTo(Identifier.MAX_LENGTH);
        });
    Identifier.email(text)
        .ifPresent(
            one -> {
              assertThat(one.canonical().chars().filter(c -> c == '@').count()).isEqualTo(1);
              assertThat(one.canonical()).doesNotContainAnyWhitespaces();
              assertThat(one.display()).doesNotContain("\r", "\n", "\u2028");
            });
    return name.isPresent();
  }

  private static int character(SplittableRandom random) {
    return switch (random.nextInt(5)) {
      case 0 -> 'a' + random.nextInt(26);
      case 1 ->
          "@.-_ \u0130\u0131\u212a\u017f\ufb01\u02d9\u0345\u1e9e".codePointAt(random.nextInt(13));
      case 2 -> 0xa0 + random.nextInt(0x500);
      case 3 -> 0xf900 + random.nextInt(0x6ff);
      default -> random.nextInt(0x20000);
    };
  }
}
