package dev.latchkey.feature.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.account.Account;
import dev.latchkey.core.account.IdentifierTaken;
import dev.latchkey.core.account.NewAccount;
import dev.latchkey.core.challenge.IssueChallenge;
import dev.latchkey.core.challenge.Purpose;
import dev.latchkey.core.letter.Letter;
import dev.latchkey.core.session.Changes;
import dev.latchkey.fake.Crowd;
import dev.latchkey.fake.MemoryStore;
import dev.latchkey.fake.SeededEntropy;
import dev.latchkey.feature.mail.Deliveries.Outcome;
import dev.latchkey.feature.mail.Outbox.Entry;
import dev.latchkey.feature.mail.Outbox.Status;
import dev.latchkey.kernel.Identifier;
import dev.latchkey.kernel.MovedTime;
import dev.latchkey.kernel.RealmName;
import dev.latchkey.kernel.Sealer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Letters go out once, late rather than never, and never without being seen (EML-18). */
class DeliverLettersTest {
  private static final Duration LEASE = Duration.ofMinutes(4);

  private final MemoryStore store = new MemoryStore(new Changes());
  private final MovedTime time = new MovedTime();
  private final SeededEntropy entropy = new SeededEntropy(7);
  private final Post post = new Post();
  private final Bell bell = new Bell();
  private final MailSettings settings =
      MailSettings.DEFAULT.sending(
          new SmtpSettings(
              "localhost",
              25,
              SmtpSettings.Security.NONE,
              null,
              null,
              null,
              null,
              Duration.ofSeconds(1),
              Duration.ofSeconds(1),
              Duration.ofSeconds(1)),
          "no-reply@example.com");
  private final OutboxLetters letters =
      new OutboxLetters(store.outbox(), new Plain(), bell, store.transactions(), entropy, time);
  private final IssueChallenge issueChallenge =
      new IssueChallenge(store.challenges(), entropy, time);
  private final LetterText letterText =
      new LetterText(settings, Templates.open(null), settings::publicUrl, new Plain());
  private final DeliverLetters deliverLetters = worker();
  private final Account ann = account("ann@example.org");

  private DeliverLetters worker() {
    return new DeliverLetters(
        store.outbox(), store.challenges(), letterText, post, settings, entropy, time);
  }

  private Account account(String address) {
    try {
      return store
          .accounts()
          .create(
              NewAccount.in(RealmName.MAIN).withEmail(Identifier.email(address).orElseThrow()),
              time.now());
    } catch (IdentifierTaken e) {
      throw new AssertionError(e);
    }
  }

  private void reset() {
    store
        .transactions()
        .run(
            () ->
                letters.enqueue(
                    Letter.to(ann, Letter.Kind.RESET_PASSWORD)
                        .withSecret(
                            issueChallenge.issue(
                                Purpose.PASSWORD_RESET, ann.id(), "ann@example.org"))));
  }

  private void notice() {
    letters.enqueue(Letter.to(ann, Letter.Kind.PASSWORD_CHANGED));
  }

  private Entry newest() {
    return store.outbox().newest(1).getFirst();
  }

  @Test
  void a_letter_is_sent_once_and_loses_its_link() {
    reset();
    assertThat(deliverLetters.deliver()).isEqualTo(1);
    time.move(Duration.ofDays(1));
    assertThat(deliverLetters.deliver()).isZero();

    assertThat(post.sent).hasSize(1);
    assertThat(post.sent.getFirst().to()).isEqualTo("ann@example.org");
    assertThat(post.sent.getFirst().text()).contains("/account/reset-password?token=");
    assertThat(newest().status()).isEqualTo(Status.SENT);
    assertThat(newest().sealedSecret()).isNull();
    assertThat(newest().settledAt()).isNotNull();
  }

  @Test
  void the_bell_rings_after_commit_and_not_when_nothing_was_kept() {
    List<Integer> rings = new ArrayList<>();
    bell.listen(() -> rings.add(store.outbox().list(0, 10).size()));
    reset();
    try {
      store
          .transactions()
          .run(
              () -> {
                notice();
                throw new IllegalStateException("rolled back");
              });
    } catch (IllegalStateException e) {
      assertThat(rings).containsExactly(1);
    }
    assertThat(store.outbox().list(0, 10)).hasSize(1);
  }

  @Test
  void pauses_grow_with_some_chance_and_the_letter_keeps_its_name() {
    post.answer = mail -> new Outcome.Postponed("451 greylisted");
    notice();
    List<Duration> pauses = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      Instant before = time.now();
      deliverLetters.deliver();
      assertThat(newest().problem()).isEqualTo("451 greylisted");
      assertThat(newest().doubts()).isZero();
      pauses.add(Duration.between(before, newest().nextAt()));
      time.move(pauses.getLast().plusMillis(1));
    }
    Duration least = Duration.ofSeconds(30);
    for (Duration pause : pauses) {
      assertThat(pause).isBetween(least, least.plus(least.dividedBy(4)));
      least =
          least.multipliedBy(2).compareTo(Duration.ofHours(1)) < 0
              ? least.multipliedBy(2)
              : Duration.ofHours(1);
    }
    assertThat(post.tried.stream().map(Mail::messageId).distinct()).hasSize(1);
    post.answer = Post.TAKING;
    deliverLetters.deliver();
    assertThat(newest().status()).isEqualTo(Status.SENT);
    assertThat(newest().attempts()).isEqualTo(10);
  }

  @Test
  void a_letter_is_given_up_at_once_when_the_server_will_never_take_it() {
    post.answer = mail -> new Outcome.Refused("550 no such user");
    notice();
    deliverLetters.deliver();
    assertThat(newest().status()).isEqualTo(Status.GIVEN_UP);
    assertThat(newest().problem()).isEqualTo("550 no such user");
    time.move(Duration.ofDays(1));
    deliverLetters.deliver();
    assertThat(post.tried).hasSize(1);
  }

  @Test
  void a_letter_is_given_up_when_its_time_is_over() {
    post.answer = mail -> new Outcome.Postponed("451 later");
    notice();
    for (int i = 0; i < 200 && newest().status() == Status.WAITING; i++) {
      deliverLetters.deliver();
      time.move(Duration.ofMinutes(76));
    }
    assertThat(newest().status()).isEqualTo(Status.GIVEN_UP);
    assertThat(newest().problem()).isEqualTo("451 later");
    assertThat(Duration.between(newest().createdAt(), newest().settledAt()))
        .isBetween(Duration.ofDays(2), Duration.ofDays(3));
  }

  @Test
  void a_letter_whose_link_expired_meanwhile_is_dropped_and_not_sent() {
    reset();
    time.move(Duration.ofHours(1));
    assertThat(deliverLetters.deliver()).isZero();
    assertThat(post.tried).isEmpty();
    assertThat(newest().status()).isEqualTo(Status.DROPPED);
    assertThat(newest().problem()).contains("expired");
  }

  @Test
  void of_several_letters_that_waited_only_the_one_with_the_live_link_is_sent() {
    reset();
    reset();
    reset();
    deliverLetters.deliver();
    assertThat(post.sent).hasSize(1);
    assertThat(store.outbox().list(0, 10).stream().map(Entry::status))
        .containsExactly(Status.DROPPED, Status.DROPPED, Status.SENT);
  }

  @Test
  void a_letter_without_an_answer_is_tried_once_more_and_not_soon() {
    post.answer = mail -> new Outcome.Unclear("the server did not answer in time");
    notice();
    deliverLetters.deliver();
    assertThat(newest().nextAt()).isAfterOrEqualTo(time.now().plus(Duration.ofMinutes(10)));
    time.move(Duration.ofHours(1));
    deliverLetters.deliver();
    time.move(Duration.ofHours(1));
    deliverLetters.deliver();
    assertThat(post.tried).hasSize(2);
    assertThat(newest().status()).isEqualTo(Status.GIVEN_UP);
    assertThat(newest().problem()).contains("may have arrived");
  }

  @Test
  void a_worker_that_dies_with_a_letter_in_hand_delays_it_and_loses_nothing() {
    reset();
    store.outbox().take("dead", time.now(), time.now().plus(LEASE));
    assertThat(deliverLetters.deliver()).isZero();
    time.move(LEASE);
    assertThat(deliverLetters.deliver()).isEqualTo(1);
    time.move(LEASE);
    assertThat(deliverLetters.deliver()).isZero();
    assertThat(post.sent).hasSize(1);
  }

  @Test
  void a_letter_that_kills_its_worker_twice_is_not_sent_a_third_time() {
    notice();
    for (int i = 0; i < 2; i++) {
      store.outbox().take("dead " + i, time.now(), time.now().plus(LEASE));
      time.move(LEASE);
    }
    deliverLetters.deliver();
    assertThat(post.tried).isEmpty();
    assertThat(newest().status()).isEqualTo(Status.GIVEN_UP);
  }

  @Test
  void a_dead_server_costs_one_attempt_at_a_time_and_no_letter() {
    for (int i = 0; i < 20; i++) {
      notice();
    }
    post.answer = mail -> new Outcome.Unreachable("nothing listens there");
    for (int i = 0; i < 60; i++) {
      deliverLetters.deliver();
      time.move(Duration.ofSeconds(2));
    }
    assertThat(post.tried.size()).isBetween(4, 8);
    post.answer = Post.TAKING;
    time.move(Duration.ofHours(2));
    assertThat(deliverLetters.deliver()).isEqualTo(20);
  }

  @Test
  void a_clock_that_is_set_back_does_not_lengthen_the_rest_from_a_dead_server() {
    notice();
    post.answer = mail -> new Outcome.Unreachable("nothing listens there");
    deliverLetters.deliver();
    post.answer = Post.TAKING;

    time.step(Duration.ofDays(-1));
    notice();
    time.move(Duration.ofMinutes(10));

    assertThat(deliverLetters.deliver()).isEqualTo(1);
  }

  @Test
  void what_a_server_says_is_kept_on_one_line_and_without_secrets() {
    post.answer =
        mail ->
            new Outcome.Refused(
                "554 your \u001b[2Jletter\r\nsaid " + mail.text().strip() + "x ".repeat(5000));
    reset();
    String link = String.valueOf(newest().sealedSecret());
    deliverLetters.deliver();
    String problem = String.valueOf(newest().problem());
    assertThat(problem).hasSizeLessThan(220).matches("[\\x20-\\x7e]+");
    assertThat(problem)
        .doesNotContain(
            new String(
                java.util.Base64.getDecoder().decode(link),
                java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void an_address_that_cannot_be_mailed_to_is_given_up() {
    letters.enqueue(Letter.to(ann, "a@b@example.org", Letter.Kind.NEW_DEVICE));
    letters.enqueue(Letter.to(ann, "\"a b\"@example.org", Letter.Kind.NEW_DEVICE));
    letters.enqueue(Letter.to(ann, "a@x.org\r\nBcc: b@x.org", Letter.Kind.NEW_DEVICE));
    letters.enqueue(Letter.to(ann, "a@wechat.INVALID", Letter.Kind.NEW_DEVICE));
    letters.enqueue(Letter.to(ann, "a".repeat(100_000) + "@x.org", Letter.Kind.NEW_DEVICE));
    deliverLetters.deliver();
    assertThat(post.tried).isEmpty();
    assertThat(store.outbox().list(0, 10)).allMatch(one -> one.status() == Status.GIVEN_UP);
  }

  @Test
  void mail_goes_to_the_address_as_it_is_stored_with_its_domain_in_ascii() {
    letters.enqueue(Letter.to(ann, "Jos\u00e9.X@B\u00fccher.example", Letter.Kind.NEW_DEVICE));
    letters.enqueue(Letter.to(ann, "a..b@Example.org", Letter.Kind.NEW_DEVICE));
    deliverLetters.deliver();
    assertThat(post.sent)
        .extracting(Mail::to)
        .containsExactly("Jos\u00e9.X@xn--bcher-kva.example", "\"a..b\"@example.org");
    assertThat(post.sent.getFirst().needsUtf8()).isTrue();
    assertThat(post.sent.getLast().needsUtf8()).isFalse();
  }

  @Test
  void many_workers_on_one_store_send_each_letter_once() throws Exception {
    for (int i = 0; i < 50; i++) {
      notice();
    }
    Crowd.rush(8, i -> () -> worker().deliver());
    assertThat(post.sent).hasSize(50);
    assertThat(post.sent.stream().map(Mail::messageId).distinct()).hasSize(50);
  }

  @Test
  void old_letters_are_swept_away() {
    SweepLetters sweep = new SweepLetters(store.outbox(), settings, time);
    notice();
    reset();
    deliverLetters.deliver();
    sweep.sweep(10);
    assertThat(store.outbox().list(0, 10)).hasSize(2);
    time.move(Duration.ofDays(8));
    sweep.sweep(10);
    assertThat(store.outbox().list(0, 10)).isEmpty();
  }

  /** A mail server in memory. */
  private static final class Post implements Deliveries {
    static final Function<Mail, Outcome> TAKING = mail -> new Outcome.Accepted();

    final List<Mail> tried = Collections.synchronizedList(new ArrayList<>());
    final List<Mail> sent = Collections.synchronizedList(new ArrayList<>());
    volatile Function<Mail, Outcome> answer = TAKING;

    @Override
    public Outcome deliver(Mail mail, Runnable accepted) {
      tried.add(mail);
      Outcome outcome = answer.apply(mail);
      if (outcome instanceof Outcome.Accepted) {
        sent.add(mail);
        accepted.run();
      }
      return outcome;
    }

    @Override
    public void close() {}
  }

  /** Seals nothing. */
  private static final class Plain implements Sealer {
    @Override
    public byte[] seal(byte[] plain, String place) {
      return plain;
    }

    @Override
    public byte[] open(byte[] sealed, String place) {
      return sealed;
    }
  }
}
