package dev.latchkey.feature.mail;

import dev.latchkey.core.letter.Letter;
import dev.latchkey.core.letter.Letters;
import dev.latchkey.kernel.Entropy;
import dev.latchkey.kernel.Sealer;
import dev.latchkey.kernel.Time;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/** Takes letters into the outbox, with their secrets sealed. */
public final class OutboxLetters implements Letters {
  private static final int PLACE_BYTES = 16;

  private final Outbox outbox;
  private final Sealer sealer;
  private final Entropy entropy;
  private final Time time;

  /**
   * Makes one.
   *
   * @param outbox stored letters
   * @param sealer hides the secrets
   * @param entropy where places come from
   * @param time the clock
   */
  public OutboxLetters(Outbox outbox, Sealer sealer, Entropy entropy, Time time) {
    this.outbox = outbox;
    this.sealer = sealer;
    this.entropy = entropy;
    this.time = time;
  }

  @Override
  public void enqueue(Letter letter) {
    // The number of the row is not known yet, so a random name binds the secret to it.
    String place = "letter/" + HexFormat.of().formatHex(entropy.bytes(PLACE_BYTES));
    String sealed = null;
    if (letter.secret() != null) {
      byte[] plain = letter.secret().text().getBytes(StandardCharsets.US_ASCII);
      sealed = Base64.getEncoder().encodeToString(sealer.seal(plain, place));
    }
    outbox.insert(
        new Outbox.Entry(
            0, letter.kind(), letter.account(), letter.address(), sealed, place, time.now()));
  }
}
