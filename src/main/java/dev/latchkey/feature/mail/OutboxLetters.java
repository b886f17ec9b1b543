package dev.latchkey.feature.mail;

import dev.latchkey.core.challenge.Purpose;
import dev.latchkey.core.letter.Letter;
import dev.latchkey.core.letter.Letters;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.Sealer;
import dev.latchkey.kernel.Time;
import dev.latchkey.kernel.Transactions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/** Takes letters into the outbox, with their secrets sealed, and rings the bell after commit. */
public final class OutboxLetters implements Letters {
  private static final int PLACE_BYTES = 16;

  private final Outbox outbox;
  private final Sealer sealer;
  private final Bell bell;
  private final Transactions transactions;
  private final Entropy entropy;
  private final Time time;

  /**
   * Makes one.
   *
   * @param outbox stored letters
   * @param sealer hides the secrets
   * @param bell tells of new letters
   * @param transactions the store's transactions
   * @param entropy where places come from
   * @param time the clock
   */
  public OutboxLetters(
      Outbox outbox,
      Sealer sealer,
      Bell bell,
      Transactions transactions,
      Entropy entropy,
      Time time) {
    this.outbox = outbox;
    this.sealer = sealer;
    this.bell = bell;
    this.transactions = transactions;
    this.entropy = entropy;
    this.time = time;
  }

  /**
   * Keeps a letter for sending.
   *
   * @throws IllegalArgumentException if its secret is for something else than what it says
   */
  @Override
  public void enqueue(Letter letter) {
    // The number of the row is not known yet, so a random name binds the secret to it.
    String place = "letter/" + HexFormat.of().formatHex(entropy.bytes(PLACE_BYTES));
    Instant now = time.now();
    String sealed = null;
    Instant expiresAt = null;
    if (letter.secret() != null) {
      Purpose purpose = Links.purpose(letter.kind());
      if (purpose == null || purpose.type() != letter.secret().type()) {
        throw new IllegalArgumentException("the secret is not one for " + letter.kind());
      }
      byte[] plain = letter.secret().text().getBytes(StandardCharsets.US_ASCII);
      sealed = Base64.getEncoder().encodeToString(sealer.seal(plain, place));
      expiresAt = now.plus(purpose.lifetime());
    }
    outbox.insert(Outbox.Entry.waiting(letter, sealed, place, now, expiresAt));
    transactions.afterCommit(bell::ring);
  }
}
