package dev.latchkey.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.letter.Letter;
import dev.latchkey.feature.mail.Outbox;
import dev.latchkey.feature.mail.Outbox.Entry;
import dev.latchkey.feature.mail.Outbox.Status;
import dev.latchkey.kernel.AccountId;
import dev.latchkey.kernel.Language;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link dev.latchkey.feature.mail.Outbox} promises. */
public abstract class OutboxContract extends StoreContract {
  private static final Duration LEASE = Duration.ofMinutes(5);

  private @Nullable AccountId owner;

  private Entry entry(AccountId account, Letter.Kind kind, @Nullable String sealed, String place) {
    Letter letter = new Letter(kind, account, "a@x.org", null, null, Map.of());
    return Entry.waiting(
        letter, sealed, place, now(), sealed == null ? null : now().plus(Duration.ofHours(1)));
  }

  private long letter(@Nullable String sealed) {
    AccountId ada = owner == null ? account("a@x.org").id() : owner;
    owner = ada;
    outbox().insert(entry(ada, Letter.Kind.RESET_PASSWORD, sealed, "letter/" + sealed));
    return outbox().newest(1).getFirst().id();
  }

  private Outbox outbox() {
    return store().outbox();
  }

  private Entry found(long id) {
    return outbox().find(id).orElseThrow();
  }

  private Optional<Entry> take(String holder) {
    return outbox().take(holder, now(), now().plus(LEASE));
  }

  @Test
  void letters_are_listed_as_they_were_kept_oldest_first() {
    AccountId ada = account("a@x.org").id();
    List<Entry> kept =
        List.of(
            entry(ada, Letter.Kind.CONFIRM_EMAIL, "sealed", "letter/1"),
            entry(ada, Letter.Kind.RESET_PASSWORD, null, "letter/2"),
            entry(ada, Letter.Kind.CONFIRM_EMAIL, "sealed", "letter/3"));
    kept.forEach(outbox()::insert);

    List<Entry> listed = outbox().list(0, 10);

    assertThat(listed)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("id")
        .isEqualTo(kept);
    assertThat(listed)
        .extracting(Entry::id)
        .doesNotHaveDuplicates()
        .isSorted()
        .allMatch(id -> id > 0);
    assertThat(outbox().newest(2)).isEqualTo(listed.reversed().subList(0, 2));
    assertThat(outbox().find(listed.getFirst().id())).contains(listed.getFirst());
    assertThat(outbox().find(4711)).isEmpty();
  }

  @Test
  void language_and_facts_are_kept_as_they_were() {
    AccountId ada = account("a@x.org").id();
    Map<Letter.Fact, String> facts =
        Map.of(
            Letter.Fact.AGENT,
            "a&PLACE=b\r\n=%00 \u0000 \"x\" 你好 😀 +",
            Letter.Fact.PLACE,
            "2001:db8::1",
            Letter.Fact.UNTIL,
            "");
    Letter letter =
        new Letter(Letter.Kind.NEW_DEVICE, ada, "a@x.org", Language.CHINESE, null, facts);
    outbox().insert(Entry.waiting(letter, null, "letter/1", now(), null));

    assertThat(outbox().list(0, 1).getFirst().facts()).isEqualTo(facts);
    assertThat(outbox().list(0, 1).getFirst().language()).isEqualTo(Language.CHINESE);
  }

  @Test
  void the_depth_counts_what_waits_and_knows_the_oldest() {
    assertThat(outbox().depth()).isEqualTo(new Outbox.Depth(0, null));
    letter("oldest");
    Instant later = now().plusSeconds(60);
    time.move(Duration.ofSeconds(60));
    letter("later");
    assertThat(outbox().depth()).isEqualTo(new Outbox.Depth(2, later.minusSeconds(60)));

    Entry taken = take("somebody").orElseThrow();
    assertThat(outbox().depth().waiting()).as("being sent").isEqualTo(2);
    outbox().settle(taken.id(), "somebody", Status.SENT, null, now());

    assertThat(outbox().depth()).isEqualTo(new Outbox.Depth(1, later));
  }

  @Test
  void letters_are_listed_page_by_page() {
    AccountId ada = account("a@x.org").id();
    for (int i = 0; i < 3; i++) {
      outbox().insert(entry(ada, Letter.Kind.CONFIRM_EMAIL, "sealed", "letter/" + i));
    }

    List<Entry> first = outbox().list(0, 2);
    List<Entry> rest = outbox().list(first.getLast().id(), 2);

    assertThat(first).extracting(Entry::place).containsExactly("letter/0", "letter/1");
    assertThat(rest).extracting(Entry::place).containsExactly("letter/2");
    assertThat(outbox().list(rest.getLast().id(), 2)).isEmpty();
  }

  @Test
  void a_letter_that_is_taken_is_hidden_until_its_lease_is_over() {
    long id = letter("sealed");

    Entry taken = take("one").orElseThrow();
    assertThat(taken.id()).isEqualTo(id);
    assertThat(taken.attempts()).isEqualTo(1);
    assertThat(taken.doubts()).isEqualTo(1);
    assertThat(take("two")).isEmpty();
    assertThat(outbox().retry(id, now())).isFalse();

    time.move(LEASE);
    assertThat(take("two").orElseThrow().doubts()).isEqualTo(2);
    assertThat(outbox().settle(id, "one", Status.SENT, null, now())).isFalse();
    assertThat(outbox().postpone(id, "one", now(), "late", false)).isFalse();
    assertThat(outbox().settle(id, "two", Status.SENT, null, now())).isTrue();
    assertThat(outbox().settle(id, "two", Status.GIVEN_UP, "again", now())).isFalse();
  }

  @Test
  void the_letter_that_is_due_for_longest_is_taken_first() {
    long first = letter("1");
    long second = letter("2");
    take("one");
    outbox().postpone(first, "one", now().plusSeconds(1), "no", false);
    time.move(Duration.ofSeconds(2));

    assertThat(take("two").orElseThrow().id()).isEqualTo(second);
    assertThat(take("three").orElseThrow().id()).isEqualTo(first);
  }

  @Test
  void a_letter_that_was_sent_or_dropped_loses_its_link_and_one_given_up_keeps_it() {
    for (Status status : List.of(Status.SENT, Status.DROPPED, Status.GIVEN_UP)) {
      long id = letter("sealed " + status);
      take("holder " + status);

      assertThat(outbox().settle(id, "holder " + status, status, "why", now())).isTrue();

      Entry settled = found(id);
      assertThat(settled.status()).isEqualTo(status);
      assertThat(settled.problem()).isEqualTo("why");
      assertThat(settled.settledAt()).isEqualTo(now());
      assertThat(settled.sealedSecret() != null).isEqualTo(status == Status.GIVEN_UP);
      assertThat(take("next " + status)).isEmpty();
    }
  }

  @Test
  void a_letter_that_was_put_back_waits_and_keeps_its_problem() {
    long id = letter("sealed");
    take("one");

    assertThat(outbox().postpone(id, "one", now().plusSeconds(30), "451 later", false)).isTrue();

    assertThat(found(id).problem()).isEqualTo("451 later");
    assertThat(found(id).doubts()).isZero();
    assertThat(take("two")).isEmpty();
    time.move(Duration.ofSeconds(30));
    Entry again = take("two").orElseThrow();
    assertThat(again.attempts()).isEqualTo(2);
    outbox().postpone(id, "two", now(), "no answer", true);
    assertThat(found(id).doubts()).isEqualTo(1);
  }

  @Test
  void a_letter_that_was_given_up_can_be_tried_again_by_hand() {
    long id = letter("sealed");
    take("one");
    outbox().settle(id, "one", Status.GIVEN_UP, "550 no", now());
    time.move(Duration.ofMinutes(1));

    assertThat(outbox().retry(id, now())).isTrue();

    Entry again = take("two").orElseThrow();
    assertThat(again.attempts()).isEqualTo(1);
    assertThat(again.sealedSecret()).isEqualTo("sealed");
    assertThat(again.settledAt()).isNull();
    outbox().settle(id, "two", Status.SENT, null, now());
    assertThat(outbox().retry(id, now())).isFalse();
    assertThat(outbox().retry(4711, now())).isFalse();
  }

  @Test
  void expired_links_are_blanked_and_waiting_letters_with_them_dropped() {
    long waiting = letter("1");
    long givenUp = letter("2");
    long plain = letter(null);
    take("one");
    take("two");
    outbox().postpone(waiting, "one", now(), "451", false);
    outbox().settle(givenUp, "two", Status.GIVEN_UP, "550", now());
    assertThat(outbox().expire(now(), "too late", 10)).isZero();
    time.move(Duration.ofHours(1));

    assertThat(outbox().expire(now(), "too late", 1)).isEqualTo(1);
    assertThat(outbox().expire(now(), "too late", 10)).isEqualTo(1);

    assertThat(found(waiting).status()).isEqualTo(Status.DROPPED);
    assertThat(found(waiting).problem()).isEqualTo("too late");
    assertThat(found(waiting).settledAt()).isEqualTo(now());
    assertThat(found(waiting).sealedSecret()).isNull();
    assertThat(found(givenUp).status()).isEqualTo(Status.GIVEN_UP);
    assertThat(found(givenUp).problem()).isEqualTo("550");
    assertThat(found(givenUp).sealedSecret()).isNull();
    assertThat(found(plain).status()).isEqualTo(Status.WAITING);
  }

  @Test
  void a_letter_that_is_being_sent_does_not_expire() {
    letter("1");
    time.move(Duration.ofHours(1).minusSeconds(1));
    take("one");
    time.move(Duration.ofSeconds(2));

    assertThat(outbox().expire(now(), "too late", 10)).isZero();
  }

  @Test
  void letters_that_waited_too_long_are_given_up() {
    long old = letter(null);
    time.move(Duration.ofDays(1));
    long young = letter(null);

    assertThat(outbox().giveUp(now().minusSeconds(1), now(), "nobody took it", 10)).isEqualTo(1);

    assertThat(found(old).status()).isEqualTo(Status.GIVEN_UP);
    assertThat(found(old).problem()).isEqualTo("nobody took it");
    assertThat(found(young).status()).isEqualTo(Status.WAITING);
  }

  @Test
  void letters_whose_way_ended_are_removed_after_a_while() {
    long sent = letter("1");
    take("one");
    outbox().settle(sent, "one", Status.SENT, null, now());
    long waiting = letter("2");

    assertThat(outbox().remove(now(), 10)).isZero();
    time.move(Duration.ofDays(7));
    assertThat(outbox().remove(now(), 0)).isZero();
    assertThat(outbox().remove(now(), 10)).isEqualTo(1);

    assertThat(outbox().find(sent)).isEmpty();
    assertThat(outbox().find(waiting)).isPresent();
  }

  @Test
  void of_many_parallel_takers_each_letter_goes_to_one() throws Exception {
    for (int i = 0; i < 10; i++) {
      letter("sealed " + i);
    }

    List<Optional<Entry>> taken = Crowd.rush(20, i -> () -> take("holder " + i));

    assertThat(taken.stream().flatMap(Optional::stream).map(Entry::id))
        .hasSize(10)
        .doesNotHaveDuplicates();
  }
}
