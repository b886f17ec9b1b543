package dev.latchkey.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.challenge.Challenge;
import dev.latchkey.core.challenge.IssueChallenge;
import dev.latchkey.core.challenge.Purpose;
import dev.latchkey.core.challenge.UseChallenge;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.TypedToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What all {@link dev.latchkey.core.challenge.Challenges} promise. */
public abstract class ChallengesContract extends StoreContract {
  private Challenge kept(long id, Purpose purpose, AccountId account) {
    Challenge challenge =
        new Challenge(
            id,
            purpose,
            "digest " + id,
            account,
            "a@x.org",
            false,
            now(),
            now().plus(Duration.ofHours(1)),
            null);
    store().challenges().insert(challenge);
    return challenge;
  }

  private boolean isUsed(long id) {
    return store().challenges().find(id).orElseThrow().usedAt() != null;
  }

  @Test
  void what_was_kept_is_what_is_found() {
    Challenge one = kept((1L << 53) - 1, Purpose.EMAIL_CONFIRMATION, account("a@x.org").id());

    assertThat(store().challenges().find(one.id())).contains(one);
    assertThat(store().challenges().find(1)).isEmpty();
  }

  @Test
  void a_challenge_is_used_once() {
    Instant first = now();
    kept(1, Purpose.PASSWORD_RESET, account("a@x.org").id());

    assertThat(store().challenges().use(1, first)).isTrue();
    time.move(Duration.ofSeconds(1));
    assertThat(store().challenges().use(1, now())).isFalse();

    assertThat(store().challenges().find(1).orElseThrow().usedAt()).isEqualTo(first);
    assertThat(store().challenges().use(2, now())).isFalse();
  }

  @Test
  void all_challenges_of_one_account_and_purpose_are_cancelled_together() {
    AccountId ada = account("a@x.org").id();
    AccountId bob = account("b@x.org").id();
    kept(1, Purpose.PASSWORD_RESET, ada);
    kept(2, Purpose.PASSWORD_RESET, ada);
    kept(3, Purpose.EMAIL_CONFIRMATION, ada);
    kept(4, Purpose.PASSWORD_RESET, bob);

    store().challenges().cancelAll(ada, Purpose.PASSWORD_RESET, now());

    assertThat(isUsed(1)).isTrue();
    assertThat(isUsed(2)).isTrue();
    assertThat(isUsed(3)).isFalse();
    assertThat(isUsed(4)).isFalse();
  }

  @Test
  void a_newer_secret_kills_those_of_its_account_and_purpose_and_no_others() {
    AccountId ada = account("a@x.org").id();
    AccountId bob = account("b@x.org").id();
    IssueChallenge issue = new IssueChallenge(store().challenges(), entropy, time);
    UseChallenge use = new UseChallenge(store().accounts(), store().challenges(), time);
    TypedToken older = issue.issue(Purpose.PASSWORD_RESET, ada, "a@x.org");
    TypedToken confirmation = issue.issue(Purpose.EMAIL_CONFIRMATION, ada, "a@x.org");
    TypedToken bobs = issue.issue(Purpose.PASSWORD_RESET, bob, "b@x.org");
    TypedToken undo = issue.issue(Purpose.EMAIL_UNDO, ada, "a@x.org");

    TypedToken newer = issue.issue(Purpose.PASSWORD_RESET, ada, "a@x.org");
    issue.issue(Purpose.EMAIL_UNDO, ada, "b2@x.org");

    assertThat(use.judge(older.text(), Purpose.PASSWORD_RESET))
        .isEqualTo(new UseChallenge.Outcome.Gone());
    assertUsable(use.judge(newer.text(), Purpose.PASSWORD_RESET), ada, "a@x.org");
    assertUsable(use.judge(confirmation.text(), Purpose.EMAIL_CONFIRMATION), ada, "a@x.org");
    assertUsable(use.judge(bobs.text(), Purpose.PASSWORD_RESET), bob, "b@x.org");
    assertUsable(use.judge(undo.text(), Purpose.EMAIL_UNDO), ada, "a@x.org");
  }

  private static void assertUsable(
      UseChallenge.Outcome outcome, AccountId account, String address) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            UseChallenge.Outcome.Usable.class,
            usable -> {
              assertThat(usable.account()).isEqualTo(account);
              assertThat(usable.address()).isEqualTo(address);
            });
  }

  @Test
  void of_many_parallel_uses_of_one_secret_exactly_one_may_go_on() throws Exception {
    AccountId ada = account("a@x.org").id();
    TypedToken secret =
        new IssueChallenge(store().challenges(), entropy, time)
            .issue(Purpose.PASSWORD_RESET, ada, "a@x.org");
    UseChallenge use = new UseChallenge(store().accounts(), store().challenges(), time);

    List<UseChallenge.Outcome> outcomes =
        Crowd.rush(
            50,
            i ->
                () ->
                    store()
                        .transactions()
                        .call(() -> use.use(secret.text(), Purpose.PASSWORD_RESET)));

    assertThat(outcomes).containsOnlyOnce(new UseChallenge.Outcome.Usable(ada, "a@x.org", now()));
    assertThat(outcomes).filteredOn(new UseChallenge.Outcome.Gone()::equals).hasSize(49);
  }

  @Test
  void those_of_unproven_addresses_are_cancelled_apart() {
    AccountId ada = account("a@x.org").id();
    insert(1, ada, false, now());
    insert(2, ada, true, now());

    store().challenges().cancelUnproven(ada, Purpose.EMAIL_UNDO, now());

    assertThat(store().challenges().find(1).orElseThrow().usedAt()).isNotNull();
    assertThat(store().challenges().find(2).orElseThrow().usedAt()).isNull();
    assertThat(store().challenges().find(2).orElseThrow().isAddressProven()).isTrue();
  }

  @Test
  void later_ones_are_cancelled_and_earlier_ones_stay() {
    AccountId ada = account("a@x.org").id();
    AccountId bob = account("b@x.org").id();
    Instant at = Instant.ofEpochMilli(now().toEpochMilli());
    insert(1, ada, true, at.minusMillis(1));
    insert(2, ada, true, at);
    insert(3, ada, true, at.plusMillis(1));
    insert(4, bob, true, at.plusMillis(1));

    store().challenges().cancelLater(ada, Purpose.PASSWORD_RESET, at, now());
    assertThat(store().challenges().find(3).orElseThrow().usedAt()).isNull();
    store().challenges().cancelLater(ada, Purpose.EMAIL_UNDO, at, now());

    assertThat(List.of(1L, 2L, 3L, 4L).stream().map(this::isOpen))
        .containsExactly(true, true, false, true);
  }

  @Test
  void of_two_made_in_one_moment_the_first_bears_the_earlier_one() {
    AccountId ada = account("a@x.org").id();
    IssueChallenge issue = new IssueChallenge(store().challenges(), entropy, time);
    assertThat(store().challenges().newest(ada, Purpose.EMAIL_UNDO)).isEmpty();

    Instant first = madeAt(issue, ada);
    Instant second = madeAt(issue, ada);
    Instant third = madeAt(issue, ada);

    assertThat(first).isBefore(second);
    assertThat(second).isBefore(third);
  }

  private Instant madeAt(IssueChallenge issue, AccountId account) {
    long id = issue.issue(Purpose.EMAIL_UNDO, account, "a@x.org", true).id();
    return store().challenges().find(id).orElseThrow().createdAt();
  }

  private boolean isOpen(long id) {
    return store().challenges().find(id).orElseThrow().usedAt() == null;
  }

  private void insert(long id, AccountId account, boolean isProven, Instant at) {
    store()
        .challenges()
        .insert(
            new Challenge(
                id,
                Purpose.EMAIL_UNDO,
                "digest " + id,
                account,
                "a@x.org",
                isProven,
                at,
                at.plusSeconds(60),
                null));
  }
}
