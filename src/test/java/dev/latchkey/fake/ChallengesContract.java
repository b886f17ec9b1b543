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
    UseChallenge use = new UseChallenge(store().challenges(), time);
    TypedToken older = issue.issue(Purpose.PASSWORD_RESET, ada, "a@x.org");
    TypedToken confirmation = issue.issue(Purpose.EMAIL_CONFIRMATION, ada, "a@x.org");
    TypedToken bobs = issue.issue(Purpose.PASSWORD_RESET, bob, "b@x.org");
    TypedToken undo = issue.issue(Purpose.EMAIL_UNDO, ada, "a@x.org");

    TypedToken newer = issue.issue(Purpose.PASSWORD_RESET, ada, "a@x.org");
    issue.issue(Purpose.EMAIL_UNDO, ada, "b2@x.org");

    assertThat(use.judge(older.text(), Purpose.PASSWORD_RESET))
        .isEqualTo(new UseChallenge.Outcome.Gone());
    assertThat(use.judge(newer.text(), Purpose.PASSWORD_RESET))
        .isEqualTo(new UseChallenge.Outcome.Usable(ada, "a@x.org"));
    assertThat(use.judge(confirmation.text(), Purpose.EMAIL_CONFIRMATION))
        .isEqualTo(new UseChallenge.Outcome.Usable(ada, "a@x.org"));
    assertThat(use.judge(bobs.text(), Purpose.PASSWORD_RESET))
        .isEqualTo(new UseChallenge.Outcome.Usable(bob, "b@x.org"));
    assertThat(use.judge(undo.text(), Purpose.EMAIL_UNDO))
        .isEqualTo(new UseChallenge.Outcome.Usable(ada, "a@x.org"));
  }

  @Test
  void of_many_parallel_uses_of_one_secret_exactly_one_may_go_on() throws Exception {
    AccountId ada = account("a@x.org").id();
    TypedToken secret =
        new IssueChallenge(store().challenges(), entropy, time)
            .issue(Purpose.PASSWORD_RESET, ada, "a@x.org");
    UseChallenge use = new UseChallenge(store().challenges(), time);

    List<UseChallenge.Outcome> outcomes =
        Crowd.rush(
            50,
            i ->
                () ->
                    store()
                        .transactions()
                        .call(() -> use.use(secret.text(), Purpose.PASSWORD_RESET)));

    assertThat(outcomes).containsOnlyOnce(new UseChallenge.Outcome.Usable(ada, "a@x.org"));
    assertThat(outcomes).filteredOn(new UseChallenge.Outcome.Gone()::equals).hasSize(49);
  }
}
