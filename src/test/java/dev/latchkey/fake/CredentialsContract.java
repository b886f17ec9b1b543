package dev.latchkey.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.credential.Weakness;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.StoreUnavailable;
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
}
