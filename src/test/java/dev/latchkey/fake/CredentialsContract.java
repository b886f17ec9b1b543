package dev.latchkey.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.credential.Credentials.HashKind;
import dev.latchkey.core.credential.Weakness;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.StoreUnavailable;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What all {@link dev.latchkey.core.credential.Credentials} promise. */
public abstract class CredentialsContract extends StoreContract {
  @Test
  void an_account_without_a_password_has_no_hash() {
    AccountId ada = account("a@x.org").id();

    assertThat(store().credentials().passwordHash(ada)).isEmpty();
    assertThat(store().credentials().upgradePasswordHash(ada, "old", "new", now())).isFalse();
    assertThat(store().credentials().passwordHash(ada)).isEmpty();
  }

  @Test
  void the_last_hash_counts_for_its_account_only() {
    AccountId ada = account("a@x.org").id();
    AccountId bob = account("b@x.org").id();

    store().credentials().setPasswordHash(bob, "bob's", now());
    store().credentials().setPasswordHash(ada, "first", now());
    store().credentials().setPasswordHash(ada, "second", now());

    assertThat(store().credentials().passwordHash(ada)).contains("second");
    assertThat(store().credentials().passwordHash(bob)).contains("bob's");
  }

  @Test
  void a_hash_is_upgraded_only_if_it_is_the_one_that_was_verified() {
    AccountId ada = account("a@x.org").id();
    store().credentials().setPasswordHash(ada, "present", now());

    assertThat(store().credentials().upgradePasswordHash(ada, "older", "new", now())).isFalse();
    assertThat(store().credentials().passwordHash(ada)).contains("present");
    assertThat(store().credentials().upgradePasswordHash(ada, "present", "new", now())).isTrue();
    assertThat(store().credentials().passwordHash(ada)).contains("new");
  }

  @Test
  void of_many_parallel_upgrades_exactly_one_succeeds() throws Exception {
    AccountId ada = account("a@x.org").id();
    store().credentials().setPasswordHash(ada, "present", now());

    assertThat(
            Crowd.rush(
                20,
                i ->
                    () ->
                        store()
                            .credentials()
                            .upgradePasswordHash(ada, "present", "new" + i, now())))
        .containsOnlyOnce(true);
  }

  @Test
  void an_account_that_is_gone_gets_no_password() {
    assertThatThrownBy(
            () -> store().credentials().setPasswordHash(new AccountId(4711), "hash", now()))
        .isInstanceOf(StoreUnavailable.class);
  }

  @Test
  void a_mark_stays_with_its_password() {
    AccountId ada = account("a@x.org").id();
    store().credentials().setPasswordHash(ada, "first", now());
    assertThat(store().credentials().weakness(ada)).isEmpty();

    assertThat(store().credentials().flag(ada, "another", Weakness.Kind.COMMON)).isFalse();
    assertThat(store().credentials().weakness(ada)).isEmpty();
    assertThat(store().credentials().flag(ada, "first", Weakness.Kind.COMMON)).isTrue();
    assertThat(store().credentials().weakness(ada)).contains(Weakness.Kind.COMMON);
    store().credentials().upgradePasswordHash(ada, "first", "first, dearer", now());
    assertThat(store().credentials().weakness(ada)).contains(Weakness.Kind.COMMON);
    store().credentials().setPasswordHash(ada, "second", now());
    assertThat(store().credentials().weakness(ada)).isEmpty();
  }

  @Test
  void hashes_are_counted_by_how_they_were_made() {
    String today = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$";
    String cheaper = "$argon2id$v=19$m=4096,t=2,p=1$c29tZXNhbHQ$AAAA";
    String oldest = "$argon2i$m=256,t=2,p=1$c29tZXNhbHQ$AAAA";
    List<String> hashes =
        List.of(
            today + "AAAA",
            today + "BBBB",
            today + "CCCC",
            "$bcrypt$12$cost=12,salt=AAAA$BBBB",
            "$bcrypt$12$cost=12,salt=CCCC$DDDD",
            "$bcrypt$10$cost=10,salt=AAAA$BBBB",
            "$md5-crypt$1000$salt=AAAA$$argon2id$v=19$m=19456,t=2,p=1$AAAA$BBBB",
            cheaper,
            oldest,
            "$odd",
            "plain");
    int number = 0;
    for (String hash : hashes) {
      AccountId account = account("a" + number++ + "@x.org").id();
      store().credentials().setPasswordHash(account, hash, now());
    }

    assertThat(store().credentials().kinds())
        .containsExactly(
            new HashKind("argon2id", "m=19456,t=2,p=1", 3, today + "AAAA"),
            new HashKind("bcrypt", "12", 2, "$bcrypt$12$cost=12,salt=AAAA$BBBB"),
            new HashKind("argon2i", "m=256,t=2,p=1", 1, oldest),
            new HashKind("argon2id", "m=4096,t=2,p=1", 1, cheaper),
            new HashKind("bcrypt", "10", 1, "$bcrypt$10$cost=10,salt=AAAA$BBBB"),
            // It had no dollar to begin with, and is no hash of anything.
            new HashKind("lain", "", 1, "plain"),
            new HashKind(
                "md5-crypt",
                "1000",
                1,
                "$md5-crypt$1000$salt=AAAA$$argon2id$v=19$m=19456,t=2,p=1$AAAA$BBBB"),
            new HashKind("odd", "", 1, "$odd"));
    assertThat(store().credentials().kinds().toString()).doesNotContain("AAAA");
  }
}
