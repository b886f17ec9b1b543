package dev.latchkey.adapter.exports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.credential.ForeignHashes.ForeignHash;
import dev.latchkey.feature.migration.Entry;
import dev.latchkey.feature.migration.Export;
import dev.latchkey.feature.migration.Person;
import dev.latchkey.feature.migration.Refusal;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Each map that is ready reads what its system writes. */
class ReadyMapsTest {
  @Test
  void our_own_columns_say_all_that_there_is_to_say() {
    Person carlos = person("columns", "people.jsonl", 0);

    assertThat(carlos.id()).isEqualTo("a-1");
    assertThat(carlos.username()).isEqualTo("carlos");
    assertThat(carlos.email()).isEqualTo("carlos@example.org");
    assertThat(carlos.isEmailVerified()).isTrue();
    assertThat(carlos.emailVerifiedAt()).isNull();
    assertThat(carlos.telegram()).isEqualTo("carlos_tg");
    assertThat(carlos.wechat()).isEqualTo("oCarlos");
    assertThat(carlos.said())
        .isEqualTo(
            new Person.Said(
                "Carlos Garcia",
                null,
                null,
                "=cmd|' /C calc'!A0",
                "Lima",
                "https://img.example.org/c.png",
                "+51 555",
                "en"));
    assertThat(carlos.createdAt()).isEqualTo(Instant.ofEpochSecond(1400000000));
    assertThat(carlos.isDisabled()).isFalse();
    assertThat(carlos.permissions()).containsExactly("clerk", "root");
    assertHash(carlos, "bcrypt", "$2b$10$carlos", Map.of());
  }

  @Test
  void devise() {
    Person maria = person("devise", "devise.csv", 0);
    Person wei = person("devise", "devise.csv", 1);

    assertThat(maria.id()).isEqualTo("501");
    assertThat(maria.email()).isEqualTo("Maria@Example.org");
    assertThat(maria.isEmailVerified()).isTrue();
    assertThat(maria.emailVerifiedAt()).isEqualTo("2019-05-02T10:11:12.345Z");
    assertThat(maria.createdAt()).isEqualTo("2019-05-01T08:00:00Z");
    assertThat(maria.permissions()).containsExactly("admin");
    assertThat(maria.said().language()).isEqualTo("zh_CN");
    assertHash(maria, "bcrypt", "$2a$10$maria", Map.of());
    assertThat(wei.username()).isNull();
    assertThat(wei.isEmailVerified()).isFalse();
    assertThat(wei.said().lastName()).isEqualTo("O'Neil, Jr.");
    assertThat(wei.createdAt()).isEqualTo("2020-02-29T23:59:59.999999Z");
  }

  @Test
  void django_as_a_table_and_as_dumped_data() {
    for (String file : List.of("django.csv", "django.json")) {
      List<Entry> entries = entries("django", file);
      Person olu = ((Entry.Read) entries.getFirst()).person();
      Person anna = ((Entry.Read) entries.getLast()).person();

      assertThat(olu.id()).isEqualTo("7");
      assertThat(olu.username()).isEqualTo("olu");
      assertThat(olu.email()).isEqualTo("olu@example.org");
      assertThat(olu.isEmailVerified()).isFalse();
      assertThat(olu.permissions()).containsExactly("root", "staff");
      assertThat(olu.createdAt()).isBetween("2021-03-04T05:06:07.891Z", "2021-03-04T05:06:07.892Z");
      assertThat(olu.isDisabled()).isFalse();
      assertHash(olu, "auto", "pbkdf2_sha256$600000$saltsalt$aGFzaA==", Map.of());
      assertThat(anna.id()).isEqualTo("812");
      assertThat(anna.isDisabled()).isTrue();
      assertThat(anna.password()).isNull();
      assertThat(anna.permissions()).isEmpty();
    }
    assertThat(entries("django", "django.json").get(1))
        .isInstanceOfSatisfying(
            Entry.Unreadable.class,
            entry -> {
              assertThat(entry.reason()).isEqualTo(Refusal.NO_PERSON);
              assertThat(entry.detail()).isEqualTo("it is a auth.group, no user");
            });
  }

  @Test
  void keycloak() {
    List<Entry> entries = entries("keycloak", "keycloak.json");
    Person yusuf = ((Entry.Read) entries.get(0)).person();
    Person jo = ((Entry.Read) entries.get(1)).person();

    assertThat(entries).hasSize(3);
    assertThat(yusuf.id()).isEqualTo("5b6a3f80-0c4e-4a52-9d0a-6b1f1c7a9a01");
    assertThat(yusuf.username()).isEqualTo("yusuf");
    assertThat(yusuf.isEmailVerified()).isTrue();
    assertThat(yusuf.said().firstName()).isEqualTo("Yusuf");
    assertThat(yusuf.said().phoneNumber()).isEqualTo("+90 555 0100");
    assertThat(yusuf.said().language()).isEqualTo("en");
    assertThat(yusuf.createdAt()).isEqualTo(Instant.ofEpochMilli(1600000000123L));
    assertThat(yusuf.permissions()).containsExactly("clerk");
    assertHash(
        yusuf,
        "keycloak",
        "{\"value\":\"aGFzaA==\",\"salt\":\"c2FsdA==\",\"additionalParameters\":{}}",
        Map.of(
            "credential_data",
            "{\"hashIterations\":27500,\"algorithm\":\"pbkdf2-sha256\",\"additionalParameters\":{}}"));
    assertThat(jo.isDisabled()).isTrue();
    assertThat(Objects.requireNonNull(jo.password()).parameters().get("credential_data"))
        .contains("\"algorithm\":\"argon2\"");
    assertThat(entries.get(2))
        .isInstanceOfSatisfying(
            Entry.Unreadable.class,
            entry -> assertThat(entry.reason()).isEqualTo(Refusal.NO_PERSON));
  }

  @Test
  void firebase() {
    Person li = person("firebase", "firebase.json", 0);
    Person nameless = person("firebase", "firebase.json", 1);

    assertThat(li.id()).isEqualTo("0Qhr5wvQ8mVx");
    assertThat(li.email()).isEqualTo("li@example.org");
    assertThat(li.isEmailVerified()).isTrue();
    assertThat(li.said().fullName()).isEqualTo("Li Ng");
    assertThat(li.isDisabled()).isTrue();
    assertThat(li.permissions()).containsExactly("clerk");
    assertThat(li.createdAt()).isEqualTo(Instant.ofEpochMilli(1500000000000L));
    assertHash(li, "scrypt-firebase", "aGFzaA==", Map.of("salt", "c2FsdA==", "pepper", "of all"));
    assertThat(nameless.email()).isNull();
    assertThat(nameless.said().phoneNumber()).isEqualTo("+15550100");
    assertThat(nameless.password()).isNull();
  }

  @Test
  void supabase() {
    List<Entry> entries = entries("supabase", "supabase.csv");
    Person fatima = ((Entry.Read) entries.get(0)).person();

    assertThat(fatima.id()).isEqualTo("6f0c0000-0000-4000-8000-000000000001");
    assertThat(fatima.emailVerifiedAt()).isEqualTo("2023-04-05T06:07:08.9Z");
    assertThat(fatima.said().fullName()).isEqualTo("Fatima Ivanova");
    assertThat(fatima.said().avatar()).isEqualTo("https://img.example.org/f.png");
    assertThat(fatima.permissions()).containsExactly("clerk");
    assertHash(fatima, "bcrypt", "$2a$10$fatima", Map.of());
    assertThat(entries.get(1)).isInstanceOf(Entry.Unreadable.class);
    assertThat(((Entry.Read) entries.get(2)).person().isDisabled()).isTrue();
  }

  @Test
  void auth0_with_hashes_and_without() {
    Person sven = person("auth0", "auth0.jsonl", 0);
    Person priya = person("auth0", "auth0.jsonl", 1);

    assertThat(sven.id()).isEqualTo("60425dc43519d90068f82973");
    assertThat(sven.isEmailVerified()).isTrue();
    assertHash(sven, "auto", "$2b$10$sven", Map.of());
    assertThat(priya.id()).isEqualTo("auth0|60425da93519d90068f82966");
    assertThat(priya.said().fullName()).isNull();
    assertThat(priya.said().firstName()).isEqualTo("Priya");
    assertThat(priya.isDisabled()).isTrue();
    assertThat(priya.permissions()).containsExactly("clerk");
  }

  @Test
  void the_originals() {
    Person john = person("private-token", "private-token.csv", 0);
    Person ming = person("private-token", "private-token.csv", 1);
    assertThat(john.id()).isEqualTo("1201");
    assertThat(john.email()).isEqualTo("john@example.org");
    assertThat(john.said().fullName()).isEqualTo("John Smith");
    assertThat(john.createdAt()).isEqualTo("2015-05-22T10:00:00.024Z");
    assertThat(ming.wechat()).isEqualTo("oW1x-Openid");
    assertThat(ming.email()).isEqualTo("ideaegg_cb41b7b2@wechat.invalid");

    Person first = person("client-app", "client-app.csv", 0);
    assertThat(first.id()).isEqualTo("483");
    assertThat(first.username()).isEqualTo("username");
    assertHash(first, "bcrypt", "$2a$10$username", Map.of());

    Person ana = person("jwt-sessions", "jwt-sessions.csv", 0);
    assertThat(ana.email()).isEqualTo("ana@example.org");
    assertHash(ana, "bcrypt", "$2a$12$ana", Map.of());

    Person joe = person("session-rpc", "session-rpc.csv", 0);
    assertThat(joe.telegram()).isEqualTo("joe_tg");
    assertThat(joe.isEmailVerified()).isTrue();
    assertThat(joe.permissions()).containsExactly("admin");
    assertHash(joe, "session-rpc", "aGFzaA", Map.of("username", "Joe@Example.com"));

    Person kat = person("device-sessions", "device-sessions.csv", 0);
    assertThat(kat.username()).isEqualTo("kat_1");
    assertThat(kat.said().description()).isEqualTo("Two\nlines");
    assertThat(kat.said().location()).isEqualTo("Łódź");
  }

  @Test
  void every_map_that_is_ready_has_a_sample_here() {
    assertThat(ExportMap.names())
        .containsExactly(
            "columns",
            "private-token",
            "client-app",
            "jwt-sessions",
            "session-rpc",
            "device-sessions",
            "devise",
            "django",
            "keycloak",
            "firebase",
            "supabase",
            "auth0");
  }

  private static void assertHash(
      Person person, String scheme, String value, Map<String, String> parameters) {
    ForeignHash hash = Objects.requireNonNull(person.password());
    assertThat(hash.scheme()).isEqualTo(scheme);
    assertThat(hash.value()).isEqualTo(value);
    assertThat(hash.parameters()).isEqualTo(parameters);
  }

  private static Person person(String map, String file, int index) {
    return ((Entry.Read) entries(map, file).get(index)).person();
  }

  private static List<Entry> entries(String map, String file) {
    Map<String, String> everywhere = map.equals("firebase") ? Map.of("pepper", "of all") : Map.of();
    MappedFile mapped =
        new MappedFile(sample(file), ExportMap.named(map).orElseThrow(), everywhere);
    List<Entry> entries = new ArrayList<>();
    try (Export export = mapped.open()) {
      for (Entry entry = export.next(); entry != null; entry = export.next()) {
        entries.add(entry);
      }
    }
    return entries;
  }

  private static Path sample(String file) {
    try {
      return Path.of(
          Objects.requireNonNull(ReadyMapsTest.class.getResource("/exports/" + file)).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
