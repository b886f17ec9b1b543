package dev.latchkey.feature.mail;

import dev.latchkey.core.challenge.Challenge;
import dev.latchkey.core.challenge.Challenges;
import dev.latchkey.feature.mail.Outbox.Status;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.Language;
import dev.latchkey.kernel.StoreUnavailable;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.TypedToken;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sends the letters that are due, one after another. Several processes may do so on one store: each
 * letter is taken under a lease, so that two never send it at once. A letter whose sending ended
 * without an answer may have arrived, and is tried once more at most.
 */
public final class DeliverLetters {
  private static final System.Logger LOG = System.getLogger(DeliverLetters.class.getName());

  /** Beyond the longest time that the sending of one letter can take. */
  private static final Duration LEASE_BEYOND = Duration.ofMinutes(2);

  /** Servers that are slow with their last answer often took the letter (RFC 5321, 4.5.3.2.6). */
  private static final Duration UNCLEAR_PAUSE = Duration.ofMinutes(10);

  private static final Duration FIRST_REST = Duration.ofSeconds(2);
  private static final Duration LONGEST_REST = Duration.ofMinutes(1);
  private static final int MOST_DOUBTS = 2;

  /** Servers say whose mailbox they do not know; logs go further than the outbox does. */
  private static final Pattern ADDRESS = Pattern.compile("[^\\s<>]+@[^\\s<>:]+");

  private static final int HOLDER_BYTES = 12;
  private static final int MARK_ATTEMPTS = 3;

  private final Outbox outbox;
  private final Challenges challenges;
  private final LetterText letterText;
  private final Deliveries deliveries;
  private final MailSettings settings;
  private final Entropy entropy;
  private final Time time;
  private final AtomicBoolean isStopped = new AtomicBoolean();

  private Duration rest = Duration.ZERO;

  /** How long it rests from {@link #restBegan} on; null if the mail server answered last. */
  private @Nullable Duration resting;

  /** By the clock that never jumps: a wall clock that is set back must not lengthen the rest. */
  private long restBegan;

  /**
   * Makes one.
   *
   * @param outbox stored letters
   * @param challenges tells whether links still work
   * @param letterText writes letters out
   * @param deliveries the mail server
   * @param settings pauses, and when to give up
   * @param entropy spreads attempts
   * @param time the clock
   */
  public DeliverLetters(
      Outbox outbox,
      Challenges challenges,
      LetterText letterText,
      Deliveries deliveries,
      MailSettings settings,
      Entropy entropy,
      Time time) {
    this.outbox = outbox;
    this.challenges = challenges;
    this.letterText = letterText;
    this.deliveries = deliveries;
    this.settings = settings;
    this.entropy = entropy;
    this.time = time;
  }

  /**
   * Sends until no letter is due, or the server cannot be reached; then it rests for a while, so
   * that a dead server costs one attempt at a time and no letter its patience.
   *
   * @return how many letters the server took
   */
  public synchronized int deliver() {
    int sent = 0;
    while (!isStopped.get() && !isResting()) {
      Instant now = time.now();
      String holder = HexFormat.of().formatHex(entropy.bytes(HOLDER_BYTES));
      Instant until = now.plus(settings.smtp().letterTimeout()).plus(LEASE_BEYOND);
      Optional<Outbox.Entry> taken = outbox.take(holder, now, until);
      if (taken.isEmpty()) {
        return sent;
      }
      sent += send(new Held(taken.get(), holder)) ? 1 : 0;
    }
    return sent;
  }

  /** Breaks off, also what goes on right now. */
  public void stop() {
    isStopped.set(true);
    deliveries.close();
  }

  private boolean isResting() {
    return resting != null && time.nanoTime() - restBegan < resting.toNanos();
  }

  private boolean send(Held held) {
    Optional<String> dead = deadLink(held.entry());
    if (dead.isPresent()) {
      held.settle(Status.DROPPED, dead.get());
      return false;
    }
    if (held.entry().doubts() > MOST_DOUBTS) {
      giveUp(held, "twice the server gave no answer to the whole letter; it may have arrived");
      return false;
    }
    Mail mail;
    try {
      mail = mail(held.entry());
    } catch (IllegalStateException | IllegalArgumentException e) {
      giveUp(held, "it cannot be written out: " + Problem.line(String.valueOf(e.getMessage())));
      return false;
    }
    return conclude(held, deliveries.deliver(mail, held::sent));
  }

  private boolean conclude(Held held, Deliveries.Outcome outcome) {
    switch (outcome) {
      case Deliveries.Outcome.Accepted accepted -> {
        recover();
        return true;
      }
      case Deliveries.Outcome.Refused refused -> {
        recover();
        giveUp(held, refused.problem());
      }
      case Deliveries.Outcome.Postponed postponed -> {
        recover();
        postpone(held, postponed.problem(), false);
      }
      case Deliveries.Outcome.Unclear unclear -> {
        recover();
        postpone(held, unclear.problem(), true);
      }
      case Deliveries.Outcome.Unreachable unreachable -> {
        rest(unreachable.problem());
        postpone(held, unreachable.problem(), false);
      }
    }
    return false;
  }

  private void recover() {
    if (resting != null) {
      LOG.log(Level.INFO, "the mail server answers again");
    }
    rest = Duration.ZERO;
    resting = null;
  }

  private void rest(String problem) {
    if (resting == null && !isStopped.get()) {
      LOG.log(
          Level.WARNING,
          "letters wait, the mail server cannot be used: {0}",
          ADDRESS.matcher(Problem.line(problem)).replaceAll("[address]"));
    }
    rest = rest.isZero() ? FIRST_REST : shorter(rest.multipliedBy(2), LONGEST_REST);
    restBegan = time.nanoTime();
    resting = spread(rest);
  }

  private void postpone(Held held, String problem, boolean mayHaveArrived) {
    Outbox.Entry entry = held.entry();
    Duration pause = pause(entry.attempts());
    if (mayHaveArrived && pause.compareTo(UNCLEAR_PAUSE) < 0) {
      pause = UNCLEAR_PAUSE;
    }
    Instant next = time.now().plus(spread(pause));
    if (mayHaveArrived && entry.doubts() >= MOST_DOUBTS) {
      giveUp(held, problem + "; tried twice, it may have arrived");
    } else if (next.isAfter(entry.createdAt().plus(settings.giveUpAfter()))) {
      giveUp(held, problem);
    } else {
      outbox.postpone(entry.id(), held.holder(), next, Problem.line(problem), mayHaveArrived);
    }
  }

  private Duration pause(int attempts) {
    Duration pause = settings.firstPause();
    for (int i = 1; i < attempts && pause.compareTo(settings.longestPause()) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return shorter(pause, settings.longestPause());
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Lengthens a pause by up to a quarter, so that what failed together does not come together. */
  private Duration spread(Duration pause) {
    int random = entropy.bytes(1)[0] & 0xff;
    return pause.plus(pause.multipliedBy(random).dividedBy(4 * 256L));
  }

  private void giveUp(Held held, String problem) {
    String line = Problem.line(problem);
    if (held.settle(Status.GIVEN_UP, line)) {
      LOG.log(
          Level.WARNING,
          "gave up letter {0} ({1}) to account {2}: {3}",
          Long.toString(held.entry().id()),
          held.entry().kind(),
          held.entry().account(),
          ADDRESS.matcher(line).replaceAll("[address]"));
    }
  }

  /** Says why the link of a letter is of no use any more. */
  private Optional<String> deadLink(Outbox.Entry entry) {
    if (entry.expiresAt() == null) {
      return Optional.empty();
    }
    if (!time.now().isBefore(entry.expiresAt())) {
      return Optional.of(SweepLetters.EXPIRED);
    }
    Optional<Challenge> challenge;
    try {
      challenge =
          Optional.ofNullable(letterText.secret(entry))
              .flatMap(TypedToken::parse)
              .flatMap(token -> challenges.find(token.id()));
    } catch (IllegalStateException | IllegalArgumentException e) {
      // Said when the letter is written out.
      return Optional.empty();
    }
    boolean isLive = challenge.isPresent() && challenge.get().usedAt() == null;
    return isLive ? Optional.empty() : Optional.of("its link was used or replaced meanwhile");
  }

  private Mail mail(Outbox.Entry entry) {
    LetterText.Written written = letterText.write(entry);
    Mailbox to =
        Mailbox.of(entry.address())
            .orElseThrow(() -> new IllegalArgumentException("the address cannot be mailed to"));
    String from = settings.from() == null ? "" : settings.from();
    Language language = entry.language() == null ? settings.language() : entry.language();
    return new Mail(
        entry.place().substring(entry.place().indexOf('/') + 1)
            + "@"
            + from.substring(from.indexOf('@') + 1),
        from,
        settings.fromName() == null ? settings.product() : settings.fromName(),
        to.wire(),
        to.needsUtf8(),
        written.subject(),
        written.text(),
        written.html(),
        language,
        entry.createdAt());
  }

  /** A letter that was taken. */
  private final class Held {
    private final Outbox.Entry entry;
    private final String holder;

    Held(Outbox.Entry entry, String holder) {
      this.entry = entry;
      this.holder = holder;
    }

    Outbox.Entry entry() {
      return entry;
    }

    String holder() {
      return holder;
    }

    /** Marks it as sent. Without the mark it would go out again, so this is tried hard. */
    void sent() {
      for (int attempt = 1; ; attempt++) {
        try {
          settle(Status.SENT, null);
          return;
        } catch (StoreUnavailable e) {
          if (attempt == MARK_ATTEMPTS) {
            throw e;
          }
        }
      }
    }

    boolean settle(Status status, @Nullable String problem) {
      return outbox.settle(entry.id(), holder, status, problem, time.now());
    }
  }
}
